using CityOps.Core.Alerts;
using CityOps.Simulators;
using CityOps.Simulators.City;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Incidents;

/// <summary>The demo rules catch every scripted incident in time, and nothing on an ordinary day.</summary>
public sealed class DemoRulesTests
{
    static readonly SimulatedCity City = Cities.Usual;
    static readonly string[] Members =
        ["name", "quantity", "domain", "condition", "raiseAfter", "clearAfter", "severity", "procedure", "source"];

    [Fact]
    public void The_rules_are_in_the_grammar_of_the_contract()
    {
        Assert.InRange(DemoRule.All.Count, 5, 7);
        Assert.All(DemoRule.All, rule =>
        {
            Assert.Equal(Members, rule.Json.EnumerateObject().Select(m => m.Name));
            Assert.Equal(["kind", "raise", "clear"], rule.Json.GetProperty("condition").EnumerateObject().Select(m => m.Name));
            Assert.Equal(["en", "sl"], rule.Json.GetProperty("procedure").EnumerateObject().Select(m => m.Name));
            Assert.StartsWith("Demo: ", rule.Name, StringComparison.Ordinal);
            Assert.Equal("CityOps demo script", rule.Json.GetProperty("source").GetString());
            Assert.InRange(rule.RaiseAfter, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
            Assert.False(rule.Condition.Limit.Meets(rule.Condition.Limit.Clear));
        });
        Assert.Single(DemoRule.All, r => r.Severity == Severity.Critical);
        Assert.True(DemoRule.All.Select(r => r.Severity).Distinct().Count() >= 3);
        Assert.Equal(DemoRule.All.Count, DemoRule.All.Select(r => r.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-01-14")]
    [InlineData("2026-03-29")]
    [InlineData("2026-07-17")]
    [InlineData("2026-08-12")]
    [InlineData("2026-10-24")]
    [InlineData("2026-12-23")]
    public void An_ordinary_day_meets_no_rule_and_lies_beyond_every_clear_limit(string day)
    {
        foreach (var rule in DemoRule.All)
        {
            foreach (var device in City.Devices.Where(rule.Watches))
            {
                for (var at = Cities.At(day); at < Cities.At(day) + Cities.Day; at += 3 * Cities.Minute)
                {
                    var value = City.Value(device, rule.Quantity, at);
                    Assert.True(rule.Condition.Limit.BeyondClear(value), $"{rule}: {device.Id} {value}");
                }
            }
        }
    }

    [Theory]
    [InlineData("2026-01-14 07:10")]
    [InlineData("2026-04-18 03:00")]
    [InlineData("2026-07-17 15:20")]
    [InlineData("2026-11-24 19:30")]
    public void Every_incident_is_raised_and_cleared_by_one_rule_in_time(string start)
    {
        var script = new IncidentScript(City, Cities.At(start));
        for (var n = 0; n < 4 * IncidentKind.All.Count; n++)
        {
            var incident = script[n];
            foreach (var device in incident.Devices)
            {
                var watching = DemoRule.All.Where(r => r.Watches(device)).ToList();
                var met = watching.Where(r => Reports(script, incident, device, r).Any(p => r.Condition.Limit.Meets(p.Value))).ToList();
                var rule = Assert.Single(met);
                var raised = Reached(Reports(script, incident, device, rule), rule.Condition.Limit.Meets, rule.RaiseAfter);
                Assert.InRange(raised - incident.StartMs, 0, 40_000);
                var after = Reports(script, incident, device, rule).Where(p => p.At >= raised);
                var cleared = Reached(after, rule.Condition.Limit.BeyondClear, rule.ClearAfter);
                Assert.InRange(cleared - incident.EndMs, -20_000, 60_000);
            }
        }
    }

    [Fact]
    public void The_first_alert_stands_within_20_seconds_of_the_start()
    {
        var start = Cities.At("2026-11-24 15:00");
        var script = new IncidentScript(City, start);
        var device = script[0].Devices[0];
        var rule = DemoRule.All.Single(r => r.Watches(device) && r.Quantity == script[0].Kind.Quantity);
        Assert.InRange(Reached(Reports(script, script[0], device, rule), rule.Condition.Limit.Meets, rule.RaiseAfter) - start, 0, 18_000);
    }

    /// <summary>What the device reports live, from half a minute before the incident to two minutes after it.</summary>
    static IEnumerable<(long At, double Value)> Reports(IncidentScript script, Incident incident, SimulatedDevice device, DemoRule rule)
    {
        var values = new double[SimulatedCity.MaxQuantities];
        for (var at = LivePlay.NextReport(device, script, incident.StartMs - 30_000);
             at < incident.EndMs + 120_000;
             at = LivePlay.NextReport(device, script, at))
        {
            yield return (at, City.Sample(device, at, script.Near(at), values)[device.IndexOf(rule.Quantity)]);
        }
    }

    /// <summary>When the values first held for so long without a break.</summary>
    static long Reached(IEnumerable<(long At, double Value)> reports, Func<double, bool> holds, TimeSpan delay)
    {
        long? since = null;
        foreach (var (at, value) in reports)
        {
            since = holds(value) ? since ?? at : null;
            if (at - since >= delay.TotalMilliseconds)
            {
                return at;
            }
        }

        Assert.Fail("never");
        return 0;
    }
}
