using System.Collections.Frozen;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Dashboard.Components.Map;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class DistrictMarksTests
{
    static readonly FrozenSet<string> All = [];

    readonly DistrictMarks _marks = new();

    readonly Registry _registry = Registry.Empty with
    {
        Stations = new Station[] { new("a", "A", 46.00, 14.50, "Šiška", "air"), new("b", "B", 46.10, 14.60, "Šiška", "air"), new("c", "C", 46.05, 14.52, "Center", "air") }
            .ToFrozenDictionary(station => station.Id),
    };

    [Fact]
    public void Mark_StandsInTheMiddleOfTheStationsOfItsDistrict()
    {
        var mark = Assert.Single(_marks.Of([Whole("Šiška"), Whole("Šiška") with { Severity = Severity.Minor }], All, _registry, SomeCity.Now));
        Assert.Equal(("Šiška", 46.05, 14.55, 2), (mark.Name, Math.Round(mark.Lat, 6), Math.Round(mark.Lon, 6), mark.State));
    }

    [Fact]
    public void Alerts_OfOtherDomains_OfStations_AndOfDistrictsWithoutStations_HaveNoMark()
    {
        Alert[] open = [Whole("Šiška") with { Domain = "traffic" }, Whole("Center") with { Domain = null }, Whole("Šiška") with { Station = "a" }, Whole("Nowhere")];
        Assert.Empty(_marks.Of(open, new[] { "air" }.ToFrozenSet(), _registry, SomeCity.Now));
        Assert.Equal(["Center", "Šiška"], _marks.Of(open, All, _registry, SomeCity.Now).Select(mark => mark.Name));
    }

    [Fact]
    public void Mark_FollowsTheRegistry()
    {
        Assert.Equal(46.05, Assert.Single(_marks.Of([Whole("Center")], All, _registry, SomeCity.Now)).Lat);
        var moved = _registry with { Stations = new Station[] { new("c", "C", 46.07, 14.52, "Center", "air") }.ToFrozenDictionary(station => station.Id) };
        Assert.Equal(46.07, Assert.Single(_marks.Of([Whole("Center")], All, moved, SomeCity.Now)).Lat);
    }

    static Alert Whole(string district) => SomeCity.Alert("x") with { Series = null, Station = null, District = district };
}
