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

    static List<AlertChange> Run(string rule, string history, bool reloads)
    {
        var changes = new List<AlertChange>();
        var evaluator = Start(rule, changes);
        Go(ref evaluator, history, changes, reloads);
        return changes;
    }

    static AlertEvaluator Start(string text, List<AlertChange> changes)
    {
        Assert.True(RuleJson.TryRead(text, out var rule, out var error), error);
        var evaluator = new AlertEvaluator(WrittenHistory.AnnounceWithin, WrittenHistory.Zone);
        evaluator.SetRules([rule with { Id = "r1", Version = 1 }], WrittenHistory.Origin, changes);
        return evaluator;
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
