using CityOps.Core.Alerts;
using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City.Shifts;

public abstract partial class ShiftSuite
{
    [Fact]
    public async Task FirstShift_IsTheLastDay()
    {
        var (summary, before) = await _shifts.NowAsync();
        Assert.Null(before);
        Assert.Equal((Now - 86_400_000, Now + 1), (summary.From, summary.To));
        Assert.Equal((0, 0, 0), (summary.Counts.Open, summary.Counts.Entries, summary.Open.Count));
        Assert.Equal(Enum.GetValues<Severity>(), summary.Counts.Raised.Keys.Order());
    }

    [Fact]
    public async Task WhatStands_IsEachInItsList()
    {
        await AppendAsync(Raised("seen", Severity.Critical), Raised("new", Severity.Warning), Raised("worse"), Raised("shelved"), Raised("served"), Raised("explained"), Raised("over"));
        await _alerts.AcknowledgeAsync("seen", Ana, "on it", null, Now);
        await _alerts.AssignAsync("seen", Ana, "bor", null, Now);
        await _alerts.ShelveAsync("shelved", Ana, Now + 3_600_000, "works", null, Now);
        await AppendAsync(Changed("explained", TransitionKind.Suppressed, "gateway"), Changed("over", TransitionKind.Cleared));
        await _maintenance.CreateAsync(Bor, MaintenanceScope.Device, "dev-served", Now, Now + 600_000, "new filter");
        await _alerts.ApplyMaintenanceAsync(Now);
        await WriteAsync("called the fire brigade");

        var summary = (await _shifts.NowAsync()).Summary;
        Assert.Equal(["worse", "new", "seen"], summary.Open.Select(alert => alert.Id));
        var seen = summary.Open[2];
        Assert.Equal(("PM10 high", "Celovška 12", "Šiška", Severity.Critical, "bor", "on it"), (seen.Name, seen.Place!, seen.District!, seen.Severity, seen.Assignee!, seen.Acknowledged!.Comment!));
        Assert.Equal(("shelved", "works"), summary.Shelved.Select(alert => (alert.Id, alert.Shelved!.Reason)).Single());
        Assert.Equal(["served"], summary.OutOfService.Select(alert => alert.Id));
        Assert.Equal(["new filter"], summary.Maintenance.Select(window => window.Reason));
        Assert.Equal(["over"], summary.ClearedByThemselves.Select(alert => alert.Id));
        Assert.Equal(["called the fire brigade"], summary.Entries.Select(entry => entry.Text));
        var counts = summary.Counts;
        Assert.Equal((3, 2, 1, 1, 1, 1, 1), (counts.Open, counts.NotAcknowledged, counts.Shelved, counts.OutOfService, counts.Explained, counts.ClearedByThemselves, counts.Entries));
        Assert.Equal((1, 5, 1, 1, 1), (counts.Raised[Severity.Critical], counts.Raised[Severity.Major], counts.Raised[Severity.Warning], counts.Acknowledged, counts.Cleared));
    }

    [Fact]
    public async Task ClearedByThemselves_AreThoseOfThisShiftThatNobodyHasSeen()
    {
        await AppendAsync(Raised("before"), Raised("itself"), Raised("seen"), Raised("later"), Raised("closed"), SomeAlert.Latched(Raised("latched")), Raised("open"));
        await AppendAsync(Changed("before", TransitionKind.Cleared));
        await TakeOverAsync(Ana);
        await _alerts.AcknowledgeAsync("seen", Ana, null, null, Now);
        await AppendAsync(
            Changed("itself", TransitionKind.Cleared), Changed("seen", TransitionKind.Cleared), Changed("later", TransitionKind.Cleared), Changed("latched", TransitionKind.Cleared),
            Changed("closed", TransitionKind.Closed, CloseReasons.RuleDisabled));
        await _alerts.AppendAsync([SomeAlert.Raised("history", Now - 3_600_000), SomeAlert.Cleared("history", Now - 1_800_000)], Now);
        Later();
        Assert.Equal(["itself", "later"], (await ClearedAsync()).Order());

        // Somebody has looked at it after all.
        await _alerts.AcknowledgeAsync("later", Ana, null, null, Now);
        Assert.Equal(["itself"], await ClearedAsync());
        Assert.Equal(["latched", "open"], (await _shifts.NowAsync()).Summary.Open.Select(alert => alert.Id).Order());
        await TakeOverAsync(Bor);
        Assert.Empty(await ClearedAsync());

        async Task<IEnumerable<string>> ClearedAsync() => (await _shifts.NowAsync()).Summary.ClearedByThemselves.Select(alert => alert.Id);
    }

