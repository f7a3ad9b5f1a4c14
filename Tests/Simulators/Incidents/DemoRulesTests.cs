using CityOps.Core.Alerts;
using CityOps.Simulators.Incidents;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Incidents;

public sealed class DemoRulesTests
{
    [Fact]
    public void TheRules_SayWhatToDo_AndUseTheGrammar()
    {
        Assert.All(DemoRules.All, rule =>
        {
            Assert.StartsWith("Demo: ", rule.Name, StringComparison.Ordinal);
            Assert.Equal(DemoRules.Source, rule.Source);
            Assert.NotEqual(rule.Procedure!.En, rule.Procedure.Sl);
            Assert.InRange(rule.RaiseAfter, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        });
        Assert.Equal(DemoRules.All.Count, DemoRules.All.Select(r => r.Name).Distinct().Count());
        Assert.Superset(
            new HashSet<ConditionKind> { ConditionKind.Above, ConditionKind.Below, ConditionKind.Absent, ConditionKind.All, ConditionKind.Any, ConditionKind.AtLeast },
            DemoRules.All.Select(r => r.Condition.Kind).ToHashSet());
        Assert.Contains(DemoRules.All, r => r.Condition.Levels.Count > 1);
        Assert.Contains(DemoRules.All, r => r.Condition.AtLeastOf is not null);
    }

    [Theory]
    [InlineData("2026-01-14")]
    [InlineData("2026-07-17")]
    [InlineData("2026-10-24")]
    [InlineData("2026-12-23")]
    public void AnOrdinaryDay_RaisesNothing(string day)
    {
        var city = new JudgedCity(Cities.Usual);
        city.Play(Cities.At(day), Cities.At(day) + Cities.Day);
        Assert.DoesNotContain(city.Alerts, alert => alert.Rule.StartsWith("Demo: ", StringComparison.Ordinal));
    }
}
