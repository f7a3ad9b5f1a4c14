using CityOps.Core.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Core.Clocks;

public sealed class ScaledClockTests
{
    const double Speed = 60;
    static readonly DateTimeOffset Start = new(2026, 1, 14, 5, 0, 0, TimeSpan.Zero);

    readonly FakeTimeProvider pace = new();
    readonly ScaledClock clock;

    public ScaledClockTests() => clock = new ScaledClock(pace, Start, Speed);

    [Fact]
    public void UntilItBegins_ItGoesAsOurs()
    {
        pace.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Start.AddSeconds(3), clock.GetUtcNow());
    }

    [Fact]
    public void AfterThat_ItGoesSoManyTimesAsFast()
    {
        pace.Advance(TimeSpan.FromSeconds(3));
        clock.Begin();
        var before = clock.GetTimestamp();
        pace.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Start.AddSeconds(3 + 120), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(2), clock.GetElapsedTime(before));
    }

    [Fact]
    public void ToBeginASecondTime_ChangesNothing()
    {
        clock.Begin();
        pace.Advance(TimeSpan.FromSeconds(2));
        clock.Begin();
        Assert.Equal(Start.AddMinutes(2), clock.GetUtcNow());
    }

    [Fact]
    public async Task ADelay_IsShorterByTheSpeed()
    {
        clock.Begin();
        var delay = Task.Delay(TimeSpan.FromMinutes(1), clock, TestContext.Current.CancellationToken);
        pace.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(delay.IsCompleted);
        pace.Advance(TimeSpan.FromMilliseconds(1));
        await delay;
    }

    [Fact]
    public async Task ADelayThatWaitsAlready_IsHastened()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(63), clock, TestContext.Current.CancellationToken);
        pace.Advance(TimeSpan.FromSeconds(3));
        clock.Begin();
        pace.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(delay.IsCompleted);
        pace.Advance(TimeSpan.FromMilliseconds(1));
        await delay;
    }

    [Fact]
    public void APeriodicTimerThatRunsAlready_IsHastened()
    {
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6));
        pace.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, fired);
        clock.Begin();
        pace.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, fired);
        pace.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(12, fired);
    }

    [Fact]
    public void APeriod_LeavesTimeForWork()
    {
        clock.Begin();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(60));
        pace.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fired);
        pace.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(11, fired);
    }

    [Fact]
    public void ATimerThatIsOver_DoesNotFireAgainWhenItBegins()
    {
        var fired = 0;
        using var once = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var gone = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
        gone.Dispose();
        pace.Advance(TimeSpan.FromSeconds(1));
        clock.Begin();
        pace.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void WhatWaitsForMachines_HasTheRealClock()
    {
        Assert.Same(pace, clock.Pace());
        Assert.Same(pace, pace.Pace());
        Assert.Equal(Speed, clock.Speed());
        Assert.Equal(1, pace.Speed());
        Assert.Equal(TimeSpan.FromMinutes(5), clock.AtLeast(TimeSpan.FromMinutes(5), real: TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromMinutes(1), clock.AtLeast(TimeSpan.FromSeconds(5), real: TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(5), pace.AtLeast(TimeSpan.FromSeconds(5), real: TimeSpan.FromSeconds(1)));
    }
}
