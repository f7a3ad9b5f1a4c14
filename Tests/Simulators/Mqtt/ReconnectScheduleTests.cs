using CityOps.Simulators.Mqtt;

namespace CityOps.Tests.Simulators.Mqtt;

public sealed class ReconnectScheduleTests
{
    readonly ReconnectSchedule schedule = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));

    // Attempt, draw, seconds: doubling from the floor to the ceiling, between half and all of it.
    [Theory]
    [InlineData(0, 0, 0.25)]
    [InlineData(0, 1, 0.5)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 0.5, 1.5)]
    [InlineData(6, 1, 30)]
    [InlineData(6, 0, 15)]
    [InlineData(1000, 1, 30)]
    public void Waiting_doubles_up_to_the_ceiling(int attempt, double draw, double seconds) =>
        Assert.Equal(seconds, schedule.Delay(attempt, draw).TotalSeconds, 6);
}
