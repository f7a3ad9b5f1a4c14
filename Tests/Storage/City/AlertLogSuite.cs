using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using static CityOps.Tests.Storage.City.SomeAlert;

namespace CityOps.Tests.Storage.City;

/// <summary>
/// What an alert log must do on every database. A provider runs it by giving factories of contexts on one empty city database.
/// </summary>
public abstract partial class AlertLogSuite : IAsyncLifetime
{
    AlertLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        await CreateDatabaseAsync();
        _log = NewLog();
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task CreateDatabaseAsync();

    /// <summary>Each call as another process would open the same database.</summary>
    private protected abstract IDbContextFactory<CityDatabase> Open();

    AlertLog NewLog() => new(Open(), TimeSpan.FromMinutes(15));

    async Task<Alert> GetAsync(string id) => (await _log.GetAsync(id))!.Alert;

    Task<AppendResult> AppendAsync(params AlertChange[] changes) => _log.AppendAsync(changes, Now);

    [Fact]
    public async Task Raised_IsThereWithAllItIs()
    {
        await AppendAsync(Raised("a"));

        var details = (await _log.GetAsync("a"))!;
        var expected = new Alert
        {
            Id = "a", Rule = new AlertRuleReference("rule-1", 3, "PM10 high"), Series = new SeriesId("aq-1", "pm10"), Station = "st-1",
            District = "Šiška", Domain = "air", Quantity = "pm10", Unit = "ug/m3", Severity = Severity.Major,
            Condition = AlertCondition.Active, StartedAt = Now - 60_000, RaisedAt = Now, Value = 60, Peak = 60, Threshold = 50,
            Direction = ConditionKind.Above, Quality = Quality.Suspect, Revision = 1, Change = 1,
        };
        Assert.Equal(expected, details.Alert);
        Assert.Equal([new AlertTransition(TransitionKind.Raised, Now, null, null, Now)], details.Transitions);
        Assert.Equal(3, details.Evidence.RuleVersion);
        Assert.Equal([new(Now - 60_000, 51.5, Quality.Good), new(Now, 60, Quality.NotEvaluated)], details.Evidence.Readings);
        Assert.False(details.Evidence.Truncated);
    }

    [Fact]
    public async Task RaisedWithoutSeries_HasNoSeriesAndNoDevice()
    {
        var raised = Raised("a");
        await AppendAsync(raised with { Raise = raised.Raise! with { Series = default } });

        var alert = await GetAsync("a");
        Assert.Null(alert.Series);
        Assert.Null(alert.Device);
    }

    [Fact]
    public async Task RaisedAboutCityOpsItself_HasNoDomainAndSaysWhatWasMeasured()
    {
        await AppendAsync(Raised("a"));
        var outage = new RaisedAlert(
            "cityops-store", 1, "away", default, "", "s", null, null, Severity.Major, ConditionKind.Above, 10, Now, Now + 10, 10, 10, Quality.Good,
            new AlertEvidence(1, [], false)) { Quantity = "outage" };
        await AppendAsync(new AlertChange("b", TransitionKind.Raised, Now + 10, 10, 10, "no answer", outage));

        var details = (await _log.GetAsync("b"))!;
        var alert = details.Alert;
        Assert.Equal((null, null, null, null, null), (alert.Series, alert.Device, alert.Station, alert.District, alert.Domain));
        Assert.Equal(("outage", "s", 10), (alert.Quantity, alert.Unit, alert.Threshold));
        Assert.Equal("no answer", Assert.Single(details.Transitions).Reason);
        Assert.Equal(["a", "b"], (await _log.QueryAsync(new AlertQuery { State = AlertState.Active }, Now)).Items.Select(item => item.Id).Order());
    }

    [Fact]
    public async Task SameBatchTwice_SecondWritesNothing()
    {
        AlertChange[] batch = [Raised("a"), Raised("b"), Change("a", TransitionKind.Unknown, Now + 1), Cleared("b")];
        var first = await AppendAsync(batch);
        var second = await NewLog().AppendAsync(batch, Now + 5_000);

        Assert.Equal((4, 4, 0), (first.New.Count, first.LastChange, first.Ignored));
        Assert.Equal((0, 4, 0), (second.New.Count, second.LastChange, second.Ignored));
        Assert.Equal(2, (await _log.GetAsync("a"))!.Transitions.Count);
        Assert.Equal(Now, (await _log.GetAsync("a"))!.Transitions[0].At);
    }

