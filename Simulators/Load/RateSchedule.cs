namespace CityOps.Simulators.Load;

/// <summary>
/// How many messages are due. It counts from the start and not from the last message, so that lateness does not add up; what could
/// not be sent in time is owed until the end.
/// </summary>
/// <param name="rate">Messages per second; 0 = no schedule, everything is due at once.</param>
/// <param name="most">Never more than this in all; null = no such limit.</param>
sealed class RateSchedule(double rate, TimeSpan duration, long? most)
{
    // What is owed when time is up is sent for this long, so that a run that keeps up sends exactly rate × duration.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public double MostBehindSeconds { get; private set; }

    public long Owed(TimeSpan elapsed, long sent)
    {
        var within = elapsed < duration ? elapsed : duration;
        var due = rate > 0 ? (long)Math.Round(rate * within.TotalSeconds) : elapsed < duration ? long.MaxValue : sent;
        var owed = Math.Min(due, most ?? long.MaxValue) - sent;
        if (rate > 0)
        {
            MostBehindSeconds = Math.Max(MostBehindSeconds, owed / rate);
        }

        return owed;
    }

    public bool IsOver(TimeSpan elapsed, long sent) =>
        sent >= most || (elapsed >= duration && (Owed(elapsed, sent) <= 0 || elapsed >= duration + Grace));
}
