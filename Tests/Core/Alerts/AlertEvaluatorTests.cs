using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using static CityOps.Tests.Core.Alerts.WrittenHistory;

namespace CityOps.Tests.Core.Alerts;

public sealed class AlertEvaluatorTests
{
    static readonly Registry InSiska = City(1, "s1", null);

    [Fact]
    public void ARaise_HoldsEverythingTheLogNeeds()
    {
        var life = Run("above 50/45 on 60", "0 51, 30 70 suspect, 60 61 suspect");

        var change = Assert.Single(life.Changes);
        Assert.Equal(AlertId.From("r1", "d1:pm10", Origin), change.AlertId);
        Assert.Equal(61, change.Value);
        Assert.Equal(70, change.Peak);
        var raise = change.Raise!;
        Assert.Equal(("r1", 1, "Test rule"), (raise.RuleId, raise.RuleVersion, raise.RuleName));
        Assert.Equal(("s1", "Šiška", "air", "ug/m3"), (raise.Station, raise.District, raise.Domain, raise.Unit));
        Assert.Equal((Severity.Major, ConditionKind.Above, 50.0), (raise.Severity, raise.Direction, raise.Threshold));
        Assert.Equal((Origin, Origin + 60_000), (raise.StartedAt, raise.RaisedAt));
        Assert.Equal((61.0, 70.0, Quality.Suspect), (raise.Value, raise.Peak, raise.Quality));
        Assert.Equal(1, raise.Evidence.RuleVersion);
        Assert.Equal(
            [new(Origin, 51, Quality.Good), new(Origin + 30_000, 70, Quality.Suspect), new(Origin + 60_000, 61, Quality.Suspect)],
            raise.Evidence.Readings);
    }

    [Fact]
    public void ALongRun_KeepsTheOldestReadingsAndTheOneThatRaised()
    {
        var readings = string.Join(',', Enumerable.Range(0, 3_001).Select(i => $"{i} {60 + i}"));
        var evidence = Assert.Single(Run("above 50 on 3000", readings).Changes).Raise!.Evidence;

        Assert.Equal(AlertEvidence.MaxReadings, evidence.Readings.Count);
        Assert.True(evidence.Truncated);
        Assert.Equal((60.0, 3_060.0), (evidence.Readings[0].V, evidence.Readings[^1].V));
    }

    [Theory]
    [InlineData("above 50 on 60", "0 40, 60 61, 90 62, 120 63, 180 64")]
    [InlineData("below 5", "0 4")]
    public void TheEvidence_JudgesTheAlertAgainToTheSameAnswer(string rule, string history)
    {
        var raise = Assert.Single(Run(rule, history).Changes).Raise!;
        var again = string.Join(',', raise.Evidence.Readings.Select(r => FormattableString.Invariant($"{(r.T - Origin) / 1000} {r.V}")));

        Assert.Equal(raise.StartedAt, Assert.Single(Run(rule, again).Changes).Raise!.StartedAt);
        Assert.Equal(raise.RaisedAt, Assert.Single(Run(rule, again).Changes).Raise!.RaisedAt);
    }

    [Fact]
    public void TheOrderOfRules_DoesNotMatter()
    {
        AlertRule[] rules = [Rule("above 50") with { Id = "b" }, Rule("above 60") with { Id = "a" }, Rule("above 55 on 60") with { Id = "c" }];
        Assert.Equal(Judge(rules), Judge([.. rules.Reverse()]));
        Assert.StartsWith(AlertId.From("a", "d1:pm10", Origin), Judge(rules)[0].AlertId, StringComparison.Ordinal);

        static List<AlertChange> Judge(AlertRule[] rules)
        {
            var into = new List<AlertChange>();
            var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
            evaluator.SetRules(rules, Origin, into);
            foreach (var (second, value) in new[] { (0, 61), (60, 62), (120, 30) })
            {
                Feed(evaluator, second, value, InSiska, into);
            }

            Assert.Equal(6, into.Count);
            return [.. into.Select(c => c with { Raise = null })];
        }
    }

    [Theory]
    [InlineData("air", "d*", "s1", "Šiška", true)]
    [InlineData("water", null, null, null, false)]
    [InlineData(null, "D1", null, null, false)]
    [InlineData(null, "*", "*", "*", true)]
    [InlineData(null, null, "s2", null, false)]
    [InlineData(null, null, null, "Šišk", false)]
    [InlineData(null, null, null, "*ška", true)]
    [InlineData(null, "d1", "s2", null, false)]
    public void AllGivenScopes_MustMatch(string? domain, string? device, string? station, string? district, bool judged)
    {
        var rule = Rule("above 50") with { Domain = domain, Devices = List(device), Stations = List(station), Districts = List(district) };
        var into = new List<AlertChange>();
        var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([rule], Origin, into);
        Feed(evaluator, 0, 61, InSiska, into);
        Assert.Equal(judged ? 1 : 0, into.Count);

        static string[] List(string? pattern) => pattern is null ? [] : [pattern];
    }

    [Fact]
    public void ADeviceThatGetsItsStationLater_IsJudgedByTheRulesOfThatStation()
    {
        var into = new List<AlertChange>();
        var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([Rule("above 50") with { Stations = ["s*"] }], Origin, into);
        Feed(evaluator, 0, 61, Registry.Empty, into);
        Assert.Empty(into);
        Feed(evaluator, 60, 61, InSiska, into);
        Assert.Equal("s1", Assert.Single(into).Raise!.Station);
    }

    [Fact]
    public void Peaks_AreToldOnceAndOnlyWhenTheyMove()
    {
        var life = Run("above 50/45 off 60", "0 61");
        Assert.Empty(life.Evaluator.TakePeaks());
        life.Go("60 70, 120 65");
        Assert.Equal([(life.Changes[0].AlertId, 70.0)], life.Evaluator.TakePeaks());
        Assert.Empty(life.Evaluator.TakePeaks());
        life.Go("180 40, 240 40");
        Assert.Equal(70, life.Changes[^1].Peak);
        Assert.Empty(life.Evaluator.TakePeaks());
    }

    [Fact]
    public void APeakBelow_IsTheLowestValue() =>
        Assert.Equal(1.5, Run("below 2.5", "0 2, 60 1.5, 120 2.2, 180 3").Changes[^1].Peak);

    [Fact]
    public void TheSameReadingsTwice_GiveTheSameBytes()
    {
        const string history = "0 40, 60 61, 120 63, 180 40, 240 61 suspect, 300 62, silent 5000, 6000 63, 6060 40, 6120 40";
        Assert.Equal(
            WrittenHistory.Json(Run("above 50/45 on 60 off 60 every 60", history).Changes),
            WrittenHistory.Json(Run("above 50/45 on 60 off 60 every 60", history).Changes));
    }

    [Fact]
    public void OfTwoVersionsOfARule_TheHigherCounts()
    {
        var into = new List<AlertChange>();
        var evaluator = new AlertEvaluator(AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([Rule("above 70") with { Version = 2 }, Rule("above 50")], Origin, into);
        Feed(evaluator, 0, 61, InSiska, into);
        Assert.Empty(into);
        Assert.Equal(2, Assert.Single(evaluator.Rules).Version);
    }

    static void Feed(AlertEvaluator evaluator, int second, double value, Registry registry, List<AlertChange> into)
    {
        var at = Origin + second * 1_000L;
        var series = new Series(new SeriesId("d1", "pm10"), "air", "ug/m3");
        evaluator.Evaluate(new Reading(series.Id, at, at, value, Quality.Good, QualityReasons.None), series, registry, at, into);
    }
}
