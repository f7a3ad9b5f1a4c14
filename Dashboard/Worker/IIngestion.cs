namespace CityOps.Dashboard.Worker;

/// <summary>
/// What pages and endpoints want to know of ingestion, which is in this process or in another. What cannot be learned now is told
/// as unknown, never thrown. May be asked concurrently.
/// </summary>
interface IIngestion
{
    /// <summary>By device id; devices that ingestion has never heard of are absent.</summary>
    ValueTask<IReadOnlyDictionary<string, DeviceFacts>> DevicesAsync(CancellationToken cancellationToken);

    /// <summary>ReceivedAt, Unix ms, up to which all taken readings are in the store; null while that is empty or unknown. May be a little too early.</summary>
    ValueTask<long?> StoredUntilAsync(CancellationToken cancellationToken);
}

/// <summary>What came from a device last. Times are Unix ms.</summary>
/// <param name="Online">What the device said of itself; null = unknown.</param>
readonly record struct DeviceFacts(long? LastReceivedAt, long? LastObservedAt, long? SkewMs, bool? Online);
