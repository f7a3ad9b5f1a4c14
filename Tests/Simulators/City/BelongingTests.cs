using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;
using CityOps.Simulators.City.Sky;

namespace CityOps.Tests.Simulators.City;

/// <summary>Quantities that belong together move together.</summary>
public sealed class BelongingTests
{
    static readonly SimulatedCity City = Cities.Usual;

    [Fact]
    public void NO2_follows_traffic_near_roads_and_less_away_from_them()
    {
        var hours = Hours("2026-05-18", 5);
        var traffic = Mean("traffic", "flow", hours);
        Assert.True(Correlation(traffic, Of("Zrak Celovška", "no2", hours)) > 0.6);
        Assert.True(Of("Zrak Celovška", "no2", hours).Average() > 1.5 * Of("Zrak Vič", "no2", hours).Average());
    }

    [Fact]
    public void Dust_follows_inversions_in_winter_and_rain_washes_it_out()
    {
        var winter = Hours("2026-01-01", 75);
        var dust = Mean("air", "pm10", winter);
        Assert.True(Correlation([.. winter.Select(at => City.MomentAt(at).Inversion)], dust) > 0.6);
        var calm = winter.Zip(dust).Where(p => City.MomentAt(p.First).Inversion < 0.3).ToList();
        var washed = calm.Where(p => City.MomentAt(p.First).Weather.Washed > 0.6).Average(p => p.Second);
        Assert.True(washed < 0.8 * calm.Where(p => City.MomentAt(p.First).Weather.Washed < 0.05).Average(p => p.Second));
    }

    [Fact]
    public void Ozone_is_made_by_sun_and_heat()
    {
        var afternoons = Enumerable.Range(0, 90).Select(day => Cities.At("2026-06-01 15:00") + day * Cities.Day).ToList();
        Assert.True(Correlation([.. afternoons.Select(at => City.MomentAt(at).Weather.Clouds)], Mean("air", "o3", afternoons)) < -0.5);
        Assert.True(Correlation([.. afternoons.Select(at => City.MomentAt(at).Weather.Warmth)], Mean("air", "o3", afternoons)) > 0.3);
    }

    [Fact]
    public void Heat_is_needed_when_it_is_cold()
    {
        var winter = Hours("2025-11-01", 120);
        Assert.True(Correlation([.. winter.Select(at => City.MomentAt(at).Outdoor)], Mean("heat", "power", winter)) < -0.85);
    }

    [Fact]
    public void Gardens_drink_on_hot_dry_evenings_and_pressure_gives_way()
    {
        var evenings = Enumerable.Range(0, 90).Select(day => Cities.At("2026-06-01 20:00") + day * Cities.Day).ToList();
        var warmth = evenings.Select(at => City.MomentAt(at).Weather.Warmth * (1 - City.MomentAt(at).Weather.Washed)).ToList();
        Assert.True(Correlation(warmth, Mean("water", "flow", evenings)) > 0.6);
        var day = Hours("2026-07-15", 1);
        Assert.True(Correlation(Of("Tlačna cona Vič 1", "flow", day), Of("Tlačna cona Vič 1", "pressure", day)) < -0.8);
    }

    [Theory]
    [InlineData("Gradaščica - Bokalce", 2, 9)]
    [InlineData("Ljubljanica - Moste", 24, 84)]
    public void Rivers_rise_after_rain_each_in_its_own_time(string gauge, int soonest, int latest)
    {
        var hours = Hours("2025-10-01", 200);
        var rain = hours.Select(at => City.MomentAt(at).Sky.CatchmentRain(at, 0)).ToList();
        var flow = Of(gauge, "flow", hours);
        var lag = Enumerable.Range(0, 120).MaxBy(h => Correlation(rain.SkipLast(h).ToList(), flow.Skip(h).ToList()));
        Assert.InRange(lag, soonest, latest);
        Assert.True(flow.Max() > 2 * flow.Min());
    }