    [Fact]
    public async Task SameChangeTwiceInOneBatch_IsTakenOnce()
    {
        var result = await AppendAsync(Raised("a"), Raised("a"), Cleared("a"), Cleared("a"));

        Assert.Equal([TransitionKind.Raised, TransitionKind.Cleared], result.New.Select(c => c.Kind));
        Assert.Equal(2, result.LastChange);
    }

    [Fact]
    public async Task OverlappingBatches_TakeOnlyWhatIsMissing()
    {
        AlertChange raised = Raised("a"), unknown = Change("a", TransitionKind.Unknown, Now + 1), active = Change("a", TransitionKind.Active, Now + 2);
        await AppendAsync(raised, unknown);
        var result = await AppendAsync(raised, unknown, active, Cleared("a"));

        Assert.Equal([active, Cleared("a")], result.New);
        Assert.Equal(4, result.LastChange);
    }

    [Fact]
    public async Task EmptyBatch_SaysTheLastChange()
    {
        await AppendAsync(Raised("a"));
        Assert.Equal((1, 0, 0), await AppendAsync() is var r ? (r.LastChange, r.New.Count, r.Ignored) : default);
    }

    /// <summary>History → condition, how many changes were new, how many ignored. u, a, c, x = unknown, active, cleared, closed.</summary>
    [Theory]
    [InlineData("r", AlertCondition.Active, 1, 0)]
    [InlineData("r u", AlertCondition.Unknown, 2, 0)]
    [InlineData("r u u", AlertCondition.Unknown, 2, 0)]
    [InlineData("r a", AlertCondition.Active, 1, 0)]
    [InlineData("r u a", AlertCondition.Active, 3, 0)]
    [InlineData("r c", AlertCondition.Cleared, 2, 0)]
    [InlineData("r x", AlertCondition.Cleared, 2, 0)]
    [InlineData("r u c", AlertCondition.Cleared, 3, 0)]
    [InlineData("r c u", AlertCondition.Cleared, 2, 1)]
    [InlineData("r c a", AlertCondition.Cleared, 2, 1)]
    [InlineData("r c c", AlertCondition.Cleared, 2, 1)]
    [InlineData("r c r", AlertCondition.Cleared, 2, 0)]
    [InlineData("r k s m", AlertCondition.Active, 1, 3)]
    [InlineData("u r", AlertCondition.Active, 1, 1)]
    public async Task History_LeadsToCondition(string history, AlertCondition condition, int written, int ignored)
    {
        var changes = history.Split(' ').Select((step, i) => step switch
        {
            "r" => Raised("a", Now + i),
            "u" => Change("a", TransitionKind.Unknown, Now + i),
            "a" => Change("a", TransitionKind.Active, Now + i),
            "c" => Cleared("a", Now + i),
            "x" => Change("a", TransitionKind.Closed, Now + i, reason: "ruleChanged"),
            "k" => Change("a", TransitionKind.Acknowledged, Now + i),
            "s" => Change("a", TransitionKind.Severity, Now + i, reason: "loud"),
            _ => Change("a", TransitionKind.Commented, Now + i),
        }).ToArray();
        var result = await AppendAsync(changes);

        var alert = await GetAsync("a");
        Assert.Equal((condition, written, ignored), (alert.Condition, result.New.Count, result.Ignored));
        Assert.Equal(result.New.Any(change => change.Kind == TransitionKind.Cleared), alert.ClearedAt is not null);
        Assert.Equal((long)written, alert.Change);
        Assert.Equal(written, alert.Revision);
    }

    [Fact]
    public async Task TransitionOfUnknownAlert_IsCountedAndTouchesNothing()
    {
        var result = await AppendAsync(Cleared("nobody"));

        Assert.Equal((0, 1, 0), (result.New.Count, result.Ignored, (int)result.LastChange));
        Assert.Null(await _log.GetAsync("nobody"));
    }

