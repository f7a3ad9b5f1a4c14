namespace CityOps.Simulators.Replay;

/// <summary>Where a recorded moment lies in the replay. Pure; all times are Unix ms.</summary>
/// <param name="firstMs">The first recorded moment.</param>
/// <param name="lastMs">The last one.</param>
/// <param name="startMs">When the replay begins.</param>
sealed class ReplayTimes(ReplayTime time, double speed, long firstMs, long lastMs, long startMs)
{
    /// <summary>Whether rows wait for their turn.</summary>
    public bool IsPaced => double.IsFinite(speed);

    /// <summary>When a row is to be sent; at full speed at once.</summary>
    public long DueAt(long recordedMs) => IsPaced ? startMs + Elapsed(recordedMs) : startMs;

    /// <summary>The time its readings carry.</summary>
    public long ToWire(long recordedMs) => time switch
    {
        ReplayTime.Original => recordedMs,
        // Nothing to stretch a recording over: it ends now, and keeps its spacing.
        _ when !IsPaced => startMs - (lastMs - recordedMs),
        _ => startMs + Elapsed(recordedMs),
    };

    /// <summary>How often a device reports in the replay, when it did every so many seconds in the recording.</summary>
    public int? Interval(int? recordedSeconds) =>
        recordedSeconds is { } seconds && time == ReplayTime.Now && IsPaced ? (int)Math.Max(1, Math.Round(seconds / speed)) : recordedSeconds;

    long Elapsed(long recordedMs) => (long)((recordedMs - firstMs) / speed);
}
