using CityOps.Simulators.Load;

namespace CityOps.Tests.Simulators.Load;

public sealed class RateScheduleTests
{
    static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    [Fact]
    public void WhatIsOwed_CountsFromTheStart()
    {
        var schedule = new RateSchedule(300, Duration, null);
        Assert.Equal(1, schedule.Owed(TimeSpan.FromMilliseconds(3.4), 0));
        Assert.Equal(0, schedule.Owed(TimeSpan.FromMilliseconds(3.4), 1));
        Assert.Equal(1_500, schedule.Owed(TimeSpan.FromSeconds(5), 0));
        Assert.Equal(3_000, schedule.Owed(TimeSpan.FromSeconds(60), 0));
        Assert.Equal(10, schedule.MostBehindSeconds);
    }

    [Fact]
    public void Run_IsOverWhenAllIsSent()
    {
        var schedule = new RateSchedule(300, Duration, null);
        Assert.False(schedule.IsOver(TimeSpan.FromSeconds(9.9), 2_970));
        Assert.False(schedule.IsOver(TimeSpan.FromSeconds(10.5), 2_999));
        Assert.True(schedule.IsOver(TimeSpan.FromSeconds(10), 3_000));
        Assert.True(schedule.IsOver(TimeSpan.FromSeconds(11), 100));
    }

    [Fact]
    public void WithoutARate_EverythingIsOwedUntilTimeIsUp()
    {
        var schedule = new RateSchedule(0, Duration, null);
        Assert.True(schedule.Owed(TimeSpan.Zero, 1_000_000) > 1_000_000_000);
        Assert.True(schedule.IsOver(Duration, 5));
        Assert.Equal(0, schedule.MostBehindSeconds);
    }

    [Fact]
    public void Messages_AreALimitOfTheirOwn()
    {
        var schedule = new RateSchedule(0, Duration, 700);
        Assert.Equal(100, schedule.Owed(TimeSpan.Zero, 600));
        Assert.True(schedule.IsOver(TimeSpan.Zero, 700));
        Assert.Equal(0, new RateSchedule(300, Duration, 700).Owed(TimeSpan.FromSeconds(5), 700));
    }
}
