using CityOps.Core.Alerts;
using CityOps.Ingestion.Alerts;

namespace CityOps.Tests.Ingestion.Alerts;

public sealed class StarterRulesTests
{
    /// <summary>Domain and quantity → canonical unit, and the range in which a limit can make sense.</summary>
    static readonly Dictionary<string, (string Unit, double Low, double High)> Quantities = new()
    {
        ["air/no2"] = ("ug/m3", 0, 1_000), ["air/o3"] = ("ug/m3", 0, 500), ["air/so2"] = ("ug/m3", 0, 2_000),
        ["air/pm10"] = ("ug/m3", 0, 1_000), ["air/pm25"] = ("ug/m3", 0, 800),
        ["traffic/speed"] = ("km/h", 0, 250), ["traffic/occupancy"] = ("%", 0, 100),
        ["water/pressure"] = ("bar", -1, 25), ["water/fill"] = ("%", 0, 100), ["water/turbidity"] = ("NTU", 0, 1_000),
        ["power/voltage"] = ("V", 0, 500), ["power/load"] = ("%", 0, 200), ["power/oilTemperature"] = ("Cel", -40, 150),
        ["heat/supplyTemperature"] = ("Cel", 0, 180), ["heat/returnTemperature"] = ("Cel", 0, 120),
        ["river/flow"] = ("m3/s", 0, 5_000),
    };

    static readonly IReadOnlyList<AlertRule> Rules = StarterRules.Load();

    [Fact]
    public void TheSet_CoversSixDomainsWithDistinctRules()
    {
        Assert.InRange(Rules.Count, 20, 30);
        Assert.Equal(Rules.Count, Rules.Select(r => r.Id).Distinct().Count());
        Assert.Equal(Rules.Count, Rules.Select(r => r.Name).Distinct().Count());
        Assert.Equal(["air", "heat", "power", "river", "traffic", "water"], Rules.Select(r => r.Domain!).Distinct().Order());
        Assert.Equal(Enum.GetValues<Severity>(), Rules.Select(r => r.Severity).Distinct().Order());
    }

    [Fact]
    public void EachLimit_LiesInsideTheRangeOfItsQuantityAndNamesItsUnit() => Assert.All(Rules, rule =>
    {
        var (unit, low, high) = Quantities[$"{rule.Domain}/{rule.Quantity}"];
        Assert.InRange(rule.Condition.Limit.Raise, low, high);
        Assert.InRange(rule.Condition.Limit.Clear, low, high);
        Assert.Contains($" {unit}", rule.Source, StringComparison.Ordinal);
    });

    [Fact]
    public void EachRule_HasADeadbandADelayAndAProcedureInBothLanguages() => Assert.All(Rules, rule =>
    {
        // The law knows no deadband, and a mean has its delay in itself.
        Assert.True(rule.Condition.LimitFrom is not null || rule.Condition.Limit.Raise != rule.Condition.Limit.Clear);
        Assert.True(rule.Condition.Of.IsWindow || rule.RaiseAfter > TimeSpan.Zero);
        Assert.True(rule.Procedure is { En.Length: > 30, Sl.Length: > 30 });
        Assert.NotEqual(rule.Procedure.En, rule.Procedure.Sl);
        Assert.True(rule.Enabled);
    });

    [Fact]
    public void OfTwoRulesOnOneQuantity_TheFurtherLimitIsTheMoreUrgent() =>
        Assert.All(Rules.GroupBy(r => (r.Domain, r.Quantity, r.Condition.Kind, Scope: string.Join(',', r.Stations))), group =>
        {
            var byLimit = group.OrderBy(r => r.Condition.Kind == ConditionKind.Above ? r.Condition.Limit.Raise : -r.Condition.Limit.Raise).ToArray();
            Assert.Equal(byLimit, byLimit.OrderByDescending(r => r.Severity).ToArray());
        });

    [Theory]
    [InlineData("air-no2-alert", 200, 200, "00:00:00", Severity.Critical)]
    [InlineData("air-pm10-alert", 90, 81, "00:00:00", Severity.Major)]
    [InlineData("water-pressure-low", 2.5, 2.7, "00:02:00", Severity.Major)]
    [InlineData("power-phase-loss", 150, 160, "00:00:05", Severity.Critical)]
    [InlineData("river-moste-2", 273, 264.81, "00:20:00", Severity.Major)]
    public void KnownRules_HaveTheNumbersOfTheTables(string id, double raise, double clear, string after, Severity severity)
    {
        var rule = Assert.Single(Rules, r => r.Id == id);
        Assert.Equal((raise, clear, after, severity), (rule.Condition.Limit.Raise, rule.Condition.Limit.Clear, Durations.Format(rule.RaiseAfter), rule.Severity));
    }
}
