namespace CityOps.Ingestion.Accounting;

/// <summary>The ledger of one device, with what its counters and clock tell.</summary>
sealed class DeviceAccount
{
    public LedgerCounts Counts { get; init; } = new();

    public SeqRuns Seqs { get; init; } = new();

    /// <summary>Unix ms of its newest message and newest observation; null before the first.</summary>
    public long? LastReceivedAt { get; set; }

    public long? LastObservedAt { get; set; }

    /// <summary>ObservedAt − ReceivedAt of its newest message, ms: positive when its clock is ahead.</summary>
    public long? SkewMs { get; set; }
}
