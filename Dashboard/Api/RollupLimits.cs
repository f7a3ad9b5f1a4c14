using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Dashboard.Api;

/// <summary>What the settings say of how old readings may be, and of how long roll-ups are kept.</summary>
sealed class RollupLimits(CitySettings settings, LiveFeed feed, TimeProvider clock) : IRollupLimits
{
    /// <summary>What is kept no longer goes at night, not at once; and a day may have 25 hours.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromHours(25);

    public long LateFrom => clock.UnixMs() - (long)(settings.Intake.MaxAge + Slack).TotalMilliseconds;

    public long KeptFrom(SeriesId series, RollupSpan span)
    {
        if (!feed.Registry.Series.TryGetValue(series, out var known))
        {
            return long.MinValue;
        }

        var kept = settings.Retention.Of(known.Domain);
        return (span == RollupSpan.Hour ? kept.Hour : kept.Day) is { } length ? clock.UnixMs() - (long)(length - Slack).TotalMilliseconds : long.MinValue;
    }
}
