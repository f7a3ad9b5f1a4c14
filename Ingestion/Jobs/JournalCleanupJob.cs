using CityOps.Storage.Journal;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>
/// Deletes the journal's files that alerts, store and ledger have passed, every 15 s. Not done where a file is closed: there
/// senders wait for their commit.
/// </summary>
[DisallowConcurrentExecution]
public sealed class JournalCleanupJob(Journal journal, ILogger<JournalCleanupJob> logger) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (journal.DeletePassed() is var deleted and > 0)
        {
            logger.LogInformation("Deleted {Count} journal files that everybody has read", deleted);
        }

        return ValueTask.CompletedTask;
    }
}
