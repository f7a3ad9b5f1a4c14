namespace CityOps.Core.Clocks;

/// <summary>The two clocks of a process: the city's, for what is said, and the real one, for how often something is done and how long it is waited for.</summary>
public static class CityTime
{
    /// <summary>The real clock beside a city's; the same where the city's time is ours.</summary>
    public static TimeProvider Pace(this TimeProvider clock) => clock is ScaledClock scaled ? scaled.Pace : clock;

    /// <summary>How many times as fast as ours a city's time goes once it is under way.</summary>
    public static double Speed(this TimeProvider clock) => clock is ScaledClock scaled ? scaled.FullSpeed : 1;

    /// <summary>City time that is at least so much real time.</summary>
    public static TimeSpan AtLeast(this TimeProvider clock, TimeSpan interval, TimeSpan real) =>
        interval / clock.Speed() >= real ? interval : real * clock.Speed();
}
