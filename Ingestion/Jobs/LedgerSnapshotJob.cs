using CityOps.Ingestion.Accounting;
using CityOps.Storage.Journal;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Keeps the ledger every 30 s, so that a start has few batches to count again.</summary>
[DisallowConcurrentExecution]
public sealed class LedgerSnapshotJob(Ledger ledger, Journal journal) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        LedgerRestore.Save(ledger, journal);
        return ValueTask.CompletedTask;
    }
}
