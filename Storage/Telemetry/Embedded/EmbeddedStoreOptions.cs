namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Where the embedded telemetry store keeps its file, and how much it may hold in memory.</summary>
public sealed record EmbeddedStoreOptions
{
    /// <summary>The file, usually <c>data/telemetry.db</c>. Its folder is made if need be; SQLite puts <c>-wal</c> and <c>-shm</c> beside it.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// How often memory goes to disk; a failed attempt is repeated after as long. Default 5 s, more than zero. Longer means
    /// fewer writes, and more to replay from the journal after a crash.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Readings held in memory at most, about 40 bytes each. Default 200,000, at least 1. At half of it a flush starts early;
    /// at all of it the writer waits. A single batch that is larger is taken when memory is empty.
    /// </summary>
    public int MemoryLimit { get; init; } = 200_000;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Path);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FlushInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryLimit, 1);
    }
}
