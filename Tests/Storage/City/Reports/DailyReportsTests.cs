using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Storage.City;
using CityOps.Tests.Core.Notifications;
using CityOps.Tests.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Storage.City.Reports;

/// <summary>A report and its messages are written together, and once.</summary>
public sealed class DailyReportsTests : IAsyncLifetime
{
    static readonly HashSet<string> Channels = ["email", "room"];
    CityFile _file = null!;
    DailyReports _reports = null!;
    DeliveryBook _book = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        (_reports, _book) = (new DailyReports(_file.Open()), new DeliveryBook(_file.Open()));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Report_IsKeptAndSentOnce()
    {
        var calls = new Audience(Plans.Small, Channels, Plans.Ljubljana).OfReport([new(TargetKind.Group, "all"), new(TargetKind.Channel, "room")], SomeReport.Full.MadeAt);
        Assert.Equal(3, await _reports.AddAsync(SomeReport.Full, calls));
        Assert.Null(await _reports.AddAsync(SomeReport.Full with { MadeAt = SomeReport.Full.MadeAt + 1 }, calls));
        var sent = await _book.NewestAsync(10);
        // Cene has no address: that stands there, too.
        Assert.Equal(["ana email Waiting", "bor email Waiting", "cene none Failed", " room Waiting"], sent.OrderBy(one => one.Contact ?? "z").Select(one => $"{one.Contact} {one.Channel} {one.State}"));
        Assert.All(sent, one => Assert.Equal((SomeReport.Full.Day, NotificationReason.Report, null), (one.Report, one.Reason, one.CalloutId)));
        Assert.Equal(SomeReport.Full.MadeAt, (await _reports.GetAsync(SomeReport.Full.Day))!.MadeAt);
        Assert.Null(await _reports.GetAsync(SomeReport.Full.Day.AddDays(1)));
        Assert.Equal((true, false), (await _reports.HasAsync(SomeReport.Full.Day), await _reports.HasAsync(SomeReport.Full.Day.AddDays(1))));
    }

    [Fact]
    public async Task ReportThatCannotBeRead_IsNamed()
    {
        await _reports.AddAsync(SomeReport.Full, []);
        await using (var db = _file.Open().CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE daily_report SET Body = 'nothing'", TestContext.Current.CancellationToken);
        }

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => _reports.GetAsync(SomeReport.Full.Day));
        Assert.Contains("2026-01-12", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_LetsEveryAlertGoFirst()
    {
        var room = new Call("room", null, null, "channel:room", SomeReport.Full.MadeAt);
        await _reports.AddAsync(SomeReport.Full, [room]);
        await using (var db = _file.Open().CreateDbContext())
        {
            db.Deliveries.Add(CalloutTurns.Make("c-1", 1, NotificationReason.First, 0, Severity.Minor, false, 1, room with { Due = room.Due + 1 }, room.Due + 1, "c-1"));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal([NotificationReason.First, NotificationReason.Report], (await _book.WaitingAsync("room", room.Due + 1, 10)).Select(one => one.Reason));
    }

    [Fact]
    public async Task List_IsNewestFirst_PageByPage()
    {
        foreach (var later in new[] { 2, 0, 1 })
        {
            await _reports.AddAsync(SomeReport.Full with { Day = SomeReport.Full.Day.AddDays(later) }, []);
        }

        var newest = await _reports.ListAsync(null, 2);
        Assert.Equal([SomeReport.Full.Day.AddDays(2), SomeReport.Full.Day.AddDays(1)], newest.Select(one => one.Day));
        Assert.Equal(SomeReport.Full.Day, Assert.Single(await _reports.ListAsync(newest[^1].Day, 2)).Day);
    }
}
