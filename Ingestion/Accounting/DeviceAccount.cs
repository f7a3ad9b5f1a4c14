namespace CityOps.Ingestion.Accounting;

/// <summary>The ledger of one device, with what its counters and clock tell.</summary>
sealed class DeviceAccount
{
    public LedgerCounts Counts { get; init; } = new();

    public SeqRuns Seqs { get; init; } = new();

    /// <summary>Unix ms of its newest message with a reading that was taken, and of its newest observation; null before the first.</summary>
    public long? LastReceivedAt { get; set; }

    public long? LastObservedAt { get; set; }

    /// <summary>
    /// The time in its newest message that gave one − ReceivedAt, ms: positive when its clock is ahead. Also of a message that was
    /// refused for that very time.
    /// </summary>
    public long? SkewMs { get; set; }

    /// <summary>
    /// ReceivedAt of the newest batch with something that counts as trouble: refused or lost messages and readings, numbers that were skipped
    /// or came out of order, repetition. Unix ms; null before the first.
    /// </summary>
    public long? LastTroubleAt { get; private set; }

    public void Trouble(long receivedAt) => LastTroubleAt = Math.Max(LastTroubleAt ?? long.MinValue, receivedAt);
}
