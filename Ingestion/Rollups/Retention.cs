using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Ingestion.Rollups;

/// <summary>
/// Deletes what is kept no longer: readings once they are rolled up and not before, then hours and days. Doing it twice changes nothing.
/// </summary>
/// <param name="upkeep">Null where the store deletes nothing when asked.</param>
public sealed class Retention(RetentionSettings settings, IRollupStore rollups, ITelemetryUpkeep? upkeep)
{
    /// <summary>How many readings were deleted, where the store can say.</summary>
    /// <param name="now">Unix ms.</param>
    /// <param name="progress">Told of domains done, of all.</param>
    public async Task<long> RunAsync(long now, Action<int, int> progress, CancellationToken cancellationToken)
    {
        if (!settings.Ends)
        {
            return 0;
        }

        var rolledUp = (await rollups.CoverAsync(RollupSpan.Hour, cancellationToken).ConfigureAwait(false))?.Until ?? long.MinValue;
        var (deleted, done) = (0L, 0);
        foreach (var domain in Domains.All)
        {
            var kept = settings.Of(domain);
            if (upkeep is not null && BeginOf(kept.Raw, now) is { } raw && rolledUp > long.MinValue)
            {
                deleted += await upkeep.ForgetBeforeAsync(domain, Math.Min(raw, rolledUp), null, cancellationToken).ConfigureAwait(false) ?? 0;
            }

            await ForgetAsync(RollupSpan.Hour, domain, BeginOf(kept.Hour, now), cancellationToken).ConfigureAwait(false);
            await ForgetAsync(RollupSpan.Day, domain, BeginOf(kept.Day, now), cancellationToken).ConfigureAwait(false);
            progress(++done, Domains.All.Count);
        }

        return deleted;
    }

    /// <summary>Of the hour in which what is kept begins; null = all is kept.</summary>
    static long? BeginOf(TimeSpan? kept, long now) => kept is { } span ? BucketSize.Hour.StartOf(now - (long)span.TotalMilliseconds) : null;

    async Task ForgetAsync(RollupSpan span, string domain, long? before, CancellationToken cancellationToken)
    {
        if (before is { } moment)
        {
            await rollups.ForgetBeforeAsync(span, domain, moment, cancellationToken).ConfigureAwait(false);
        }
    }
}
