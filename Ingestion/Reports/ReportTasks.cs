using CityOps.Core.Readings;
using CityOps.Core.Reports;
using CityOps.Ingestion.Jobs;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Reports;

/// <summary>What alerts, notifications and our own work ask somebody to do today. Safe for concurrent use.</summary>
public sealed class ReportTasks(AlertLog alerts, CalloutBook callouts, DeliveryBook deliveries, JobTable jobs, TimeZoneInfo zone)
{
    /// <param name="now">Unix ms.</param>
    public async Task<IReadOnlyList<ReportTask>> OfAsync(AlertSection lines, long now, CancellationToken cancellationToken)
    {
        var days = new CivilDays(zone);
        var open = await alerts.OpenAsync(cancellationToken).ConfigureAwait(false);
        var inVain = (await callouts.OpenAsync(cancellationToken).ConfigureAwait(false)).Where(callout => callout is { Exhausted: true, Drill: false }).SelectMany(callout => callout.Alerts)
            .Select(alert => alert.AlertId).ToHashSet(StringComparer.Ordinal);
        ReportTask?[] ours =
        [
            ReportTask.Of(TaskKind.Channel, (await deliveries.ChannelsAsync(cancellationToken).ConfigureAwait(false)).Where(channel => channel.FailingSince is not null).Select(channel => channel.Name)),
            ReportTask.Of(TaskKind.Job, (await jobs.ListAsync(cancellationToken).ConfigureAwait(false)).Where(job => job.Last?.Error is not null && job.Id != JobServices.DailyReport).Select(job => job.Id)),
        ];
        return [.. lines.Tasks(open, inVain, now, days.StartOf(days.DayAt(now) + 1)), .. ours.OfType<ReportTask>()];
    }
}
