using CityOps.Core.Alerts.Performance;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Works out how the city's alerts performed, from the alert log. Safe for concurrent use.</summary>
sealed class PerformanceReports(AlertLog log, CitySettings settings, TimeProvider clock)
{
    /// <summary>Longer periods are refused: a year's alerts are read at once.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(367);

    /// <param name="from">Unix ms.</param>
    /// <param name="to">Unix ms, exclusive, not before <paramref name="from"/> and at most <see cref="Longest"/> after it.</param>
    public async Task<AlertPerformance> MakeAsync(long from, long to, CancellationToken cancellationToken)
    {
        var alerts = await log.RecordedAsync(from, to, cancellationToken);
        return AlertPerformance.Of(alerts, new PerformancePeriod(from, to, clock.UnixMs(), settings.Operators, settings.TimeZone));
    }
}
