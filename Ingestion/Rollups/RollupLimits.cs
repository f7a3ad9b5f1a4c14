using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Ingestion.Rollups;

/// <summary>What the settings say of how old readings may be, and of how long roll-ups are kept. Safe for concurrent use.</summary>
/// <param name="domainOf">The domain of a series; null of one that nobody knows.</param>
public sealed class RollupLimits(CitySettings settings, Func<SeriesId, string?> domainOf, TimeProvider clock) : IRollupLimits
{
    /// <summary>What is kept no longer goes at night, not at once; and a day may have 25 hours.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromHours(25);

    public long LateFrom => clock.UnixMs() - (long)(settings.Intake.MaxAge + Slack).TotalMilliseconds;

    public long KeptFrom(SeriesId series, RollupSpan span)
    {
        if (domainOf(series) is not { } domain)
        {
            return long.MinValue;
        }

        var kept = settings.Retention.Of(domain);
        return (span == RollupSpan.Hour ? kept.Hour : kept.Day) is { } length ? clock.UnixMs() - (long)(length - Slack).TotalMilliseconds : long.MinValue;
    }
}
