using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Storage.City;
using CityOps.Tests.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Storage.City.Notifications;

/// <summary>From transitions of the alert log to messages that wait, on a real database: nothing told twice, nothing never.</summary>
public sealed class CalloutBookTests : IAsyncLifetime
{
    const long Second = 1_000;
    const long Minute = 60 * Second;
    const long Now = SomeAlert.Now;

    static readonly HashSet<string> Channels = ["email", "sms", "room"];
    static readonly NotificationPlan Air = Plans.Read(Plans.Json.Replace("\"domains\":[\"water\"]", "\"domains\":[\"air\"]", StringComparison.Ordinal));

    CityFile _file = null!;
    IDbContextFactory<CityDatabase> _city = null!;
    AlertLog _log = null!;
    CalloutBook _book = null!;
    DeliveryBook _deliveries = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _city = _file.Open();
        (_log, _book, _deliveries) = (new AlertLog(_city, AlertLog.DefaultAnnounceWithin), new CalloutBook(_city), new DeliveryBook(_city));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Raise_IsOneMessageForEachWay_AndAnotherLookAddsNone()
    {
        await RaiseAsync("a", "b");
        Assert.Equal(0, await LookAsync(Now));
        Assert.Equal(2, await LookAsync(Now + (2 * Second)));
        Assert.Equal(0, await LookAsync(Now + (2 * Second)));
        // Another process that was killed in between and looks again.
        Assert.Equal(0, (await new CalloutBook(_file.Open()).LookAsync(Air, Audience, Plans.Ljubljana, Now + (2 * Second))).Added);
        var sent = await _deliveries.OfAlertAsync("a");
        Assert.Equal(["email ana 2 First Waiting", "sms ana 2 First Waiting"], sent.Select(Line).Order());
        Assert.Equal(["a", "b"], (await _deliveries.AlertsOfAsync(sent[0].Key)).Select(alert => alert.Id));
    }

    [Fact]
    public async Task Escalation_GoesOn_AfterARestart_AndStopsAtTheAcknowledgement()
    {
        await RaiseAsync("a");
        await LookAsync(Now);
        await LookAsync(Now + (2 * Second));
        var restarted = new CalloutBook(_file.Open());
        Assert.Equal(3, (await restarted.LookAsync(Air, Audience, Plans.Ljubljana, Now + (5 * Minute) + (2 * Second))).Added);
        // What could not be sent to Ana yet is still her first message, and it is one.
        Assert.Equal(
            ["email ana 1 First Dropped", "email ana 1 First Waiting", "email bor 1 Escalation Waiting", "none cene 1 Escalation Failed", "sms ana 1 First Dropped", "sms ana 1 First Waiting"],
            (await _deliveries.OfAlertAsync("a")).Select(Line).Order());

        await _log.AcknowledgeAsync("a", "ana", null, null, Now + (6 * Minute));
        await LookAsync(Now + (6 * Minute));
        Assert.Equal(0, await LookAsync(Now + (60 * Minute)));
        Assert.Null(Assert.Single(await _book.OpenAsync()).DueAt);
    }

    [Fact]
    public async Task End_IsToldToThoseWhoHeardOfIt_AndNoOthers()
    {
        await RaiseAsync("a");
        await LookAsync(Now);
        await LookAsync(Now + (2 * Second));
        var email = (await _deliveries.OfAlertAsync("a")).Single(one => one.Channel == "email");
        await _deliveries.TriedAsync(email.Key, DeliveryState.Sent, "250 ok", null, Now + (3 * Second));
        await _log.AppendAsync([SomeAlert.Cleared("a", Now + Minute)], Now + Minute);
        await LookAsync(Now + Minute);
        Assert.Equal(1, await LookAsync(Now + (6 * Minute)));
        var lines = (await _deliveries.OfAlertAsync("a")).Select(Line).ToList();
        Assert.Contains("email ana 1 Cleared Waiting", lines);
        Assert.Contains("sms ana 1 First Dropped", lines);
        Assert.Empty(await _book.OpenAsync());
    }

