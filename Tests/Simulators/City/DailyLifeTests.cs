using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Tests.Simulators.City;

/// <summary>The city lives as a city does: peaks, nights, seasons, and quantities that belong together.</summary>
public sealed class DailyLifeTests
{
    static readonly SimulatedCity City = Cities.Usual;

    // One line per fact: quantity, the moment with more of it, the moment with less, how many times more at least.
    [Theory]
    [InlineData("traffic", "flow", "2026-01-14 07:30", "2026-01-14 03:00", 10)]
    [InlineData("traffic", "flow", "2026-01-14 15:30", "2026-01-14 11:00", 1.2)]
    [InlineData("traffic", "flow", "2026-01-14 07:30", "2026-01-17 07:30", 2)]
    [InlineData("traffic", "speed", "2026-01-14 03:00", "2026-01-14 15:30", 1.12)]
    [InlineData("traffic", "occupancy", "2026-01-14 15:30", "2026-01-14 03:00", 10)]
    [InlineData("traffic", "flow", "2026-07-14 07:30", "2026-07-14 05:30", 2)]
    [InlineData("air", "no2", "2026-01-14 07:45", "2026-01-14 03:00", 1.3)]
    [InlineData("air", "pm10", "2026-01-14 20:30", "2026-01-14 13:30", 1.2)]
    [InlineData("air", "pm10", "2026-01-14 20:30", "2026-07-14 20:30", 1.3)]
    [InlineData("air", "o3", "2026-07-14 15:30", "2026-07-14 05:00", 1.5)]
    [InlineData("air", "o3", "2026-07-14 15:30", "2026-01-14 15:30", 3)]
    [InlineData("water", "flow", "2026-01-14 07:30", "2026-01-14 03:00", 1.6)]
    [InlineData("water", "pressure", "2026-01-14 03:00", "2026-01-14 07:30", 1.05)]
    [InlineData("water", "fill", "2026-01-14 05:30", "2026-01-14 18:00", 1.2)]
    [InlineData("power", "load", "2026-01-14 19:00", "2026-01-14 03:00", 1.8)]
    [InlineData("power", "voltage", "2026-01-14 03:00", "2026-01-14 19:00", 1.005)]
    [InlineData("heat", "power", "2026-01-14 06:30", "2026-07-14 06:30", 4)]
    [InlineData("heat", "supplyTemperature", "2026-01-14 06:30", "2026-07-14 06:30", 1.15)]
    public void There_is_more_at_one_hour_than_at_another(string domain, string quantity, string more, string less, double factor)
    {
        var ratio = City.Mean(domain, quantity, more) / City.Mean(domain, quantity, less);
        Assert.True(ratio >= factor, $"{ratio:0.00} times");
    }

    [Fact]
    public void Speed_flow_and_occupancy_agree_by_the_vehicle_length()
    {
        foreach (var device in City.With("traffic", "flow"))
        {
            foreach (var at in Through("2026-03-11", 30))
            {
                var (flow, speed) = (City.Value(device, "flow", at), City.Value(device, "speed", at));
                Assert.Equal(LaneModel.OccupancyOf(flow, speed), City.Value(device, "occupancy", at), 0.15);
            }
        }
    }

    [Fact]
    public void Fuller_lanes_are_slower_ones()
    {
        var lane = new LaneModel(1, 15_500, 90, 2_100, -1);
        var points = Through("2026-03-11", 10).Select(at => Sample(lane, at)).OrderBy(p => p[0]).ToList();
        var slowest = points.TakeLast(20).Average(p => p[1]);
        var fastest = points.Take(20).Average(p => p[1]);
        Assert.True(fastest - slowest > 10, $"{fastest:0} and {slowest:0} km/h");
    }

    [Fact]
    public void Fine_dust_is_part_of_coarse_dust() => Assert.All(City.With("air", "pm10"), device =>
        Assert.All(Through("2026-01-14", 30), at => Assert.True(City.Value(device, "pm25", at) < City.Value(device, "pm10", at))));

    [Fact]
    public void Heat_follows_the_outdoor_temperature_and_its_own_balance()
    {
        var device = City.With("heat", "power").First();
        foreach (var at in Through("2026-01-14", 30).Concat(Through("2026-07-14", 30)))
        {
            var outdoor = City.MomentAt(at).Outdoor;
            var supply = City.Value(device, "supplyTemperature", at);
            var cooling = supply - City.Value(device, "returnTemperature", at);
            Assert.Equal(HeatModel.Curve(outdoor), supply, 1.0);
            Assert.True(cooling > 15, $"{cooling:0.0} K");
            var power = 0.001163 * City.Value(device, "flow", at) * cooling;
            Assert.Equal(City.Value(device, "power", at), power, 0.02 * power + 0.05);
        }
    }

    [Theory]
    [InlineData("2026-01-18", -9, 8)]
    [InlineData("2026-07-18", 12, 33)]
    public void The_weather_knows_the_season(string day, double low, double high) =>
        Assert.All(Through(day, 15), at => Assert.InRange(City.MomentAt(at).Outdoor, low, high));

    [Fact]
    public void The_clock_on_the_wall_is_that_of_Ljubljana()
    {
        Assert.Equal(8, City.MomentAt(Cities.At("2026-01-14 08:00")).Hour);
        Assert.Equal(8, City.MomentAt(Cities.At("2026-07-14 08:00")).Hour);
        Assert.Equal(Cities.Hour, Cities.At("2026-03-28 12:00") + Cities.Day - Cities.At("2026-03-29 12:00"));
    }

    static double[] Sample(LaneModel lane, long at)
    {
        var values = new double[3];
        lane.Sample(City.MomentAt(at), values);
        return values;
    }

    static IEnumerable<long> Through(string day, int stepMinutes)
    {
        for (var at = Cities.At(day); at < Cities.At(day) + Cities.Day; at += stepMinutes * Cities.Minute)
        {
            yield return at;
        }
    }
}
