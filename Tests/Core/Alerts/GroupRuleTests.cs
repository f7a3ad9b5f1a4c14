using System.Collections.Frozen;
using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

/// <summary>Rules of several conditions, and those that compare a series with others. Steps are <c>time series value</c>, times in seconds.</summary>
public sealed class GroupRuleTests
{
    const string Congestion = """
        {"name":"Congestion","quantity":"speed","severity":"minor","condition":{"kind":"all","scope":"station","conditions":[
          {"kind":"below","quantity":"speed","raise":25,"clear":30},{"kind":"above","quantity":"occupancy","raise":25,"clear":20}]}}
        """;

    const string Either = """
        {"name":"Either","quantity":"speed","severity":"minor","condition":{"kind":"any","scope":"station","conditions":[
          {"kind":"below","quantity":"speed","raise":25},{"kind":"above","quantity":"occupancy","raise":25}]}}
        """;

    const string Smog = """
        {"name":"Smog","quantity":"pm10","severity":"major","condition":{"kind":"atLeast","n":3,"scope":"district","conditions":[{"kind":"above","raise":50}]}}
        """;

    const string Leak = """{"name":"Leak","quantity":"inflow","severity":"major","condition":{"kind":"above","raise":5,"of":"difference","other":"outflow"}}""";
    const string OtherDevice = """{"name":"Leak","quantity":"flow","severity":"major","condition":{"kind":"above","raise":5,"of":"difference","other":"b:flow"}}""";
    const string Odd = """{"name":"Odd one","quantity":"pm10","severity":"warning","condition":{"kind":"outside","low":-20,"high":20,"of":"neighbours","radiusMetres":2500}}""";

    const string EitherPm10 = """{"name":"Either","quantity":"pm10","severity":"minor","condition":{"kind":"any","scope":"station","conditions":[{"kind":"above","raise":50}]}}""";
    const string EitherForTenMinutes =
        """{"name":"Either","quantity":"pm10","severity":"minor","raiseAfter":"00:10:00","condition":{"kind":"any","scope":"station","conditions":[{"kind":"above","raise":50}]}}""";
    const string BothAtNight = """
        {"name":"Both","quantity":"pm10","severity":"minor","when":{"hours":["23:00-23:30"]},"condition":{"kind":"atLeast","n":2,"scope":"station","conditions":[{"kind":"above","raise":50}]}}
        """;

    /// <summary>Devices a to e, a minute apart; a and b at one station, all but e in one district; e is 20 km away.</summary>
    static readonly Registry City = Registry.Empty with
    {
        Revision = 1,
        Stations = new Station[]
        {
            new("s1", "One", 46.05, 14.50, "Center", "air"), new("s2", "Two", 46.06, 14.50, "Center", "air"),
            new("s3", "Three", 46.05, 14.51, "Center", "air"), new("s4", "Four", 46.25, 14.50, "Bežigrad", "air"),
        }.ToFrozenDictionary(station => station.Id),
        Devices = new (string Id, string Station)[] { ("a", "s1"), ("b", "s1"), ("c", "s2"), ("d", "s3"), ("e", "s4") }
            .Select(one => new Device(one.Id, one.Id, "air", one.Station, null, Registration.Accepted, 60, null)).ToFrozenDictionary(device => device.Id),
    };