    [Fact]
    public async Task FailedWay_IsReplacedOnce_ByAnotherOfTheSamePerson()
    {
        await RaiseAsync("a", severity: Severity.Minor);
        var plan = Air with { Routes = [Air.Routes[1] with { Steps = [new RouteStep([new RouteTarget(TargetKind.Contact, "ana")], TimeSpan.FromMinutes(5))] }] };
        await _book.LookAsync(plan, Audience, Plans.Ljubljana, Now);
        await _book.LookAsync(plan, Audience, Plans.Ljubljana, Now + (2 * Second));
        var email = Assert.Single(await _deliveries.OfAlertAsync("a"));
        await _deliveries.RegisterAsync([("email", true), ("sms", true)]);
        var instead = new Audience(plan, Channels, Plans.Ljubljana).InsteadOf(plan.Contact("ana")!, "email", Severity.Minor, Now).ToList();
        Assert.Equal(1, await _deliveries.TriedAsync(email.Key, DeliveryState.Waiting, "refused", Now + Minute, Now + (3 * Second), instead));
        Assert.Equal(0, await _deliveries.TriedAsync(email.Key, DeliveryState.Waiting, "refused", Now + (2 * Minute), Now + Minute, instead));
        Assert.Equal(["email ana 1 First Waiting", "sms ana 1 First Waiting"], (await _deliveries.OfAlertAsync("a")).Select(Line).Order());

        Assert.Equal((Now + (3 * Second), "refused"), Assert.Single(await _deliveries.ChannelsAsync(), one => one.Name == "email") is var failing ? (failing.FailingSince!.Value, failing.Error!) : default);
        await _deliveries.TriedAsync(email.Key, DeliveryState.Sent, "250 ok", null, Now + (3 * Minute));
        Assert.Null(Assert.Single(await _deliveries.ChannelsAsync(), one => one.Name == "email").FailingSince);
    }

    [Fact]
    public async Task Storm_OfTwoThousandAlerts_IsOneMessageWithTheirNumber()
    {
        var ids = Enumerable.Range(0, 2_000).Select(i => $"s{i:0000}").ToArray();
        await _log.AppendAsync([.. ids.Select((id, i) => SomeAlert.Raised(id, Now + i % 5, device: $"aq-{i}", evidence: false))], Now);
        var more = true;
        while (more)
        {
            more = (await _book.LookAsync(Air, Audience, Plans.Ljubljana, Now + Second)).HasMore;
        }

        Assert.Equal(2, await LookAsync(Now + (3 * Second)));
        Assert.All(await _deliveries.NewestAsync(10), one => Assert.Equal(2_000, one.Count));
    }

    [Fact]
    public async Task Historical_And_OutOfService_CallNobody_UntilTheyAreAnnounced()
    {
        await _log.AppendAsync([SomeAlert.Raised("old", Now - (60 * Minute))], Now);
        await LookAsync(Now);
        Assert.Equal(0, await LookAsync(Now + (10 * Minute)));
        await _log.AppendAsync([SomeAlert.Change("old", TransitionKind.Announced, Now + (11 * Minute))], Now + (11 * Minute));
        await LookAsync(Now + (11 * Minute));
        Assert.Equal(2, await LookAsync(Now + (12 * Minute)));
    }

    [Fact]
    public async Task Drill_TakesTheWholeWay_AndClosesItself()
    {
        var drill = await _log.StartDrillAsync("ana", new DrillPlace("st-1", "Šiška", "air"), Severity.Major, Now);
        Assert.True(drill.IsDrill);
        await LookAsync(Now);
        Assert.Equal(2, await LookAsync(Now + (2 * Second)));
        Assert.All(await _deliveries.OfAlertAsync(drill.Id), one => Assert.True(one.Drill));
        Assert.Equal(0, await _log.EndDrillsAsync(null, Now + (59 * Minute)));
        Assert.Equal(1, await _log.EndDrillsAsync(null, Now + (61 * Minute)));
        Assert.Empty(await _log.RecordedAsync(Now - Minute, Now + (120 * Minute)));
        Assert.Equal(CloseReasons.DrillOver, (await _log.GetAsync(drill.Id))!.Transitions[^1].Reason);
    }