    [Fact]
    public void Transformers_of_a_feeder_wander_together_and_it_carries_their_sum()
    {
        var feeder = City.Devices.First(d => d.Model is FeederModel);
        var below = City.Devices.Where(d => d.Model is TransformerModel && d.District == feeder.District).ToList();
        var at = Cities.At("2026-03-11 10:00");
        Assert.Equal(below.Sum(d => City.Value(d, "power", at)) * 1.02, City.Value(feeder, "power", at), 1.0);
        Assert.Equal(City.Value(feeder, "power", at), Math.Sqrt(3) * 20 * 0.96 * City.Value(feeder, "current", at), 2.5);
    }

    [Fact]
    public void Street_lights_burn_in_the_dark_and_only_then_and_less_late_at_night()
    {
        var lights = City.Devices.Where(d => d.Domain == "lighting").ToList();
        foreach (var at in Hours("2026-01-14", 2).Concat(Hours("2026-06-20", 2)).SelectMany(hour => Enumerable.Range(0, 6).Select(i => hour + i * 10 * Cities.Minute)))
        {
            var sun = Sun.Elevation(at);
            Assert.All(lights, d =>
            {
                var share = City.Value(d, "power", at) / Rated(d);
                Assert.True(sun > -1.9 ? share < 0.01 : sun > -6 || share > 0.5, $"{d.Id} {share:0.00} at {sun:0.0}");
            });
        }

        Assert.All(lights, d => Assert.Equal(0.55, City.Value(d, "power", Cities.At("2026-01-14 02:00")) / City.Value(d, "power", Cities.At("2026-01-14 20:00")), 0.02));
        var on = lights.Select(d => Enumerable.Range(0, 120).First(minute => City.Value(d, "power", Cities.At("2026-01-14 16:00") + minute * Cities.Minute) > Rated(d) / 2)).ToList();
        Assert.True(on.Distinct().Count() > 5, "they do not all switch at once");
    }

    [Fact]
    public void Bins_fill_until_a_lorry_comes_on_the_morning_of_a_working_day()
    {
        foreach (var bin in City.Devices.Where(d => d.Domain == "waste"))
        {
            var times = Enumerable.Range(0, 14 * 96).Select(n => Cities.At("2026-04-20") + n * 15 * Cities.Minute).ToList();
            var emptied = times.Zip(times.Skip(1)).Where(t => City.Value(bin, "fill", t.Second) < City.Value(bin, "fill", t.First) - 6).Select(t => City.MomentAt(t.Second)).ToList();
            Assert.InRange(emptied.Count, 2, 12);
            Assert.All(emptied, m => Assert.True(m.Kind == CityOps.Simulators.City.People.DayKind.Working && m.Hour is > 5.4 and < 10, $"{bin.Id} {m.Hour:0.0}"));
        }

        var centre = City.Devices.First(d => d is { Domain: "waste", District: "Center" });
        Assert.True(Gain(centre, "2026-05-23") > 1.2 * Gain(centre, "2026-05-21"), "Saturday against Thursday");
    }

    static double Gain(SimulatedDevice bin, string day) => City.Value(bin, "fill", Cities.At($"{day} 23:30")) - City.Value(bin, "fill", Cities.At($"{day} 10:00"));

    static double Rated(SimulatedDevice light) => light.Model is LightingModel model ? model.Lamps * model.Watts : 0;

    static List<long> Hours(string from, int days) => [.. Enumerable.Range(0, days * 24).Select(hour => Cities.At(from) + hour * Cities.Hour)];

    static List<double> Mean(string domain, string quantity, List<long> times)
    {
        var devices = City.With(domain, quantity).Take(40).ToList();
        return [.. times.Select(at => devices.Average(d => City.Value(d, quantity, at)))];
    }

    static List<double> Of(string station, string quantity, List<long> times)
    {
        var device = City.Devices.First(d => d.Name == station);
        return [.. times.Select(at => City.Value(device, quantity, at))];
    }

    static double Correlation(List<double> a, List<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var together = a.Zip(b).Sum(p => (p.First - meanA) * (p.Second - meanB));
        return together / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(x => (x - meanB) * (x - meanB)));
    }
}
