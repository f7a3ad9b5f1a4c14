namespace CityOps.Core.Alerts.Performance;

/// <summary>Several durations in three numbers; percentiles are the nearest rank. Immutable.</summary>
/// <param name="Count">From 1.</param>
public sealed record DurationSummary(int Count, double MeanMs, long P50Ms, long P95Ms)
{
    /// <summary>Null of none. A duration below nothing, as two clocks can make it, is none.</summary>
    public static DurationSummary? Of(IEnumerable<long> durations)
    {
        var sorted = durations.Select(ms => Math.Max(0, ms)).Order().ToArray();
        return sorted.Length == 0 ? null : new DurationSummary(sorted.Length, sorted.Average(), Rank(50), Rank(95));

        long Rank(int percent) => sorted[((sorted.Length * percent) + 99) / 100 - 1];
    }
}