    [Theory]
    [InlineData(Congestion, "0 a:speed 20, 1 b:occupancy 20, 60 a:speed 20, 61 b:occupancy 30", "raised@61 start@61 s1")]
    [InlineData(Congestion, "0 a:speed 20, 1 c:occupancy 30", "")]
    [InlineData(Congestion, "0 a:speed 20, 1 b:occupancy 30, 60 a:speed 28, 61 b:occupancy 22, 120 a:speed 30", "raised@1 start@1 s1, cleared@120")]
    // What fell silent meets nothing any more.
    [InlineData(Congestion, "0 a:speed 20, 600 b:occupancy 30", "")]
    [InlineData(Either, "0 a:speed 60, 1 b:occupancy 30, 60 a:speed 20, 61 b:occupancy 10, 120 a:speed 60", "raised@1 start@1 s1, cleared@120")]
    [InlineData(Smog, "0 a:pm10 60, 1 c:pm10 60, 2 e:pm10 60", "")]
    [InlineData(Smog, "0 a:pm10 60, 1 c:pm10 60, 2 d:pm10 60, 60 a:pm10 40", "raised@2 start@2 Center, cleared@60")]
    [InlineData(Leak, "0 a:outflow 10, 1 a:inflow 14, 60 a:outflow 10, 61 a:inflow 16, 121 a:inflow 15", "raised@61 start@61 s1, cleared@121")]
    [InlineData(Leak, "0 a:outflow 10, 600 a:inflow 16", "")]
    [InlineData(OtherDevice, "0 b:flow 10, 1 a:flow 16", "raised@1 start@1 s1")]
    [InlineData(Odd, "0 a:pm10 30, 1 b:pm10 32, 2 c:pm10 34, 3 d:pm10 60, 4 e:pm10 200", "raised@3 start@3 s3")]
    [InlineData(Odd, "0 a:pm10 30, 1 b:pm10 32, 3 d:pm10 60", "")]
    // A run does not reach over a hole.
    [InlineData(EitherForTenMinutes, "0 a:pm10 60, 3600 a:pm10 60", "")]
    // The clock of c is ahead: the place's time stands still for a while, and no alert starts twice at one time.
    [InlineData(EitherPm10, "0 a:pm10 10, 60 b:pm10 10, 10 a:pm10 60, 20 a:pm10 40, 30 a:pm10 60, 62 a:pm10 60", "raised@60 start@60 s1, cleared@60, raised@62 start@60 s1")]
    // Who said so before the hours of the rule ended does not count in the next.
    [InlineData(BothAtNight, "900 a:pm10 60, 960 b:pm10 10, 1020 a:pm10 10, 1021 b:pm10 10, 85560 b:pm10 10, 85590 a:pm10 10, 85620 b:pm10 60, 85650 a:pm10 10", "")]
    // Who fell silent does not end an alert.
    [InlineData(Smog, "0 a:pm10 60, 1 c:pm10 60, 2 d:pm10 60, 60 a:pm10 60, 120 a:pm10 60, 180 a:pm10 60, 240 a:pm10 60", "raised@2 start@2 Center")]
    [InlineData(Smog, "0 a:pm10 60, 1 c:pm10 60, 2 d:pm10 60, 600 a:pm10 60", "raised@2 start@2 Center")]
    public void SeveralSeries_GiveTheseTransitions(string rule, string history, string expected)
    {
        var straight = Run(rule, history, reloads: false);
        Assert.Equal(expected, Story(straight));
        Assert.Equal(WrittenHistory.Json(straight), WrittenHistory.Json(Run(rule, history, reloads: true)));
    }

    [Fact]
    public void GroupAlert_IsOfThePlaceAndOfNoSeries()
    {
        var raised = Assert.Single(Run(Smog, "0 a:pm10 60, 1 c:pm10 60, 2 d:pm10 60", reloads: false));
        Assert.Equal(AlertId.From("r1", "district:Center", WrittenHistory.Origin + 2_000), raised.AlertId);
        Assert.Equal((default, "pm10", null, "Center", 3.0, 3.0), (raised.Raise!.Series, raised.Raise.Quantity, raised.Raise.Station, raised.Raise.District, raised.Raise.Value, raised.Raise.Threshold));
    }

    [Fact]
    public void SilentGroup_IsUnknown_AndClosedWithItsRule()
    {
        var changes = new List<AlertChange>();
        var evaluator = Start(Smog, changes);
        Go(ref evaluator, "0 a:pm10 60, 1 c:pm10 60, 2 d:pm10 60", changes, reloads: false);
        evaluator.MarkSilent(City, WrittenHistory.Origin + 900_000, 0, changes);
        Go(ref evaluator, "960 a:pm10 60", changes, reloads: false);
        evaluator.SetRules([], WrittenHistory.Origin + 1_000_000, changes);
        Assert.Equal("raised@2 start@2 Center, unknown@2, active@960, closed@1000", Story(changes));
    }

