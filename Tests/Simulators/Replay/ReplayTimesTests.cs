using CityOps.Simulators.Replay;

namespace CityOps.Tests.Simulators.Replay;

public sealed class ReplayTimesTests
{
    const long First = 1_000_000_000_000;
    const long Last = First + 3_600_000;
    const long Start = 1_800_000_000_000;
    const double Max = double.PositiveInfinity;

    [Theory]
    [InlineData(ReplayTime.Now, 1, 60_000, Start + 60_000, Start + 60_000)]
    [InlineData(ReplayTime.Now, 60, 60_000, Start + 1_000, Start + 1_000)]
    [InlineData(ReplayTime.Now, 0.5, 60_000, Start + 120_000, Start + 120_000)]
    [InlineData(ReplayTime.Now, Max, 0, Start, Start - 3_600_000)]
    [InlineData(ReplayTime.Now, Max, 3_600_000, Start, Start)]
    [InlineData(ReplayTime.Original, 60, 60_000, Start + 1_000, First + 60_000)]
    [InlineData(ReplayTime.Original, Max, 60_000, Start, First + 60_000)]
    internal void RecordedMoment_HasItsTurnAndItsTimeOnTheWire(ReplayTime time, double speed, long after, long due, long wire)
    {
        var times = new ReplayTimes(time, speed, First, Last, Start);
        Assert.Equal((due, wire), (times.DueAt(First + after), times.ToWire(First + after)));
    }

    [Theory]
    [InlineData(ReplayTime.Now, 60, 600, 10)]
    [InlineData(ReplayTime.Now, 3_600, 600, 1)]
    [InlineData(ReplayTime.Now, Max, 600, 600)]
    [InlineData(ReplayTime.Original, 60, 600, 600)]
    [InlineData(ReplayTime.Now, 60, null, null)]
    internal void Interval_IsThatOfTheReplay(ReplayTime time, double speed, int? recorded, int? expected) =>
        Assert.Equal(expected, new ReplayTimes(time, speed, First, Last, Start).Interval(recorded));

    [Fact]
    public void Allowance_LetsABurstPassAndThenTheRate()
    {
        var allowance = new DeviceAllowance(200, Start);
        for (var n = 0; n < 27_000; n++)
        {
            Assert.Equal(TimeSpan.Zero, allowance.Take(1_024, Start));
        }

        // 180 a second are left of 200.
        Assert.Equal(TimeSpan.FromMilliseconds(6), allowance.Take(10, Start));
        Assert.Equal(TimeSpan.FromMilliseconds(23), allowance.Take(2_049, Start));
        Assert.Equal(TimeSpan.Zero, allowance.Take(10, Start + 1_000));
        Assert.Equal(TimeSpan.Zero, new DeviceAllowance(0, Start).Take(int.MaxValue / 2, Start));
    }
}
