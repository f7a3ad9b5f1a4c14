namespace CityOps.Simulators.Import.Ledger;

/// <summary>What a city's ledger says of some devices together. Messages, but for the last two members.</summary>
sealed record LedgerSum
{
    public static LedgerSum Zero { get; } = new();

    public long Received { get; init; }
    public long Stored { get; init; }
    public long Duplicate { get; init; }
    /// <summary>Refused by the store for good.</summary>
    public long Refused { get; init; }
    public long Pending { get; init; }
    public long Rejected { get; init; }
    public long Shed { get; init; }
    public long Late { get; init; }
    public long ReadingsTaken { get; init; }
    /// <summary>Readings by reason, those of rejected messages too.</summary>
    public IReadOnlyDictionary<string, long> ReadingsRefused { get; init; } = new Dictionary<string, long>();

    public static LedgerSum operator +(LedgerSum a, LedgerSum b) => Of(a, b, 1);

    public static LedgerSum operator -(LedgerSum a, LedgerSum b) => Of(a, b, -1);

    static LedgerSum Of(LedgerSum a, LedgerSum b, int sign) => new()
    {
        Received = a.Received + (sign * b.Received),
        Stored = a.Stored + (sign * b.Stored),
        Duplicate = a.Duplicate + (sign * b.Duplicate),
        Refused = a.Refused + (sign * b.Refused),
        // What waits now waits, whatever waited before.
        Pending = sign > 0 ? a.Pending + b.Pending : a.Pending,
        Rejected = a.Rejected + (sign * b.Rejected),
        Shed = a.Shed + (sign * b.Shed),
        Late = a.Late + (sign * b.Late),
        ReadingsTaken = a.ReadingsTaken + (sign * b.ReadingsTaken),
        ReadingsRefused = a.ReadingsRefused.Keys.Union(b.ReadingsRefused.Keys).ToDictionary(
            reason => reason, reason => a.ReadingsRefused.GetValueOrDefault(reason) + (sign * b.ReadingsRefused.GetValueOrDefault(reason))),
    };
}
