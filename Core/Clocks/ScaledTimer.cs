namespace CityOps.Core.Clocks;

/// <summary>A timer of a <see cref="ScaledClock"/>: set in city time, run by the real clock.</summary>
sealed class ScaledTimer : ITimer
{
    /// <summary>A real millisecond is the shortest that a timer can wait; a periodic one must leave time for its work.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(20);

    readonly ScaledClock _clock;
    readonly ITimer _timer;
    long _due;
    TimeSpan _period;

    public ScaledTimer(ScaledClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _timer = clock.Pace.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        (_due, _period) = (dueTime < TimeSpan.Zero ? -1 : _clock.GetTimestamp() + dueTime.Ticks, period);
        return _timer.Change(Real(dueTime, _clock.Speed, Shortest), Real(period, _clock.Speed, ShortestPeriod));
    }

    /// <summary>The clock goes faster from now on.</summary>
    /// <param name="now">Its timestamp.</param>
    public void Hasten(long now, double speed)
    {
        var left = _due < 0 ? Timeout.InfiniteTimeSpan
            : _due > now ? TimeSpan.FromTicks(_due - now)
            // A periodic one that has fired before is due again within its period; a single one is over.
            : _period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan;
        _timer.Change(Real(left, speed, Shortest), Real(_period, speed, ShortestPeriod));
    }

    public void Dispose()
    {
        _clock.Forget(this);
        _timer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _clock.Forget(this);
        return _timer.DisposeAsync();
    }

    /// <summary>None (zero) and for ever (below zero) are the same at every speed.</summary>
    static TimeSpan Real(TimeSpan time, double speed, TimeSpan shortest) =>
        time <= TimeSpan.Zero || speed == 1 ? time : TimeSpan.FromMilliseconds(Math.Max(shortest.TotalMilliseconds, Math.Ceiling(time.TotalMilliseconds / speed)));
}
