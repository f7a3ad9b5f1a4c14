using CityOps.Core.Alerts;
using CityOps.Storage.City;
using static CityOps.Tests.Storage.City.SomeAlert;

namespace CityOps.Tests.Storage.City;

public abstract partial class AlertLogSuite
{
    [Fact]
    public async Task Acknowledge_IsKeptWithWhoWhenAndComment()
    {
        await AppendAsync(Raised("a"));
        var result = await _log.AcknowledgeAsync("a", "ana", "seen", 1, Now + 5);

        Assert.Equal(AlertActionOutcome.Done, result.Outcome);
        Assert.Equal((new Acknowledgement("ana", Now + 5, "seen"), 2, 2L), (result.Alert!.Acknowledged!, result.Alert.Revision, result.Alert.Change));
        var details = (await _log.GetAsync("a"))!;
        Assert.Equal(result.Alert, details.Alert);
        Assert.Equal(new AlertTransition(TransitionKind.Acknowledged, Now + 5, "ana", "seen", Now + 5), details.Transitions[^1]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    [InlineData(77)]
    public async Task AcknowledgeAgain_TheFirstStaysWhateverTheRevision(int? revision)
    {
        await AppendAsync(Raised("a"));
        await _log.AcknowledgeAsync("a", "ana", "first", null, Now);
        var again = await _log.AcknowledgeAsync("a", "bor", "second", revision, Now + 9);

        Assert.Equal(AlertActionOutcome.AlreadyAcknowledged, again.Outcome);
        Assert.Equal(new Acknowledgement("ana", Now, "first"), again.Alert!.Acknowledged);
        Assert.Equal(2, await _log.LastChangeAsync());
    }

    [Fact]
    public async Task AcknowledgeOfClearedAlert_IsTaken()
    {
        await AppendAsync(Raised("a"), Cleared("a"));
        var result = await _log.AcknowledgeAsync("a", "ana", null, null, Now);

        Assert.Equal(AlertActionOutcome.Done, result.Outcome);
        Assert.Equal(AlertCondition.Cleared, result.Alert!.Condition);
        Assert.NotNull(result.Alert.Acknowledged);
    }

    [Fact]
    public async Task StaleRevisionOrUnknownId_IsRefusedByEveryAction()
    {
        await AppendAsync(Raised("a"), Change("a", TransitionKind.Unknown, Now + 1));
        foreach (var act in Actions)
        {
            var stale = await act(_log, "a", 1);
            Assert.Equal(AlertActionOutcome.StaleRevision, stale.Outcome);
            Assert.Equal(2, stale.Alert!.Revision);
            Assert.Equal(new AlertActionResult(null, AlertActionOutcome.NotFound), await act(_log, "nobody", null));
        }

        Assert.Equal(2, await _log.LastChangeAsync());
    }

    static readonly Func<AlertLog, string, int?, Task<AlertActionResult>>[] Actions =
    [
        (log, id, revision) => log.AcknowledgeAsync(id, "ana", null, revision, Now),
        (log, id, revision) => log.CommentAsync(id, "ana", "hm", revision, Now),
        (log, id, revision) => log.AssignAsync(id, "ana", "bor", revision, Now),
        (log, id, revision) => log.ShelveAsync(id, "ana", Now + 1, "works", revision, Now),
        (log, id, revision) => log.UnshelveAsync(id, "ana", revision, Now),
    ];

    [Fact]
    public async Task CommentsWithinOneMillisecond_AreAllKept()
    {
        await AppendAsync(Raised("a"));
        await _log.CommentAsync("a", "ana", "one", null, Now);
        await _log.CommentAsync("a", "bor", "two", null, Now);

        var comments = (await _log.GetAsync("a"))!.Transitions.Where(t => t.Kind == TransitionKind.Commented);
        Assert.Equal([("ana", "one", Now), ("bor", "two", Now)], comments.Select(c => (c.By!, c.Reason!, c.At)));
    }

    [Fact]
    public async Task Assign_MovesOnlyWhenItIsSomebodyElse()
    {
        await AppendAsync(Raised("a"));
        await _log.AssignAsync("a", "ana", "bor", null, Now);
        var same = await _log.AssignAsync("a", "ana", "bor", null, Now + 1);
        var nobody = await _log.AssignAsync("a", "ana", null, null, Now + 2);

        Assert.Equal((AlertActionOutcome.Done, "bor", 2L), (same.Outcome, same.Alert!.Assignee, same.Alert.Change));
        Assert.Equal((AlertActionOutcome.Done, null, 3L), (nobody.Outcome, nobody.Alert!.Assignee, nobody.Alert.Change));
    }

    [Fact]
    public async Task Shelve_HidesFromActiveUntilThen()
    {
        await AppendAsync(Raised("a"), Raised("b"));
        var shelved = await _log.ShelveAsync("a", "ana", Now + 1_000, "works", null, Now);

        Assert.Equal(new Shelving("ana", Now + 1_000, "works"), shelved.Alert!.Shelved);
        Assert.Equal(["b"], await ActiveAsync(Now));
        Assert.Equal(["b"], await ActiveAsync(Now + 999));
        Assert.Equal(["a", "b"], await ActiveAsync(Now + 1_000));
        Assert.Equal(2, (await _log.OpenAsync()).Count);
    }

    [Fact]
    public async Task Unshelve_BringsBackAndIsDoneTwice()
    {
        await AppendAsync(Raised("a"));
        await _log.ShelveAsync("a", "ana", Now + 1_000, "works", null, Now);
        var first = await _log.UnshelveAsync("a", "bor", null, Now);
        var second = await _log.UnshelveAsync("a", "bor", null, Now + 1);

        Assert.Equal((AlertActionOutcome.Done, null, 3L), (first.Outcome, first.Alert!.Shelved, first.Alert.Change));
        Assert.Equal((AlertActionOutcome.Done, 3L), (second.Outcome, await _log.LastChangeAsync()));
        Assert.Equal(["a"], await ActiveAsync(Now));
    }

    [Fact]
    public async Task Shelf_EndsByItself_WithATransitionOfItsTime()
    {
        await AppendAsync(Raised("a"));
        await _log.ShelveAsync("a", "ana", Now + 1_000, "works", null, Now);
        Assert.Equal(0, await _log.EndShelvesAsync(Now + 999));
        Assert.Equal(1, await _log.EndShelvesAsync(Now + 60_000));
        Assert.Equal(0, await _log.EndShelvesAsync(Now + 60_000));
        var details = await _log.GetAsync("a");
        Assert.Null(details!.Alert.Shelved);
        Assert.Equal((TransitionKind.Unshelved, null, "over", Now + 1_000), details.Transitions[^1] is var t ? (t.Kind, t.By, t.Reason, t.EventTime) : default);
    }

    [Theory]
    [InlineData(Severity.Critical, 30)]
    [InlineData(Severity.Major, 8 * 60)]
    [InlineData(Severity.Minor, 24 * 60)]
    [InlineData(Severity.Warning, 7 * 24 * 60)]
    public async Task Shelf_HasAnEnd_TheSoonerTheWorse(Severity severity, int minutes)
    {
        await AppendAsync(Raised("a", severity: severity));
        var most = Now + (minutes * 60_000L);
        Assert.Equal(AlertActionOutcome.TooLong, (await _log.ShelveAsync("a", "ana", most + 1, "works", null, Now)).Outcome);
        Assert.Equal(AlertActionOutcome.Done, (await _log.ShelveAsync("a", "ana", most, "works", null, Now)).Outcome);
    }

    [Fact]
    public async Task LatchedAlert_StaysListedUntilAcknowledged()
    {
        await AppendAsync(Latched(Raised("a")), Raised("b"));
        await AppendAsync(Cleared("a"), Cleared("b"));
        Assert.Equal(["a"], (await _log.ListedAsync()).Select(alert => alert.Id));
        Assert.Empty(await _log.OpenAsync());
        await _log.AcknowledgeAsync("a", "ana", null, null, Now);
        Assert.Empty(await _log.ListedAsync());
    }

    [Fact]
    public async Task Suppression_IsAFactBesideTheCondition()
    {
        await AppendAsync(Raised("a"), new AlertChange("a", TransitionKind.Suppressed, Now + 5, null, null, "gateway"));
        Assert.Equal("gateway", (await GetAsync("a")).SuppressedBy);
        await AppendAsync(new AlertChange("a", TransitionKind.Unsuppressed, Now + 6, null, null));
        Assert.Null((await GetAsync("a")).SuppressedBy);
    }

    [Fact]
    public async Task ShelveOfClearedAlertOrIntoThePast_IsNotAllowed()
    {
        await AppendAsync(Raised("a"), Raised("b"), Cleared("a"));

        Assert.Equal(AlertActionOutcome.NotAllowed, (await _log.ShelveAsync("a", "ana", Now + 1, "works", null, Now)).Outcome);
        Assert.Equal(AlertActionOutcome.NotAllowed, (await _log.ShelveAsync("b", "ana", Now, "works", null, Now)).Outcome);
        Assert.Null((await GetAsync("b")).Shelved);
        Assert.Equal(3, await _log.LastChangeAsync());
    }

    async Task<string[]> ActiveAsync(long now) =>
        [.. (await _log.QueryAsync(new AlertQuery { State = AlertState.Active }, now)).Items.Select(a => a.Id)];
}
