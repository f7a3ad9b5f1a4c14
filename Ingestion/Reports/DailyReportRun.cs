using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Core.Reports;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Reports;

/// <summary>Makes the report of the day before when its hour has come, and has it sent: once, also over restarts. One caller at a time.</summary>
public sealed class DailyReportRun(
    DailyReportMaker maker, DailyReports reports, NotificationPlans plans, CalloutRunner callouts, ChannelList channels, RegistryMirror registry, StoreWriter writer,
    ITelemetryWriter store, Journal journal, CitySettings settings, TimeProvider clock, ILogger<DailyReportRun> logger)
{
    /// <summary>How long a first day of which nothing is known is not looked through again.</summary>
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(15);

    readonly HashSet<string> _channels = [.. channels.All.Select(channel => channel.Name)];
    (DateOnly Day, long Revision, long At)? _empty;

    /// <param name="progress">Told how many per cent are done.</param>
    /// <returns>How many messages wait to be sent; null where nothing was due, or the store has not all of the day yet.</returns>
    /// <exception cref="TelemetryStoreException">The store is away.</exception>
    public async Task<int?> RunAsync(Action<int> progress, CancellationToken cancellationToken)
    {
        var plan = (await plans.CurrentAsync(cancellationToken).ConfigureAwait(false)).Plan;
        var (how, now) = (plan.Report ?? ReportPlan.Default, clock.UnixMs());
        if (DueDay(how.At, now, settings.TimeZone) is not { } day || await reports.HasAsync(day, cancellationToken).ConfigureAwait(false) || !IsStored(day))
        {
            return null;
        }

        await registry.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (WasEmpty(day, now))
        {
            return null;
        }

        // In a city that has reports, a day without a reading is news.
        var isFirst = (await reports.ListAsync(null, 1, cancellationToken).ConfigureAwait(false)).Count == 0;
        if (await maker.MakeAsync(day, evenIfEmpty: !isFirst, progress, cancellationToken).ConfigureAwait(false) is not { } report)
        {
            _empty = (day, registry.Current.Revision, now);
            return null;
        }

        var calls = new Audience(plan, _channels, settings.TimeZone).OfReport(how.To, now);
        var added = await reports.AddAsync(report, calls, cancellationToken).ConfigureAwait(false);
        logger.LogInformation("Made the report of {Day:yyyy-MM-dd}, for {Messages} receivers", day, added ?? 0);
        callouts.Tell();
        return added;
    }

    /// <summary>The day before, once it is over by the law, too, and the hour has come; null before.</summary>
    /// <param name="at">Minutes after midnight by the city's clocks.</param>
    internal static DateOnly? DueDay(int at, long now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(now), zone);
        var day = DateOnly.FromDateTime(local.Date).AddDays(-1);
        return local.TimeOfDay >= TimeSpan.FromMinutes(at) && now >= new ReportDay(day, zone).OverAt ? day : null;
    }

    /// <summary>What the store still has to catch up with would be missing for ever.</summary>
    bool IsStored(DateOnly day) => writer.WrittenPosition >= journal.Head || store.StoredUntil >= new ReportDay(day, settings.TimeZone).OverAt;

    bool WasEmpty(DateOnly day, long now) =>
        _empty is { } empty && empty.Day == day && empty.Revision == registry.Current.Revision && now - empty.At < BetweenLooks.TotalMilliseconds;
}
