namespace CityOps.Core.Clocks;

/// <summary>
/// The clock of a city whose time goes faster than ours: it begins at a moment of its own, goes at the pace of nature until
/// <see cref="Begin"/>, and then so many times as fast, its timers included. Thread-safe; it never goes backwards.
/// </summary>
/// <param name="pace">The real clock.</param>
/// <param name="speed">Above 0.</param>
public sealed class ScaledClock(TimeProvider pace, DateTimeOffset start, double speed) : TimeProvider
{
    readonly Lock _gate = new();
    readonly HashSet<ScaledTimer> _early = [];
    Course _course = new(pace.GetTimestamp(), TimeSpan.Zero, 1);

    /// <summary>The clock that waits for machines and people, who have not become faster.</summary>
    public TimeProvider Pace => pace;

    /// <summary>How many times as fast it goes now.</summary>
    public double Speed => Volatile.Read(ref _course).Speed;

    /// <summary>The speed that it has, or will have from <see cref="Begin"/> on.</summary>
    public double FullSpeed => speed;

    public override TimeZoneInfo LocalTimeZone => pace.LocalTimeZone;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Gone(Volatile.Read(ref _course)).Ticks;

    public override DateTimeOffset GetUtcNow() => (start + Gone(Volatile.Read(ref _course))).ToUniversalTime();

    /// <summary>From now on time goes at full speed; what waits already waits so much shorter. Harmless a second time.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_course.Speed == speed)
            {
                return;
            }

            var now = pace.GetTimestamp();
            var gone = _course.Gone + pace.GetElapsedTime(_course.Since, now);
            Volatile.Write(ref _course, new Course(now, gone, speed));
            foreach (var timer in _early)
            {
                timer.Hasten(gone.Ticks, speed);
            }

            _early.Clear();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            var timer = new ScaledTimer(this, callback, state);
            timer.Change(dueTime, period);
            if (_course.Speed != speed)
            {
                _early.Add(timer);
            }

            return timer;
        }
    }

    internal void Forget(ScaledTimer timer)
    {
        lock (_gate)
        {
            _early.Remove(timer);
        }
    }

    TimeSpan Gone(Course course) => course.Gone + pace.GetElapsedTime(course.Since) * course.Speed;

    /// <param name="Since">Timestamp of the real clock.</param>
    /// <param name="Gone">City time that had gone by then.</param>
    sealed record Course(long Since, TimeSpan Gone, double Speed);
}
