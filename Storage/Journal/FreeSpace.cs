namespace CityOps.Storage.Journal;

/// <summary>
/// Watches the room left on the journal's volume, with hysteresis: low below the reserve, well again above 1.2 times as much.
/// One caller.
/// </summary>
sealed class FreeSpace(JournalOptions options, TimeProvider clock)
{
    const long LeastReserve = 16L << 20;
    const long MostDefaultReserve = 1L << 30;
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    long _lookedAt = -1;
    bool _low;

    public long FreeBytes { get; private set; }

    /// <summary>Below this nothing more is journalled.</summary>
    public long Reserve { get; private set; }

    public bool IsLow()
    {
        if (_lookedAt >= 0 && clock.GetElapsedTime(_lookedAt) < LookEvery)
        {
            return _low;
        }

        _lookedAt = clock.GetTimestamp();
        (FreeBytes, var total) = options.Volume?.Invoke() ?? AskSystem();
        Reserve = Math.Max(LeastReserve, options.MinFree ?? Math.Min(MostDefaultReserve, total / 20));
        _low = FreeBytes < (_low ? Reserve + (Reserve / 5) : Reserve);
        return _low;
    }

    (long Free, long Total) AskSystem()
    {
        var volume = new DriveInfo(Path.GetFullPath(options.Folder));
        return (volume.AvailableFreeSpace, volume.TotalSize);
    }
}
