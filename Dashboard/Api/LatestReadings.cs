using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry;

namespace CityOps.Dashboard.Api;

/// <summary>
/// The newest reading of each series. InfluxDB keeps neither when a reading came nor why it is suspect, so in a process that only
/// reads from it the live feed answers for the series it knows, while frames come.
/// </summary>
sealed class LatestReadings(ITelemetryReader store, LiveFeed feed, CitySettings settings, TimeProvider clock)
{
    /// <summary>Frames come at least every 4 s: after this long without one the feed may have missed something.</summary>
    static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    /// <summary>Series that have none are absent.</summary>
    public async ValueTask<IReadOnlyList<Reading>> OfAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken)
    {
        if (settings.Role != CityRole.Dashboard)
        {
            return await store.LatestAsync(series, cancellationToken);
        }

        var live = series.Select(feed.Find).OfType<Reading>().ToDictionary(reading => reading.Series);
        var fresh = feed.LastFrameAt is { } at && clock.UnixMs() - at <= FreshFor.TotalMilliseconds;
        var unsure = fresh ? series.Where(one => !live.ContainsKey(one)).ToList() : series;
        if (unsure.Count > 0)
        {
            foreach (var stored in await store.LatestAsync(unsure, cancellationToken))
            {
                if (!live.TryGetValue(stored.Series, out var told) || stored.ObservedAt > told.ObservedAt)
                {
                    live[stored.Series] = stored;
                }
            }
        }

        return [.. live.Values];
    }
}
