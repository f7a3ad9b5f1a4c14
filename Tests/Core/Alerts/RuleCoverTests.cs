using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

public sealed class RuleCoverTests
{
    static readonly RuleCover Cover = new(new Registry(
        7,
        new[] { new Station("s-1", "Ena", 46, 14.5, "Center", "air") { Attributes = StationAttributes.FromJson("""{"alertLevel":60}""") }, new Station("s-2", "Dve", 46, 14.5, null, "air") }.ToFrozenDictionary(station => station.Id),
        new[] { Device("aq-1", "s-1"), Device("aq-2", "s-2"), Device("aq-3", null) }.ToFrozenDictionary(device => device.Id),
        new[] { In("aq-1", "pm10"), In("aq-1", "no2"), In("aq-2", "pm10"), In("aq-3", "pm10"), In("aq-3", "no2") }.ToFrozenDictionary(series => series.Id)));

    [Theory]
    [InlineData("", "aq-1:pm10 aq-2:pm10 aq-3:pm10")]
    [InlineData(""" "domain":"river", """, "")]
    [InlineData(""" "devices":["aq-1","aq-3"], """, "aq-1:pm10 aq-3:pm10")]
    [InlineData(""" "stations":["s-*"], """, "aq-1:pm10 aq-2:pm10")]
    [InlineData(""" "districts":["Cent*"], """, "aq-1:pm10")]
    [InlineData(""" "enabled":false, """, "aq-1:pm10 aq-2:pm10 aq-3:pm10")]
    public void Rule_CoversWhatItsScopesMatch(string scopes, string expected) =>
        AssertCovers($$"""{"name":"n",{{scopes}}"quantity":"pm10","condition":{"kind":"above","raise":50},"severity":"minor"}""", expected);

    [Theory]
    [InlineData("station", "aq-1:no2 aq-1:pm10 aq-2:pm10")]
    [InlineData("district", "aq-1:no2 aq-1:pm10")]
    public void Group_CoversTheSeriesOfItsConditionsThatStandSomewhere(string scope, string expected) => AssertCovers(
        $$$"""
        {"name":"n","quantity":"pm10","severity":"minor","condition":{"kind":"all","scope":"{{{scope}}}","conditions":[
          {"quantity":"pm10","kind":"above","raise":50},{"quantity":"no2","kind":"above","raise":40}]}}
        """,
        expected);

    [Theory]
    [InlineData("alertLevel", "aq-1:pm10")]
    [InlineData("floodLevel", "")]
    public void LimitOfTheStation_CoversStationsThatHaveOne(string attribute, string expected) =>
        AssertCovers($$"""{"name":"n","quantity":"pm10","condition":{"kind":"above"},"limitFrom":"{{attribute}}","severity":"minor"}""", expected);

    static void AssertCovers(string json, string expected)
    {
        Assert.True(RuleJson.TryRead(json, out var rule, out var error), error);
        var covered = Cover.Of(rule).Select(series => series.Id.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, string.Join(' ', covered));
        Assert.Equal(covered.Count, Cover.CountOf(rule));
    }

    static Device Device(string id, string? station) => new(id, id, "air", station, null, Registration.Accepted, 60, null);

    static Series In(string device, string quantity) => new(new SeriesId(device, quantity), "air", "ug/m3");
}
