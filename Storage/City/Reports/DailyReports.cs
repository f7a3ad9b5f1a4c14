using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Reports;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>A report that was made.</summary>
/// <param name="MadeAt">Unix ms.</param>
public sealed record MadeReport(DateOnly Day, long MadeAt);

/// <summary>
/// The reports of the days that were made, and the messages that bring them. Safe for concurrent use by several threads and processes. Exceptions of the database
/// escape to the caller.
/// </summary>
public sealed class DailyReports(IDbContextFactory<CityDatabase> factory)
{
    const string DayFormat = "yyyy-MM-dd";

    readonly CityWrites _writes = new(factory, CounterEntity.Notifications);

    /// <summary>Keeps a report, and puts its messages in line in the same transaction: a report is sent once, whatever happens.</summary>
    /// <param name="calls">Who gets it.</param>
    /// <returns>How many messages now wait; null where the day already has a report.</returns>
    public Task<int?> AddAsync(DailyReport report, IReadOnlyList<Call> calls, CancellationToken cancellationToken = default) => _writes.RunAsync<int?>(
        async (db, _) =>
        {
            var day = Text(report.Day);
            if (await db.DailyReports.AnyAsync(one => one.Day == day, cancellationToken))
            {
                return null;
            }

            db.DailyReports.Add(new DailyReportEntity { Day = day, MadeAt = report.MadeAt, Body = DailyReportJson.Write(report) });
            db.Deliveries.AddRange(calls.Select(call => Delivery(day, call, report.MadeAt)));
            return calls.Count(call => call.IsPossible);
        },
        cancellationToken);

    public async Task<bool> HasAsync(DateOnly day, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var text = Text(day);
        return await db.DailyReports.AnyAsync(one => one.Day == text, cancellationToken);
    }

    /// <summary>Null where there is none.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public async Task<DailyReport?> GetAsync(DateOnly day, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var text = Text(day);
        return await db.DailyReports.AsNoTracking().SingleOrDefaultAsync(one => one.Day == text, cancellationToken) is not { } row ? null
            : DailyReportJson.TryRead(row.Body, out var report) ? report
            : throw new InvalidDataException($"The report of {text} cannot be read.");
    }

    /// <summary>Newest day first.</summary>
    /// <param name="before">Only those of earlier days; null = from the newest on.</param>
    public async Task<IReadOnlyList<MadeReport>> ListAsync(DateOnly? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var text = before is { } day ? Text(day) : null;
        var rows = await db.DailyReports.AsNoTracking().Where(one => text == null || one.Day.CompareTo(text) < 0)
            .OrderByDescending(one => one.Day).Take(limit).Select(one => new { one.Day, one.MadeAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new MadeReport(DateOnly.ParseExact(row.Day, DayFormat, CultureInfo.InvariantCulture), row.MadeAt));
    }

    static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    static DeliveryEntity Delivery(string day, Call call, long now)
    {
        var delivery = CalloutTurns.Make("report|" + day, 0, NotificationReason.Report, 0, null, drill: false, 0, call, now, callout: null);
        delivery.Report = day;
        return delivery;
    }
}
