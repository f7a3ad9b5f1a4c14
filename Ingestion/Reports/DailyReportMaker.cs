using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Reports;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Ingestion.Reports;

/// <summary>Makes the report of a day from the store, the alert log and what is known of ourselves. Safe for concurrent use.</summary>
public sealed class DailyReportMaker(RegistryMirror registry, RolledUpReader readings, AlertLog alerts, MaintenanceBook maintenance, ReportTasks tasks, TimeProvider clock, TimeZoneInfo zone)
{
    const int MostAlerts = 10_000;

    /// <summary>A report that is made in the evening still tells of a night.</summary>
    const long LongestMorningMs = 12 * ReportDay.HourMs;

    /// <param name="evenIfEmpty">Also where not one reading of the day is known.</param>
    /// <param name="progress">Told how many per cent are done.</param>
    /// <returns>Null where not one reading of the day is known, and that is not wanted.</returns>
    /// <exception cref="TelemetryStoreException">The store is away.</exception>
    public async Task<DailyReport?> MakeAsync(DateOnly date, bool evenIfEmpty, Action<int> progress, CancellationToken cancellationToken)
    {
        var (day, city, madeAt) = (new ReportDay(date, zone), registry.Current, clock.UnixMs());
        var figures = new ReportFigures(day);
        var asked = 0;
        foreach (var series in city.Series.Values.OrderBy(one => one.Id.ToString(), StringComparer.Ordinal))
        {
            await AddAsync(figures, day, series, city, cancellationToken).ConfigureAwait(false);
            progress(100 * ++asked / city.Series.Count);
        }

        return evenIfEmpty || figures.Availability.HasReadings ? await BuildAsync(figures, day, city, madeAt, cancellationToken).ConfigureAwait(false) : null;
    }

    async Task AddAsync(ReportFigures figures, ReportDay day, Series series, Registry city, CancellationToken cancellationToken)
    {
        var (from, to) = figures.Wanted(series);
        TimeSpan? interval = city.Devices.GetValueOrDefault(series.Id.Device)?.IntervalSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null;
        var hours = new SeriesHours(await HoursAsync(series.Id, from, to, cancellationToken).ConfigureAwait(false), interval, Math.Min(day.From, day.LegalFrom));
        var before = ReportFigures.WantsWeekBefore(series)
            ? new SeriesHours(await HoursAsync(series.Id, day.WeekBeforeFrom, day.WeekBeforeTo, cancellationToken).ConfigureAwait(false), interval)
            : null;
        figures.Add(new ReportedSeries(series, city.StationOf(series.Id.Device), hours), before);
    }

    async Task<IReadOnlyList<SeriesHour>> HoursAsync(SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        var answer = await readings.AskAsync(series, from, to, BucketSize.Hour, BucketAggregates.Basic, ends: false, int.MaxValue, cancellationToken).ConfigureAwait(false);
        return [.. answer.Buckets.Select(bucket => new SeriesHour(bucket.T, bucket.Count, bucket.Mean))];
    }

    async Task<DailyReport> BuildAsync(ReportFigures figures, ReportDay day, Registry city, long madeAt, CancellationToken cancellationToken)
    {
        var lines = new AlertSection(id => city.Stations.GetValueOrDefault(id)?.Name);
        var raised = await alerts.QueryAsync(new AlertQuery { From = day.Evening, To = Math.Min(madeAt, day.To + LongestMorningMs), Limit = MostAlerts }, madeAt, cancellationToken).ConfigureAwait(false);
        var air = figures.Air.Build();
        var windows = await maintenance.ListAsync(cancellationToken).ConfigureAwait(false);
        var todo = await tasks.OfAsync(lines, madeAt, cancellationToken).ConfigureAwait(false);
        return new DailyReport
        {
            Day = day.Day,
            From = day.From,
            To = day.To,
            MadeAt = madeAt,
            Tasks = [.. todo.Concat(figures.Tasks(air, station => windows.Any(window => window.HoldsAt(madeAt) && window.Covers(null, station.Id, station.District)))).OrderBy(task => task.Kind)],
            Night = lines.Night(day.Evening, raised.Items),
            Air = air,
            Traffic = figures.Traffic.Build(),
            Utilities = figures.Utilities.Build(),
            Availability = figures.Availability.Build(),
        };
    }
}
