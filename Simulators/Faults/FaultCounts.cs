namespace CityOps.Simulators.Faults;

/// <summary>What faults did. Copies and malformed messages are among those made; lost ones never were.</summary>
/// <param name="Lost">Messages that got lost before any connection.</param>
/// <param name="Copies">Messages sent again on purpose.</param>
/// <param name="Malformed">Messages that nobody can read.</param>
/// <param name="Truth">
/// What the product is to show, by the contract's words: <c>duplicate</c>, <c>late</c>, <c>missing</c>, <c>outOfOrder</c>, <c>quarantine</c>,
/// <c>rejected.{reason}</c>, <c>readings.refused.{reason}</c>, <c>quality.{reason}</c>. What never happened is absent.
/// </param>
public sealed record FaultCounts(long Lost, long Copies, long Malformed, IReadOnlyDictionary<string, long> Truth)
{
    public static FaultCounts None { get; } = new(0, 0, 0, new Dictionary<string, long>());

    /// <summary>The truth, word by word.</summary>
    public override string ToString() => string.Join(", ", Truth.Select(one => FormattableString.Invariant($"{one.Key} {one.Value}")));
}