    [Fact]
    public async Task Closed_KeepsItsReasonAndTime()
    {
        await AppendAsync(Raised("a"), Change("a", TransitionKind.Closed, Now + 7, reason: "ruleChanged"));

        var details = (await _log.GetAsync("a"))!;
        Assert.Equal((AlertCondition.Cleared, null), (details.Alert.Condition, details.Alert.ClearedAt));
        Assert.Equal(new AlertTransition(TransitionKind.Closed, Now, null, "ruleChanged", Now + 7), details.Transitions[1]);
    }

    [Fact]
    public async Task SeverityWithItsWord_Moves()
    {
        await AppendAsync(Raised("a"), Change("a", TransitionKind.Severity, Now + 1, reason: "critical"));
        Assert.Equal(Severity.Critical, (await GetAsync("a")).Severity);
    }

    [Theory]
    [InlineData(15 * 60_000, false)]
    [InlineData((15 * 60_000) + 1, true)]
    public async Task RaiseOlderThanAnnounceWithin_IsHistorical(long age, bool historical)
    {
        await AppendAsync(Raised("a", Now - age));
        Assert.Equal(historical, (await GetAsync("a")).Historical);
    }

    [Fact]
    public async Task Announced_EndsHistoricalOnce()
    {
        await AppendAsync(Raised("old", Now - 3_600_000), Raised("new"));
        var first = await AppendAsync(Change("old", TransitionKind.Announced, Now), Change("new", TransitionKind.Announced, Now));
        var again = await AppendAsync(Change("old", TransitionKind.Announced, Now + 1));

        Assert.Equal(["old"], first.New.Select(c => c.AlertId));
        Assert.Empty(again.New);
        Assert.False((await GetAsync("old")).Historical);
        Assert.Single((await _log.GetAsync("new"))!.Transitions);
    }

    [Theory]
    [InlineData(ConditionKind.Above, 60, 70, 70)]
    [InlineData(ConditionKind.Above, 60, 55, 60)]
    [InlineData(ConditionKind.Below, 40, 30, 30)]
    [InlineData(ConditionKind.Below, 40, 45, 40)]
    public async Task PeakOfChangeOrUpdate_TheMoreExtremeWins(ConditionKind direction, double raised, double told, double peak)
    {
        await AppendAsync(Raised("a", peak: raised, direction: direction), Raised("b", peak: raised, direction: direction));
        await AppendAsync(Change("a", TransitionKind.Unknown, Now + 1, peak: told));
        await _log.UpdatePeaksAsync([("b", told)]);

        Assert.Equal((peak, peak), ((await GetAsync("a")).Peak, (await GetAsync("b")).Peak));
    }

    [Fact]
    public async Task UpdatePeaks_NumbersOnlyWhatMoved()
    {
        await AppendAsync(Raised("a"), Raised("b"));
        var last = await _log.UpdatePeaksAsync([("a", 61), ("b", 60), ("nobody", 99), ("a", 65)]);
        var again = await _log.UpdatePeaksAsync([("a", 65)]);

        Assert.Equal((4, 4), (last, again));
        Assert.Equal((4, 65, 1), ((int)(await GetAsync("a")).Change, (await GetAsync("a")).Peak, (await GetAsync("a")).Revision));
        Assert.Equal(2, (await GetAsync("b")).Change);
        Assert.Single((await _log.GetAsync("a"))!.Transitions);
    }

    [Fact]
    public async Task Changed_ComesAfterEachCommitThatChanged()
    {
        var told = new List<long>();
        _log.Changed += told.Add;
        await AppendAsync(Raised("a"), Raised("b"));
        await AppendAsync(Raised("a"));
        await _log.UpdatePeaksAsync([("a", 1)]);
        await _log.UpdatePeaksAsync([("a", 100)]);
        await _log.AcknowledgeAsync("a", "ana", null, null, Now);
        await _log.AcknowledgeAsync("a", "ana", null, null, Now);

        Assert.Equal([2, 3, 4], told);
    }
}
