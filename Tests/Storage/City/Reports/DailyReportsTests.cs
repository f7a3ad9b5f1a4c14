using CityOps.Core.Notifications;
using CityOps.Storage.City;
using CityOps.Tests.Core.Notifications;
using CityOps.Tests.Core.Reports;

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
