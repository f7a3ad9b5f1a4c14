using System.Globalization;
using CityOps.Ingestion.Http;

namespace CityOps.Benchmarks.Faults;

/// <summary>What became of the messages of one run. Everything counts messages unless it says otherwise.</summary>
/// <param name="Sent">By the publisher, each counted once.</param>
/// <param name="Acknowledged">Of those, by the broker.</param>
/// <param name="Ledger">The worker's own account, at the end.</param>
/// <param name="Points">Moments found in the store past the product, of the devices of the load together.</param>
/// <param name="Lost">Acknowledged and not in the store; at a fault in which the broker loses, without what the ledger shows as missing.</param>
/// <param name="StoredTwice">Counted as stored beyond the points that there are, or points beyond the messages.</param>
/// <param name="DrainSeconds">From the end of the fault until no more waits for the store than before it.</param>
/// <param name="WorkerMegabytes">The most memory that a worker held resident.</param>
/// <param name="Looks">How often the ledger was read and checked on the way.</param>
/// <param name="Note">What the numbers alone do not say.</param>
/// <param name="Broken">What does not add up, in words; empty when all does.</param>
sealed record FaultAccount(
    string Fault, FaultBroker Broker, long Sent, long Acknowledged, LedgerTotal Ledger, long Points, long Lost, long StoredTwice, double DrainSeconds,
    double WorkerMegabytes, int Looks, string Note, IReadOnlyList<string> Broken)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Fault} on {Broker}: sent {Sent}, acknowledged {Acknowledged}, received {Ledger.Received}, stored {Ledger.Stored}, duplicate {Ledger.Duplicate}, missing {Ledger.Missing}, pending {Ledger.Pending}, points {Points}, lost {Lost}, stored twice {StoredTwice}; drained after {DrainSeconds:0.0} s, {Looks} reads{(Note.Length > 0 ? "; " : "")}{Note}");
}
