using System.Globalization;
using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

/// <summary>The life of an alert about CityOps itself. Times are seconds; a part is well where nothing else is said.</summary>
public sealed class OutageConditionTests
{
    const long Origin = 1_800_000_000_000;

    readonly OutageCondition _condition = new(OutageRule.Store);
    readonly List<AlertChange> _changes = [];

    [Theory]
    // Each word: from when on the part is away, well (w) or unclear (?); looked at every second up to 200.
    [InlineData("20", "raised@30 from 20")]
    [InlineData("20 w29", "")]
    [InlineData("20 w30", "")]
    [InlineData("20 w31", "raised@30 from 20, cleared@31 peak 11")]
    [InlineData("20 w100", "raised@30 from 20, cleared@100 peak 80")]
    // Well for less than half a minute is not over.
    [InlineData("20 w50 79", "raised@30 from 20")]
    [InlineData("20 w50 79 w90 110 w120", "raised@30 from 20, cleared@120 peak 100")]
    [InlineData("20 w50 81", "raised@30 from 20, cleared@50 peak 30, raised@91 from 81")]
    [InlineData("20 w25 30 w35 40 w45", "")]
    // Where nobody can tell, nothing begins and nothing ends.
    [InlineData("20 ?25 w60", "")]
    [InlineData("20 ?35 w100", "raised@30 from 20, cleared@100 peak 80")]
    [InlineData("20 w50 ?70 w90", "raised@30 from 20, cleared@90 peak 70")]
    public void APart_IsOneAlertFromItsFirstMomentToItsLast(string history, string expected)
    {
        Run(history);
        Assert.Equal(expected, Story());
    }

    [Fact]
    public void Raise_SaysWhatItIsInSeconds_AndTheSameTwice()
    {
        Run("20");
        var change = Assert.Single(_changes);
        var raise = change.Raise!;
        Assert.Equal(
            ("cityops-store", 1, "Telemetry store away", default, "", "outage", "s", Severity.Major),
            (raise.RuleId, raise.RuleVersion, raise.RuleName, raise.Series, raise.Domain, raise.Quantity, raise.Unit, raise.Severity));
        Assert.Equal((10, 10, 10, Origin + 20_000, Origin + 30_000), (raise.Value, raise.Peak, raise.Threshold, raise.StartedAt, raise.RaisedAt));
        Assert.Equal(AlertId.From("cityops-store", "store", Origin + 20_000), change.AlertId);
        Assert.Equal("no answer", change.Reason);
        Assert.Equal([(Origin + 20_000, 0), (Origin + 30_000, 10)], raise.Evidence.Readings.Select(r => (r.T, r.V)));
    }

    [Fact]
    public void AnAlertThatIsOpenAlready_IsNotRaisedAgainAndClearsFromItsOwnBeginning()
    {
        _condition.Adopt([Open("old", -500), Open("other", -100) with { Rule = new AlertRuleReference("cityops-broker", 1, "") }], At(0), _changes);
        Run("5 w60");
        Assert.Equal("old cleared@60 peak 560", $"{_changes.Single().AlertId} {Story()}");
    }

    [Fact]
    public void PartThatIsWellAtTheStart_EndsWhatAnEarlierStartLeft()
    {
        _condition.Adopt([Open("old", -500)], At(0), _changes);
        Run("");
        Assert.Equal("cleared@1 peak 501", Story());
    }

    [Fact]
    public void OfTwoThatAreOpen_TheNewestStays()
    {
        _condition.Adopt([Open("new", -100), Open("old", -500)], At(0), _changes);
        var closed = Assert.Single(_changes);
        Assert.Equal(("old", TransitionKind.Closed, CloseReasons.Superseded), (closed.AlertId, closed.Kind, closed.Reason));
    }

    [Fact]
    public void Peak_IsHowLongItHasLasted_AndStandsOnceThePartIsWell()
    {
        _condition.Look(PartSight.Away(At(20), "no answer"), At(25), _changes);
        Assert.Null(_condition.Peak(At(25)));
        _condition.Look(PartSight.Away(At(20), "no answer"), At(50), _changes);
        Assert.Equal(30, _condition.Peak(At(50))?.Peak);
        _condition.Look(PartSight.Well, At(60), _changes);
        Assert.Null(_condition.Peak(At(60)));
    }

    [Fact]
    public void Rules_AreFoundByTheirIdsAndKeepTheirPrefixToThemselves()
    {
        Assert.Equal(["cityops-store", "cityops-journal", "cityops-broker", "cityops-notifications", "cityops-clock"], OutageRule.All.Select(rule => rule.Id));
        Assert.All(OutageRule.All, rule => Assert.Same(rule, OutageRule.Find(rule.Id)));
        Assert.Null(OutageRule.Find("cityops-other"));
        Assert.True(OutageRule.IsReserved("CityOps-other"));
        Assert.False(OutageRule.IsReserved("cityops"));
    }

    void Run(string history)
    {
        var steps = history.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (Kind: word[0], At: int.Parse(word.TrimStart('w', '?'), CultureInfo.InvariantCulture))).ToList();
        for (var second = 1; second <= 200; second++)
        {
            var step = steps.LastOrDefault(step => step.At <= second);
            var sight = step.Kind switch
            {
                'w' or '\0' => PartSight.Well, '?' => PartSight.Unclear, _ => PartSight.Away(At(step.At), "no answer"),
            };
            _condition.Look(sight, At(second), _changes);
        }
    }

    string Story() => string.Join(", ", _changes.Select(change => change.Raise is { } raise
        ? FormattableString.Invariant($"raised@{Second(change.EventTime)} from {Second(raise.StartedAt)}")
        : FormattableString.Invariant($"{change.Kind.ToString().ToLowerInvariant()}@{Second(change.EventTime)} peak {change.Peak}")));

    static Alert Open(string id, int start) => new()
    {
        Id = id, Rule = new AlertRuleReference("cityops-store", 1, "Telemetry store away"), Domain = null, Quantity = "outage", Unit = "s",
        Severity = Severity.Major, Condition = AlertCondition.Active, StartedAt = At(start), RaisedAt = At(start + 10), Value = 10, Peak = 10,
        Threshold = 10, Direction = ConditionKind.Above, Quality = CityOps.Core.Readings.Quality.Good, Revision = 1, Change = 1,
    };

    static long At(int second) => Origin + (second * 1_000L);

    static long Second(long at) => (at - Origin) / 1_000;
}
