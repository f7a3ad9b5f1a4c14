using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Pages;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class WallCycleTests
{
    static readonly Alert Air = SomeCity.Alert("a"), Water = SomeCity.Alert("w") with { Domain = "water" };
    static readonly Alert Critical = SomeCity.Alert("c", Severity.Critical) with { Station = "st-9" };
    readonly WallCycle _cycle = new();

    [Fact]
    public void CityAndDomainsWithAlerts_TakeTurns()
    {
        var seen = Enumerable.Range(0, 4 * WallCycle.SecondsATurn).Select(_ => Domain(Air, Water)).ToList();

        Assert.Equal([null, "air", "water", null], seen.Where((_, second) => second % WallCycle.SecondsATurn == 10));
    }

    [Fact]
    public void OneDomain_IsNoReasonToHideTheRest() =>
        Assert.All(Enumerable.Range(0, 2 * WallCycle.SecondsATurn).Select(_ => Domain(Air)), Assert.Null);

    [Fact]
    public void NewCritical_IsShown_UntilItsTimeIsOver()
    {
        Domain(Air, Water);
        var seen = Enumerable.Range(0, WallCycle.SecondsOfCritical + 1).Select(_ =>
        {
            Assert.Null(Domain(Air, Water, Critical));
            return _cycle.Station;
        }).ToList();

        Assert.All(seen[..^1], station => Assert.Equal("st-9", station));
        Assert.Null(seen[^1]);
    }

    [Fact]
    public void Acknowledged_LetsTheTurnsGoOn()
    {
        Domain(Air);
        Domain(Air, Critical);
        Assert.Equal("st-9", _cycle.Station);

        Domain(Air, Critical with { Acknowledged = new("maja", 1, null) });

        Assert.Null(_cycle.Station);
    }

    [Fact]
    public void WhatWasThereAtTheStart_IsNotNew()
    {
        Domain(Air, Critical);

        Assert.Null(_cycle.Station);
    }

    string? Domain(params Alert[] listed)
    {
        _cycle.Next(listed);
        return _cycle.Domain;
    }
}
