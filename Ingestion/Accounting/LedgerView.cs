namespace CityOps.Ingestion.Accounting;

/// <summary>One consistent look at the ledger of the city or of a device.</summary>
/// <param name="AsOf">Unix ms.</param>
/// <param name="Device">Null for the total.</param>
public sealed record LedgerView(
    long AsOf, string? Device, LedgerCounts Counts, long Missing, long? LastReceivedAt, long? LastObservedAt, long? SkewMs);
