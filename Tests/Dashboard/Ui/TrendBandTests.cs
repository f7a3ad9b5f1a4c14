using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Charts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class TrendBandTests
{
    static readonly SeriesId Pm10 = new("aq-2", "pm10");

    [Theory]
    [InlineData("en-GB", """{"kind":"above","raise":50}""", "50.. major: Major: limit 50")]
    [InlineData("sl-SI", """{"kind":"below","raise":5.5}""", "..5.5 major: Resno: meja 5,5")]
    [InlineData("en-GB", """{"kind":"outside","low":5,"high":50}""", "50.. major: Major: limit 50|..5 major: Major: limit 5")]
    [InlineData("en-GB", """{"kind":"inside","low":5,"high":50}""", "5..50 major: Major: limit 5–50")]
    // A limit on a mean is not one on each value.
    [InlineData("en-GB", """{"kind":"above","raise":50,"of":"mean","over":"08:00:00"}""", "50.. major: Major: limit 50 (8\u00A0h)")]
    [InlineData("en-GB", """{"kind":"absent"}""", "")]
    public void Rule_IsWhereItsAlertStands(string culture, string condition, string expected)
    {
        using var page = new PageCulture(culture);
        Assert.Equal(expected, Text(Rule(condition)));
    }

    [Fact]
    public void AllEnabledRulesOfTheSeries_GiveABandForEachLevel_WorstFirst()
    {
        using var page = new PageCulture("en-GB");
        var levels = Rule("""{"kind":"above"}""", """ "levels":[{"severity":"warning","raise":40},{"severity":"critical","raise":90}] """);
        var elsewhere = Rule("""{"kind":"above","raise":1}""") with { Devices = ["aq-1"] };
        var disabled = Rule("""{"kind":"above","raise":2}""") with { Enabled = false };
        var other = Rule("""{"kind":"above","raise":3}""") with { Quantity = "no2" };
        Assert.Equal(
            "90.. critical: Critical: limit 90|50.. major: Major: limit 50|40.. warning: Warning: limit 40",
            Text(levels, elsewhere, disabled, other, Rule("""{"kind":"above","raise":50}"""), Rule("""{"kind":"above","raise":50}""") with { Name = "the same again" }));
    }

    [Fact]
    public void Band_SaysWhichRuleItIsOf()
    {
        using var page = new PageCulture("en-GB");
        var band = Assert.Single(Of(Rule("""{"kind":"above","raise":50}""")));
        Assert.Equal("Dust", band.Rule);
        Assert.Contains("50 µg/m³", band.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_IsTheAlertsLife()
    {
        using var page = new PageCulture("sl-SI");
        var open = SomeCity.Alert("a", raisedAt: 500, by: "ana", series: Pm10);
        Assert.Equal(new TrendMark("aq-2:pm10", "Rule a", "major", "Resno", 500, null, true), TrendMark.Of(open, PageCulture.Texts));
        Assert.Equal(900, TrendMark.Of(open with { Condition = AlertCondition.Cleared, ClearedAt = 900 }, PageCulture.Texts).EndedAt);
        // Closed with its rule: nobody knows when the value came back.
        Assert.Equal(500, TrendMark.Of(open with { Condition = AlertCondition.Cleared }, PageCulture.Texts).EndedAt);
        Assert.Null(TrendMark.Of(open with { Condition = AlertCondition.Unknown }, PageCulture.Texts).EndedAt);
    }

    static AlertRule Rule(string condition, string severity = "\"severity\":\"major\"")
    {
        Assert.True(RuleJson.TryRead($$"""{"name":"Dust","quantity":"pm10",{{severity}},"condition":{{condition}}}""", out var rule, out var error), error);
        return rule;
    }

    static IReadOnlyList<TrendBand> Of(params AlertRule[] rules) =>
        TrendBand.Of(ChartDesk.LimitsOf(Pm10, rules, SomeCity.Registry, SomeCity.Now), PageCulture.Texts);

    static string Text(params AlertRule[] rules) => string.Join('|', Of(rules).Select(band =>
        FormattableString.Invariant($"{band.From}..{band.To} {band.Severity}: {band.Label}")));
}
