using CityOps.Core.Alerts;
using CityOps.Simulators.City;
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
    [InlineData("2026-01-20", 2, 200)] // an inversion: the mean of a day counts
    [InlineData("2026-04-06", 1, 100)] // Easter Monday
    [InlineData("2026-05-26", 1, 100)]
    [InlineData("2026-07-16", 1, 100)] // heat
    [InlineData("2026-10-24", 1, 100)] // clocks change in its last night
    [InlineData("2026-11-24", 1, 200)]
    [InlineData("2026-12-23", 1, 100)]
    public void OrdinaryDays_RaiseNothing(string first, int days, int stations)
    {
        var city = new JudgedCity(SimulatedCity.Build(1, stations));
        city.Play(Cities.At(first), Cities.At(first) + days * Cities.Day);
        Assert.Empty(city.Alerts);
    }
}
