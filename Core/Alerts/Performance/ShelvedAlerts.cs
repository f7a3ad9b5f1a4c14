namespace CityOps.Core.Alerts.Performance;

/// <summary>How often people put alerts aside, and for how long. Immutable.</summary>
/// <param name="Count">Shelves that began in the period; one that is made longer stays one.</param>
/// <param name="MeanMs">How long they lasted, up to now; null without any.</param>
public sealed record ShelvedAlerts(int Count, double? MeanMs)
{
    internal static ShelvedAlerts Of(IEnumerable<RecordedAlert> alerts, PerformancePeriod period)
    {
        var shelves = DurationSummary.Of(alerts.SelectMany(ShelvesOf).Where(shelf => period.Has(shelf.From)).Select(shelf => (shelf.To ?? period.Now) - shelf.From));
        return new ShelvedAlerts(shelves?.Count ?? 0, shelves?.MeanMs);
    }

    static IEnumerable<(long From, long? To)> ShelvesOf(RecordedAlert alert)
    {
        long? from = null;
        foreach (var step in alert.Transitions)
        {
            switch (step.Kind)
            {
                case TransitionKind.Shelved:
                    from ??= step.At;
                    break;
                case TransitionKind.Unshelved when from is { } begun:
                    yield return (begun, step.EventTime);
                    from = null;
                    break;
            }
        }

        if (from is { } last)
        {
            yield return (last, null);
        }
    }
}
