using CityOps.Core.Alerts;
using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// What must alert because of an incident: where, how urgently, and between when and when. It follows from what the incident does to
/// which device, and from the limits and delays of the rules; no rule is run for it. Immutable.
/// </summary>
public sealed class AnswerSheet
{
    internal AnswerSheet(IReadOnlyList<ExpectedAlert> lines) => Lines = lines;

    /// <summary>In the order in which they are expected.</summary>
    public IReadOnlyList<ExpectedAlert> Lines { get; }

    /// <summary>Those without which the answer is wrong.</summary>
    public IEnumerable<ExpectedAlert> Required => Lines.Where(line => line.Required);

    internal static AnswerSheet Of(SimulatedCity city, Incident incident, IReadOnlyList<AlertRule> rules)
    {
        var writer = new SheetWriter(city, incident);
        return new AnswerSheet([.. rules.SelectMany(writer.Lines).OrderBy(line => line.EarliestRaise).ThenBy(line => line.Subject, StringComparer.Ordinal)]);
    }

    /// <summary>Compares the sheet with every alert that was raised in the city since the incident began.</summary>
    /// <param name="tolerance">How much beside its time an alert may be, for clocks and for the way through the product.</param>
    public SheetComparison Compare(IEnumerable<SeenAlert> alerts, TimeSpan tolerance) => SheetComparison.Of(Lines, [.. alerts], (long)tolerance.TotalMilliseconds);
}
