using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class AlertPlaceTests
{
    static readonly Alert Whole = SomeCity.Alert("a") with { Series = null, Station = null, District = "Šiška" };

    [Fact]
    public void WholeDistrict_IsAPlace_AndIsNamedOnce()
    {
        Assert.Equal("Šiška", AlertPlace.Of(Whole, SomeCity.Registry));
        Assert.Equal("Šiška", AlertPlace.WithDistrict(Whole, SomeCity.Registry));
    }

    [Fact]
    public void StationComesBeforeItsDistrict()
    {
        var name = SomeCity.Registry.Stations["st-2"].Name;
        Assert.Equal(name, AlertPlace.Of(Whole with { Station = "st-2" }, SomeCity.Registry));
        Assert.Equal($"{name} · Šiška", AlertPlace.WithDistrict(Whole with { Station = "st-2" }, SomeCity.Registry));
    }

    [Fact]
    public void WhatNobodyKnows_HasTheIdAsItsPlace()
    {
        Assert.Equal("st-9", AlertPlace.Of(Whole with { Station = "st-9" }, SomeCity.Registry));
        Assert.Equal("new-9", AlertPlace.Of(Whole with { Device = "new-9" }, SomeCity.Registry));
        Assert.Equal("", AlertPlace.WithDistrict(Whole with { District = null }, SomeCity.Registry));
    }
}