    [Fact]
    public async Task Claim_IsForOneTry_AndSetsTheNext_SoThatAnOutcomeThatCannotBeWrittenIsNotSentAgainAndAgain()
    {
        await RaiseAsync("a");
        await LookAsync(Now);
        await LookAsync(Now + (2 * Second));
        var key = (await _deliveries.WaitingAsync("email", Now + (2 * Second), 10)).Single().Key;
        Assert.True(await _deliveries.ClaimAsync(key, Now + (2 * Second), Now + Minute));
        Assert.False(await _deliveries.ClaimAsync(key, Now + (3 * Second), Now + Minute));
        Assert.Empty(await _deliveries.WaitingAsync("email", Now + (3 * Second), 10));
        Assert.Equal(1, Assert.Single(await _deliveries.WaitingAsync("email", Now + Minute, 10)).Tries);
        await _deliveries.DropAsync(key, Now + Minute);
        Assert.False(await _deliveries.ClaimAsync(key, Now + Minute, Now + (2 * Minute)));
    }

    [Fact]
    public async Task RouteThatIsGone_EndsItsCallout_AndItsAlertsTakeAnother()
    {
        await RaiseAsync("a");
        await LookAsync(Now);
        await LookAsync(Now + (2 * Second));
        var renamed = Air with { Routes = [Air.Routes[0] with { Id = "renamed" }] };
        await _book.LookAsync(renamed, Audience, Plans.Ljubljana, Now + Minute, all: true);
        Assert.Equal("renamed", Assert.Single(await _book.OpenAsync()).Route);
        Assert.Equal(2, (await _book.LookAsync(renamed, Audience, Plans.Ljubljana, Now + (2 * Minute))).Added);
    }

    [Fact]
    public async Task Comment_OrAnotherGrouping_CallsNobodyAnew()
    {
        await RaiseAsync("a");
        await LookAsync(Now);
        await LookAsync(Now + (2 * Second));
        await _log.CommentAsync("a", "bor", "looking", null, Now + (10 * Second));
        var regrouped = Air with { Routes = [Air.Routes[0] with { GroupBy = [GroupBy.Rule] }, Air.Routes[1]] };
        await _book.LookAsync(regrouped, Audience, Plans.Ljubljana, Now + (10 * Second));
        Assert.Single(await _book.OpenAsync());
        Assert.Equal(0, (await _book.LookAsync(regrouped, Audience, Plans.Ljubljana, Now + (20 * Second))).Added);
    }

    [Fact]
    public async Task ClockSetBack_IsNoReasonToWait()
    {
        await RaiseAsync("a");
        await LookAsync(Now);
        await LookAsync(Now + (2 * Second));
        var back = Now - (120 * Minute);
        await _book.LookAsync(Air, Audience, Plans.Ljubljana, back, all: true);
        Assert.Single(await _deliveries.WaitingAsync("sms", back, 10));
        Assert.True(Assert.Single(await _book.OpenAsync()).DueAt <= back + (5 * Minute));
    }

    static Audience Audience => new(Air, Channels, Plans.Ljubljana);

    async Task<int> LookAsync(long now) => (await _book.LookAsync(Air, Audience, Plans.Ljubljana, now)).Added;

    Task<AppendResult> RaiseAsync(string one, string? other = null, Severity severity = Severity.Major) =>
        _log.AppendAsync([.. new[] { one, other }.OfType<string>().Select(id => SomeAlert.Raised(id, Now, severity, device: "aq-" + id))], Now);

    static string Line(Delivery one) => $"{one.Channel} {one.Contact} {one.Count} {one.Reason} {one.State}";
}
