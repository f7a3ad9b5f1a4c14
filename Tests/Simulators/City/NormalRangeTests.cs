using CityOps.Simulators.City;

namespace CityOps.Tests.Simulators.City;

/// <summary>On an ordinary day of any season nothing comes near a limit, and nothing jumps.</summary>
public sealed class NormalRangeTests
{
    const long StepMs = 5 * Cities.Minute;

    static readonly SimulatedCity City = Cities.Usual;

    // Domain, quantity, lowest and highest normal value, largest step in five minutes.
    [Theory]
    [InlineData("traffic", "flow", 5, 2400, 400)]
    [InlineData("traffic", "speed", 13, 130, 65)]
    [InlineData("traffic", "occupancy", 0, 42, 25)]
    [InlineData("air", "pm10", 6, 75, 8)]
    [InlineData("air", "pm25", 2, 65, 8)]
    [InlineData("air", "no2", 4, 100, 8)]
    [InlineData("air", "o3", 0.5, 160, 15)]
    [InlineData("water", "pressure", 3, 6, 0.3)]
    [InlineData("water", "flow", 1, 4000, 300)]
    [InlineData("water", "turbidity", 0.02, 0.3, 0.05)]
    [InlineData("water", "temperature", 9, 16, 0.5)]
    [InlineData("water", "fill", 40, 95, 2)]
    [InlineData("water", "level", 1, 6, 0.2)]
    [InlineData("power", "load", 10, 88, 8)]
    [InlineData("power", "power", 30, 2200, 180)]
    [InlineData("power", "current", 1, 80, 6)]
    [InlineData("power", "voltage", 218, 242, 4)]
    [InlineData("power", "oilTemperature", 0, 84, 3)]
    [InlineData("heat", "supplyTemperature", 67, 132, 3)]
    [InlineData("heat", "returnTemperature", 38, 68, 2)]
    [InlineData("heat", "power", 0.005, 350, 20)]
    [InlineData("heat", "flow", 0.1, 6000, 500)]
    [InlineData("river", "level", 10, 250, 5)]
    [InlineData("river", "flow", 0.3, 420, 4)]
    [InlineData("waste", "fill", 0, 100, 100)]
    [InlineData("lighting", "power", 0, 5000, 5000)]
    public void Normal_values_stay_within(string domain, string quantity, double low, double high, double step)
    {
        var devices = City.With(domain, quantity).ToList();
        Assert.NotEmpty(devices);
        foreach (var device in devices)
        {
            // One day in 31: every month, and every weekday in turn.
            for (var month = 0; month < 12; month++)
            {
                CheckDay(device, quantity, Cities.At("2026-01-04") + month * 31 * Cities.Day, (low, high, step));
            }
        }
    }

    static void CheckDay(SimulatedDevice device, string quantity, long from, (double Low, double High, double Step) normal)
    {
        var before = City.Value(device, quantity, from);
        for (var at = from; at < from + Cities.Day; at += StepMs)
        {
            var value = City.Value(device, quantity, at);
            Assert.True(value >= normal.Low && value <= normal.High, $"{device.Id} {quantity} {value} at {DateTimeOffset.FromUnixTimeMilliseconds(at):O}");
            Assert.True(Math.Abs(value - before) <= normal.Step, $"{device.Id} {quantity} {before} → {value} at {DateTimeOffset.FromUnixTimeMilliseconds(at):O}");
            before = value;
        }
    }

    [Fact]
    public void Noise_stays_in_its_bounds_without_steps()
    {
        var key = Noise.Key(5, "test");
        var values = Enumerable.Range(0, 20_000).Select(i => Noise.Smooth(key, i * 100L, 60_000)).ToList();
        Assert.All(values, v => Assert.InRange(v, -1, 1));
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.01));
        Assert.True(values.Max() - values.Min() > 1);
    }
}
