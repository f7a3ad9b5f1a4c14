namespace CityOps.Storage.Journal;

/// <summary>How the journal writes and how much it keeps.</summary>
public sealed record JournalOptions
{
    /// <summary>The folder of its files; made when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>A segment is closed at this many bytes, or at an eighth of the volume where that is less. Default 128 MiB.</summary>
    public long SegmentBytes { get; init; } = 128L << 20;

    /// <summary>
    /// Free bytes on the volume below which nothing more is journalled or acknowledged; it resumes above 1.2 times as much.
    /// Null = the smaller of 1 GiB and 5 % of the volume. Never less than 16 MiB.
    /// </summary>
    public long? MinFree { get; init; }

    /// <summary>No commit starts sooner than this after the last one started. Default 10 ms.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Messages in one batch at most, shed ones aside. Default 5,000.</summary>
    public int BatchMessages { get; init; } = 5_000;

    /// <summary>Encoded bytes in one batch at most, about. Default 1 MiB.</summary>
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>Messages that may wait for their commit before senders have to wait too. Default 50,000.</summary>
    public int MaxWaitingMessages { get; init; } = 50_000;

    /// <summary>Encoded bytes, about, that may wait for their commit before senders have to wait too. Default 32 MiB.</summary>
    public long MaxWaitingBytes { get; init; } = 32L << 20;

    /// <summary>Quarantined messages kept at most. Default 10,000.</summary>
    public int QuarantineRows { get; init; } = 10_000;

    /// <summary>Bytes of them kept at most, about. Default 32 MiB.</summary>
    public long QuarantineBytes { get; init; } = 32L << 20;

    /// <summary>How long a stop tries to commit what waits. Default 10 s.</summary>
    internal TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Free and total bytes of the volume; null = ask the operating system.</summary>
    internal Func<(long Free, long Total)>? Volume { get; init; }
}