    [Fact]
    public void RuleThatCoversThePlaceNoMore_ClosesItsAlert()
    {
        var changes = new List<AlertChange>();
        var evaluator = Start(EitherPm10, changes);
        Go(ref evaluator, "0 a:pm10 60", changes, reloads: false);
        evaluator.SetRules([Read(EitherPm10) with { Version = 2, Stations = ["elsewhere"] }], WrittenHistory.Origin + 30_000, changes);
        Assert.Equal("raised@0 start@0 s1, closed@30", Story(changes));
        Assert.Equal(CloseReasons.RuleChanged, changes[^1].Reason);
    }

    [Fact]
    public void AlertTakenOverFromTheLog_StaysUntilAllHadTimeToSpeak()
    {
        var changes = new List<AlertChange>();
        var evaluator = Start(Smog, changes);
        evaluator.Adopt([OpenSmog()], City, WrittenHistory.Origin + 10_000, changes);
        Go(ref evaluator, "60 a:pm10 60, 61 c:pm10 60, 62 d:pm10 60, 300 a:pm10 60, 301 c:pm10 60, 302 d:pm10 40", changes, reloads: false);
        Assert.Equal("active@60, cleared@302", Story(changes));
    }

    [Fact]
    public void AlertTakenOverFromTheLog_EndsWhenNobodyMeetsItAnyMore()
    {
        var changes = new List<AlertChange>();
        var evaluator = Start(Smog, changes);
        evaluator.Adopt([OpenSmog()], City, WrittenHistory.Origin + 10_000, changes);
        Go(ref evaluator, "60 a:pm10 10, 120 a:pm10 10, 240 a:pm10 10, 241 a:pm10 10", changes, reloads: false);
        Assert.Equal("active@60, cleared@241", Story(changes));
    }

    static Alert OpenSmog() => new()
    {
        Id = "00112233445566778899aabbccddeeff", Rule = new AlertRuleReference("r1", 1, "Smog"), District = "Center", Domain = "air", Quantity = "pm10", Unit = "1",
        Severity = Severity.Major, Condition = AlertCondition.Unknown, StartedAt = WrittenHistory.Origin, RaisedAt = WrittenHistory.Origin, Value = 3, Peak = 3, Threshold = 3,
        Direction = ConditionKind.AtLeast, Asked = Read(Smog).Condition, Quality = Quality.Good, Revision = 1, Change = 1,
    };

    static List<AlertChange> Run(string rule, string history, bool reloads)
    {
        var changes = new List<AlertChange>();
        var evaluator = Start(rule, changes);
        Go(ref evaluator, history, changes, reloads);
        return changes;
    }

    static AlertEvaluator Start(string text, List<AlertChange> changes)
    {
        var evaluator = new AlertEvaluator(WrittenHistory.AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([Read(text)], WrittenHistory.Origin, changes);
        return evaluator;
    }

    static AlertRule Read(string text)
    {
        Assert.True(RuleJson.TryRead(text, out var rule, out var error), error);
        return rule with { Id = "r1", Version = 1 };
    }

    static void Go(ref AlertEvaluator evaluator, string history, List<AlertChange> changes, bool reloads)
    {
        foreach (var step in history.Split(", "))
        {
            evaluator = reloads ? WrittenHistory.Reload(evaluator) : evaluator;
            var words = step.Split(' ');
            Assert.True(SeriesId.TryParse(words[1], out var series));
            var at = WrittenHistory.Origin + (long.Parse(words[0], CultureInfo.InvariantCulture) * 1_000);
            var reading = new Reading(series, at, at, double.Parse(words[2], CultureInfo.InvariantCulture), Quality.Good, QualityReasons.None);
            evaluator.Evaluate(in reading, new Series(series, "air", "1"), City, at, changes);
        }
    }

    static string Story(IEnumerable<AlertChange> changes) => string.Join(", ", changes.Select(change => string.Create(
        CultureInfo.InvariantCulture,
        $"{change.Kind.ToString().ToLowerInvariant()}@{(change.EventTime - WrittenHistory.Origin) / 1_000}{(change.Raise is { } raise ? $" start@{(raise.StartedAt - WrittenHistory.Origin) / 1_000} {raise.Station ?? raise.District}" : "")}")));
}
