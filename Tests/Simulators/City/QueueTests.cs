using CityOps.Simulators.City;
using CityOps.Simulators.City.Models;

namespace CityOps.Tests.Simulators.City;

/// <summary>Queues in the peaks: where the road is narrow, later further back, and with less traffic than a free road carries.</summary>
public sealed class QueueTests
{
    const string Day = "2026-03-11";

    static readonly SimulatedCity City = Cities.Usual;

    static IEnumerable<(SimulatedDevice Device, LaneModel Lane)> Lanes => City.With("traffic", "speed").Select(d => (d, (LaneModel)d.Model));

    [Fact]
    public void It_reaches_lanes_further_upstream_later_and_leaves_them_earlier()
    {
        var queues = Lanes.Where(l => l.Lane.Queue is not null).GroupBy(l => l.Lane.Queue!.Key).Where(g => g.Count() >= 3).ToList();
        Assert.True(queues.Count >= 3);
        Assert.All(queues, queue =>
        {
            var reached = queue.OrderBy(l => l.Lane.Queue!.Km).Select(l => Queued(l.Lane)).Where(minutes => minutes.Count > 0).ToList();
            for (var i = 1; i < reached.Count; i++)
            {
                Assert.True(reached[i][0] >= reached[i - 1][0] && reached[i][^1] <= reached[i - 1][^1]);
            }
        });
        Assert.Contains(queues, queue => queue.Count(l => Queued(l.Lane).Count > 0) >= 3);
    }

    [Fact]
    public void In_it_lanes_are_slow_and_full_and_carry_less_than_before()
    {
        var (device, lane) = Lanes.Where(l => l.Device.Group == Ring.Outer && l.Lane.Queue is { Km: < 1 }).First();
        var middle = Queued(lane) is var minutes ? At(minutes[minutes.Count / 2]) : 0;
        var before = At(minutes[0] - 20);
        Assert.True(City.Value(device, "speed", middle) < 0.5 * City.Value(device, "speed", before));
        Assert.True(City.Value(device, "occupancy", middle) > 20);
        Assert.True(City.Value(device, "flow", middle) < 0.8 * lane.Capacity);
        Assert.True(City.Value(device, "speed", At(minutes[^1] + 30)) > 0.8 * City.Value(device, "speed", before), "and then it is over");
    }

    [Theory]
    [InlineData("2026-03-14")] // Saturday
    [InlineData("2026-03-15")] // Sunday
    [InlineData("2026-04-27")] // Day of Uprising, a Monday
    public void On_days_off_there_are_none(string day) => Assert.All(Lanes.Where(l => l.Lane.Queue is not null), l =>
        Assert.All(Enumerable.Range(0, 96), n => Assert.Equal(0, l.Lane.Queue!.At(City.MomentAt(Cities.At(day) + n * 15 * Cities.Minute)))));

    [Fact]
    public void Flow_is_density_times_speed_and_never_above_capacity() => Assert.All(Lanes, l =>
    {
        for (var minute = 0; minute < 1_440; minute += 10)
        {
            var (flow, speed, occupancy) = (City.Value(l.Device, "flow", At(minute)), City.Value(l.Device, "speed", At(minute)), City.Value(l.Device, "occupancy", At(minute)));
            // k = 10 × occupancy / effective length.
            Assert.Equal(flow, 10 * occupancy / 6.5 * speed, 0.02 * flow + 12);
            Assert.True(flow <= l.Lane.Capacity);
        }
    });

    [Fact]
    public void Both_directions_are_counted_and_mornings_go_in()
    {
        var celovska = City.With("traffic", "flow").Where(d => d.Group == "Celovška cesta").ToList();
        double Sum(string direction, string civil) => celovska.Where(d => d.Name.EndsWith(direction, StringComparison.Ordinal)).Sum(d => City.Value(d, "flow", Cities.At(civil)));
        Assert.True(Sum("v center", $"{Day} 06:40") > 1.2 * Sum("iz centra", $"{Day} 06:40"));
        Assert.True(Sum("iz centra", $"{Day} 17:10") > 1.15 * Sum("v center", $"{Day} 17:10"));
        Assert.Equal(13, City.Devices.Count(d => d.Group == Ring.Inner));
        Assert.Equal(13, City.Devices.Count(d => d.Group == Ring.Outer));
    }

    static long At(int minute) => Cities.At(Day) + minute * Cities.Minute;

    static List<int> Queued(LaneModel lane) => [.. Enumerable.Range(0, 1_440).Where(minute => lane.Queue!.At(City.MomentAt(At(minute))) > 0.5)];
}
