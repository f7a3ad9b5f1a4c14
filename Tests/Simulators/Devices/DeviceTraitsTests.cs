using CityOps.Simulators.Devices;
using CityOps.Tests.Simulators.City;

namespace CityOps.Tests.Simulators.Devices;

public sealed class DeviceTraitsTests
{
    static readonly long Now = Cities.At("2026-11-24 15:00");

    [Fact]
    public void Clocks_are_mostly_right_and_the_worst_is_still_taken_as_good()
    {
        var skews = Fleets.Many.Select(d => Math.Abs(d.Traits.Clock.Read(Now) - Now)).ToList();
        Assert.InRange(skews.Count(s => s <= 40) / (double)skews.Count, 0.8, 0.9);
        Assert.InRange(skews.Count(s => s > 10_000), 1, skews.Count / 50);
        // Suspect from 60 s ahead on, and a device of 20 s needs a look at 60 s.
        Assert.All(skews, s => Assert.InRange(s, 0, 45_000));
    }

    [Fact]
    public void A_clock_wanders_and_is_never_set_back()
    {
        Assert.All(Fleets.Many.Take(300), device =>
        {
            var clock = device.Traits.Clock;
            for (var hour = 0; hour < 24 * 40; hour++)
            {
                var (from, to) = (clock.Read(Now + hour * Cities.Hour), clock.Read(Now + (hour + 1) * Cities.Hour));
                Assert.InRange(to - from, Cities.Hour - 100, Cities.Hour + 100);
            }
        });
        Assert.Contains(Fleets.Many, d => Math.Abs(d.Traits.Clock.Read(Now + 5 * Cities.Day) - d.Traits.Clock.Read(Now) - 5 * Cities.Day) > 500);
    }

    [Fact]
    public void Reports_come_once_an_interval_late_by_a_jitter_within_its_bounds()
    {
        Assert.All(Fleets.Usual.Values, device =>
        {
            var (rhythm, interval) = (device.Traits.Rhythm, device.Device.IntervalSeconds * 1000L);
            var late = new List<long>();
            var at = Now;
            for (var n = 0; n < 500; n++)
            {
                var next = rhythm.Next(at);
                Assert.True(next > at);
                late.Add((next - device.Device.PhaseMs) % interval);
                Assert.Equal(n == 0 ? 0 : 1, (next - device.Device.PhaseMs) / interval - (n == 0 ? next - device.Device.PhaseMs : at - device.Device.PhaseMs) / interval);
                Assert.Equal(next, rhythm.Next(next - 1));
                at = next;
            }

            Assert.InRange(late.Max(), 0, Math.Min(interval / 10, 3_000));
        });
    }

    [Fact]
    public void Jitter_differs_from_device_to_device_and_from_report_to_report()
    {
        var late = Fleets.Usual.Values.Select(d => Late(d, Now)).ToList();
        Assert.True(late.Distinct().Count() > 100);
        Assert.NotEqual(late, Fleets.Usual.Values.Select(d => Late(d, Now + 30 * Cities.Minute)));

        static long Late(CityDevice device, long ms) => (device.Traits.Rhythm.Next(ms) - device.Device.PhaseMs) % (device.Device.IntervalSeconds * 1000L);
    }

    [Fact]
    public void A_battery_empties_over_months_and_is_changed_before_it_is_empty()
    {
        var batteries = Fleets.Many.Select(d => d.Traits.Battery).OfType<Battery>().Take(50).ToList();
        Assert.NotEmpty(batteries);
        Assert.All(batteries, battery =>
        {
            var charges = Enumerable.Range(0, 3 * 365).Select(day => battery.At(Now + day * Cities.Day)).ToList();
            Assert.InRange(charges.Min(), 30, 47);
            Assert.InRange(charges.Max(), 99, 100);
            Assert.InRange(charges.Zip(charges.Skip(1)).Count(pair => pair.Second > pair.First), 1, 3);
        });
    }

    [Fact]
    public void A_device_on_a_battery_says_so_in_birth_and_readings_and_its_other_values_stay()
    {
        var device = Fleets.Usual.Values.First(d => d.Traits.Battery is not null);
        Span<double> values = stackalloc double[CityDevice.MaxValues];
        var measured = Cities.Usual.Sample(device.Device, Now, [], values).ToArray();
        var all = device.Complete(Now, measured.Length, values);
        Assert.Equal([.. measured, device.Traits.Battery!.At(Now)], all.ToArray());
        Assert.Equal(device.Names.Length, all.Length);
        Assert.Equal(("battery", "%"), (device.Names[^1].ToString(), device.UnitOf(all.Length - 1)));
        Assert.Equal("%", device.ToBirth(null).Units["battery"]);
        Assert.Contains(Fleets.Usual.Values, d => d.Traits.Battery is null && !d.ToBirth(null).Units.ContainsKey("battery"));
    }

    [Fact]
    public void Firmware_differs_and_most_have_the_newest()
    {
        var versions = Fleets.Many.CountBy(d => d.Traits.Firmware).ToDictionary();
        Assert.Equal(4, versions.Count);
        Assert.InRange(versions["1.4.2"] / (double)Fleets.Many.Count, 0.65, 0.75);
    }
}
