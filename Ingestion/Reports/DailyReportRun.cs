using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Reports;

/// <summary>Makes the report of the day before when its hour has come, and has it sent: once, also over restarts. One caller at a time.</summary>
public sealed class DailyReportRun(
    DailyReportMaker maker, DailyReports reports, NotificationPlans plans, CalloutRunner callouts, ChannelList channels, RegistryMirror registry, CitySettings settings,
    TimeProvider clock, ILogger<DailyReportRun> logger)
{
    readonly HashSet<string> _channels = [.. channels.All.Select(channel => channel.Name)];

    /// <summary>A day of which nothing is known is not looked through again each minute, but when more of the city is known.</summary>
    (DateOnly Day, long Revision)? _unknown;

    /// <param name="progress">Told how many per cent are done.</param>
    /// <returns>How many messages wait to be sent; null where nothing was due.</returns>
    public async Task<int?> RunAsync(Action<int> progress, CancellationToken cancellationToken)
    {
        var plan = (await plans.CurrentAsync(cancellationToken).ConfigureAwait(false)).Plan;
        var how = plan.Report ?? ReportPlan.Default;
        var revision = registry.Current.Revision;
        if (DueDay(how.At, clock.UnixMs(), settings.TimeZone) is not { } day || _unknown == (day, revision) || await IsMadeAsync(day, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        if (await maker.MakeAsync(day, progress, cancellationToken).ConfigureAwait(false) is not { } report)
        {
            _unknown = (day, revision);
            return null;
        }

        var calls = new Audience(plan, _channels, settings.TimeZone).OfReport(how.To, clock.UnixMs());
        var added = await reports.AddAsync(report, calls, cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Made the report of {Day}, for {Messages} receivers", day, added ?? 0);
        callouts.Tell();
        return added;
    }

    /// <summary>The day before, once the hour has come; null before.</summary>
    /// <param name="at">Minutes after midnight by the city's clocks.</param>
    internal static DateOnly? DueDay(int at, long now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(now), zone);
        return local.TimeOfDay >= TimeSpan.FromMinutes(at) ? DateOnly.FromDateTime(local.Date).AddDays(-1) : null;
    }

    /// <summary>Nor is one of an earlier day made when our clock was set back.</summary>
    async Task<bool> IsMadeAsync(DateOnly day, CancellationToken cancellationToken) =>
        await reports.ListAsync(null, 1, cancellationToken).ConfigureAwait(false) is [var newest] && newest.Day >= day;
}
