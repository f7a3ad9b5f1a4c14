using CityOps.Simulators.City;

namespace CityOps.Tests.Simulators.City;

/// <summary>As many stations as anybody may ask for.</summary>
public sealed class LargeCityTests
{
    static readonly SimulatedCity Large = SimulatedCity.Build(1, SimulatedCity.MostStations);

    [Fact]
    public void Ids_topics_stations_and_places_are_all_different()
    {
        Assert.Equal(SimulatedCity.MostStations, Large.Devices.Count);
        Assert.All<Func<SimulatedDevice, object>>(
            [d => d.Id, d => d.ReadingsTopic, d => d.StationId, d => d.At],
            what => Assert.Equal(Large.Devices.Count, Large.Devices.Select(what).Distinct().Count()));
        Assert.Contains(Large.Devices, d => d.Id == "tr-001");
        Assert.Contains(Large.Devices, d => d.Id.Length > "tr-000".Length);
    }

    [Fact]
    public void They_stay_on_the_map_near_the_middle_of_their_district()
    {
        Assert.All(Large.Devices, d => Assert.True(d.At is { Lat: > 45.97 and < 46.15, Lon: > 14.38 and < 14.73 }, d.Name));
        Assert.All(Large.Devices, d => Assert.True(d.At.KmTo(District.All.First(one => one.Name == d.District).Centre) < 12, d.Name));
        Assert.Equal(17, Large.Devices.CountBy(d => d.District).Count(pair => pair.Value > 300));
    }

    [Fact]
    public void No_two_are_nearer_than_a_dozen_metres()
    {
        var cells = Large.Devices.ToLookup(d => (Math.Round(d.At.Lat, 3), Math.Round(d.At.Lon, 3)));
        Assert.All(cells, cell => Assert.All(cell, a => Assert.All(cell, b => Assert.True(a == b || a.At.KmTo(b.At) > 0.0115, $"{a.Name} and {b.Name}"))));
    }
}