    [Fact]
    public async Task Handover_IsKeptAsItStood()
    {
        await AppendAsync(Raised("a", Severity.Critical));
        var wrong = await WriteAsync("valve 7");
        var first = await TakeOverAsync(Ana, "nothing special");
        var kept = (await _shifts.GetAsync(first.Number))!;
        Assert.Equal((1, null, "ana", "nothing special", 1, 1), (kept.Head.Number, kept.Head.HandedOverBy, kept.Head.TakenOverBy, kept.Head.Remarks, kept.Head.Open, kept.Head.NotAcknowledged));

        Later();
        await _alerts.AcknowledgeAsync("a", Ana, null, null, Now);
        await _book.WriteAsync(Ana, new LogDraft("valve 8", Corrects: wrong));
        await AppendAsync(Changed("a", TransitionKind.Cleared));
        var second = await TakeOverAsync(Bor);
        Assert.Equal((first.At, "ana", "bor", 0), (second.From, second.HandedOverBy, second.TakenOverBy, second.Open));
        Assert.Equal(["valve 8"], (await _shifts.GetAsync(second.Number))!.Summary.Entries.Select(entry => entry.Text));

        var again = (await _shifts.GetAsync(first.Number))!;
        Assert.Equivalent(kept, again, strict: true);
        Assert.Null(again.Summary.Open.Single().Acknowledged);
        Assert.Null(again.Summary.Entries.Single().CorrectedBy);
        Assert.Null(await _shifts.GetAsync(3));
        Assert.Equal(["handover:2", "handover:1"], (await _trail.FindAsync(new AuditQuery(Action: "handover.take"), 10)).Select(act => act.Subject));
    }

    [Fact]
    public async Task TakingOver_IsNotDoneOverSomebodyElse()
    {
        Assert.Equal((null, true), (await _shifts.TakeOverAsync(Ana, null, seen: 4)) is var early ? (early.Handover, early.IsStale) : default);
        var taken = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => Task.Run(() => new ShiftBook(Open(), _clock).TakeOverAsync(new Actor($"person {n}", null), null, seen: 0))));
        var winner = Assert.Single(taken, one => !one.IsStale).Handover!;
        Assert.All(taken, one => Assert.Equal(winner, one.Handover));
        Assert.Equal([winner], await _shifts.ListAsync(null, 10));
        Assert.False((await _shifts.TakeOverAsync(Bor, null, seen: winner.Number)).IsStale);
    }

    [Fact]
    public async Task List_GoesFromTheNewestDown()
    {
        for (var n = 0; n < 5; n++)
        {
            await TakeOverAsync(n % 2 == 0 ? Ana : Bor);
        }

        Assert.Equal([5, 4], (await _shifts.ListAsync(null, 2)).Select(one => one.Number));
        Assert.Equal([3, 2], (await _shifts.ListAsync(4, 2)).Select(one => one.Number));
        Assert.Equal([1], (await _shifts.ListAsync(2, 2)).Select(one => one.Number));
    }

    [Fact]
    public async Task LongLists_AreCutAndCounted()
    {
        await AppendAsync([.. Enumerable.Range(0, ShiftSummary.Most + 7).Select(n => Raised($"a{n}"))]);
        var summary = (await _shifts.NowAsync()).Summary;
        Assert.Equal((ShiftSummary.Most, ShiftSummary.Most + 7), (summary.Open.Count, summary.Counts.Open));
    }
}
