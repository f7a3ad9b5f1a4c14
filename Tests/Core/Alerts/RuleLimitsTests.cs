using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using static CityOps.Tests.Core.Alerts.WrittenHistory;

namespace CityOps.Tests.Core.Alerts;

public sealed class RuleLimitsTests
{
    static readonly StationAttributes Station = StationAttributes.FromJson("""{"alertLevel":60}""");
    static readonly long OldLaw = DateTimeOffset.Parse("2026-06-01T00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    static readonly long NewLaw = DateTimeOffset.Parse("2027-06-01T00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("""{"condition":{"kind":"above","raise":50}}""", "Major -∞..50")]
    [InlineData("""{"condition":{"kind":"below","raise":5}}""", "Major 5..∞")]
    [InlineData("""{"condition":{"kind":"outside","low":5,"high":50}}""", "Major 5..50")]
    [InlineData("""{"condition":{"kind":"above"},"levels":[{"severity":"minor","raise":50},{"severity":"critical","raise":90}]}""", "Minor -∞..50, Critical -∞..90")]
    [InlineData("""{"condition":{"kind":"above","raise":50,"of":"mean","over":"01:00:00"}}""", "Major -∞..50")]
    // A change is no value, and no reading at all has no limit.
    [InlineData("""{"condition":{"kind":"above","raise":50,"of":"rate","over":"01:00:00"}}""", "")]
    [InlineData("""{"condition":{"kind":"absent"}}""", "")]
    [InlineData("""{"condition":{"kind":"above"},"limitFrom":"alertLevel"}""", "Major -∞..60")]
    [InlineData("""{"condition":{"kind":"above"},"limitFrom":"floodLevel"}""", "")]
    public void Rule_SetsTheseLimits(string rule, string expected) => Assert.Equal(expected, Text(rule, OldLaw));

    [Fact]
    public void LimitOfTheLaw_IsTheOneInForce()
    {
        const string Rule = """{"condition":{"kind":"above"},"limitFrom":"law:no2.hour.alert"}""";
        Assert.Equal(("Major -∞..400", "Major -∞..200"), (Text(Rule, OldLaw), Text(Rule, NewLaw)));
    }

    static string Text(string rule, long at) => string.Join(", ", RuleLimits.Of(Rule(rule), Station, at).Select(level =>
        string.Create(CultureInfo.InvariantCulture, $"{level.Severity} {Edge(level.Limit.Low)}..{Edge(level.Limit.High)}")));

    static string Edge(double edge) => double.IsInfinity(edge) ? edge > 0 ? "∞" : "-∞" : edge.ToString(CultureInfo.InvariantCulture);
}
