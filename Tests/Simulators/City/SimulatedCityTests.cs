using CityOps.Core.Readings;
using CityOps.Simulators.City;

namespace CityOps.Tests.Simulators.City;

public sealed class SimulatedCityTests
{
    static readonly Dictionary<string, string> Units = new()
    {
        ["traffic flow"] = "veh/h", ["traffic speed"] = "km/h", ["traffic occupancy"] = "%",
        ["air pm10"] = "ug/m3", ["air pm25"] = "ug/m3", ["air no2"] = "ug/m3", ["air o3"] = "ug/m3",
        ["water pressure"] = "bar", ["water flow"] = "m3/h", ["water turbidity"] = "NTU", ["water temperature"] = "Cel",
        ["water fill"] = "%", ["water level"] = "m",
        ["power load"] = "%", ["power power"] = "kW", ["power voltage"] = "V", ["power oilTemperature"] = "Cel",
        ["heat supplyTemperature"] = "Cel", ["heat returnTemperature"] = "Cel", ["heat power"] = "MW", ["heat flow"] = "m3/h",
        ["power current"] = "A", ["waste fill"] = "%", ["lighting power"] = "W", ["river level"] = "cm", ["river flow"] = "m3/s",
    };

    [Theory]
    [InlineData(30)]
    [InlineData(150)]
    [InlineData(300)]
    [InlineData(1000)]
    public void As_many_stations_as_asked_for_with_ids_of_their_own(int count)
    {
        var devices = SimulatedCity.Build(7, count).Devices;
        Assert.Equal(count, devices.Count);
        Assert.Equal(count, devices.Select(d => d.Id).Distinct().Count());
        Assert.Equal(count, devices.Select(d => d.StationId).Distinct().Count());
        Assert.All(devices, d => Assert.True(Identifiers.IsId(d.Id) && Identifiers.IsId(d.StationId), d.StationId));
        Assert.All(devices.SelectMany(d => d.Quantities), q => Assert.True(Identifiers.IsQuantity(q.Name)));
    }

    [Theory]
    [InlineData(29)]
    [InlineData(20_001)]
    public void A_city_too_small_or_too_large_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedCity.Build(1, count));

    [Fact]
    public void The_usual_city_covers_seven_domains_and_the_rivers()
    {
        var counts = Cities.Usual.Devices.CountBy(d => d.Domain).ToDictionary();
        Assert.All(["traffic", "air", "water", "power", "heat", "waste", "lighting"], domain => Assert.True(counts[domain] >= 20, domain));
        Assert.Equal(4, counts["river"]);
        Assert.Equal(17, Cities.Usual.Devices.Select(d => d.District).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    public void Every_station_is_on_the_map_in_a_district(int seed)
    {
        var districts = District.All.Select(d => d.Name).ToHashSet();
        Assert.Equal(17, districts.Count);
        Assert.All(SimulatedCity.Build(seed, 300).Devices, d =>
        {
            Assert.InRange(d.At.Lat, 45.97, 46.15);
            Assert.InRange(d.At.Lon, 14.38, 14.73);
            Assert.Contains(d.District, districts);
        });
    }

    [Fact]
    public void No_two_stations_hide_each_other_on_the_map()
    {
        var places = Cities.Usual.Devices.Select(d => (d.Name, d.At)).ToList();
        var tooNear = places.SelectMany((a, i) => places.Skip(i + 1).Where(b => a.At.KmTo(b.At) < 0.04).Select(b => $"{a.Name} and {b.Name}"));
        Assert.Empty(tooNear);
    }

    [Fact]
    public void Quantities_come_in_canonical_units_at_most_four_a_device() => Assert.All(Cities.Usual.Devices, d =>
    {
        Assert.InRange(d.Quantities.Count, 1, SimulatedCity.MaxQuantities);
        Assert.All(d.Quantities, q => Assert.Equal(Units[$"{d.Domain} {q.Name}"], q.Unit));
    });

    [Fact]
    public void Intervals_and_phases_fit() => Assert.All(Cities.Usual.Devices, d =>
    {
        Assert.InRange(d.IntervalSeconds, 20, d.Domain == "waste" ? 900 : 60);
        Assert.InRange(d.PhaseMs, 0, d.IntervalSeconds * 1000 - 1);
    });

    [Theory]
    [InlineData("Celovška cesta 12", "celovska-cesta-12")]
    [InlineData("Obvoznica, priključek Nove Jarše", "obvoznica-prikljucek-nove-jarse")]
    [InlineData("Ljubljanica - Moste", "ljubljanica-moste")]
    [InlineData("Žale (2)", "zale-2")]
    public void Station_ids_are_made_from_names(string name, string id) => Assert.Equal(id, Slug.From(name));

    [Fact]
    public void The_same_seed_is_the_same_city_and_another_seed_another()
    {
        var when = Cities.At("2026-03-11 08:12");
        Assert.Equal(Fingerprint(1), Fingerprint(1));
        Assert.NotEqual(Fingerprint(1), Fingerprint(2));

        string Fingerprint(int seed)
        {
            var city = SimulatedCity.Build(seed, 60);
            return string.Join(';', city.Devices.Select(d =>
                $"{d.Id} {d.Name} {d.At} {d.PhaseMs} {string.Join(' ', d.Quantities.Select(q => city.Value(d, q.Name, when)))}"));
        }
    }

    [Fact]
    public void Asking_in_another_order_gives_the_same_values()
    {
        var device = Cities.Usual.Devices[3];
        var times = Enumerable.Range(0, 50).Select(i => Cities.At("2026-05-05 10:00") + i * 7_777).ToList();
        var forwards = times.Select(t => Cities.Usual.Value(device, "speed", t)).ToList();
        var backwards = times.AsEnumerable().Reverse().Select(t => Cities.Usual.Value(device, "speed", t)).Reverse();
        Assert.Equal(forwards, backwards);
    }
}
