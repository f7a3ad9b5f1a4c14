using CityOps.Core.Readings;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Rolls up the hours and days that have become complete, and again those with late readings.</summary>
[DisallowConcurrentExecution]
public sealed class RollupJob(RollupRun run, StoreWriter writer, ITelemetryWriter store, Journal journal, TimeProvider clock, ILogger<RollupJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (TelemetryStoreException e)
        {
            // The store is away, and whoever writes to it says so in the log. The next run does it.
            context.Result = e.Message;
        }
    }

    async Task RunAsync(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (Passed() is not { } passed)
        {
            return;
        }

        var done = await run.RunAsync(passed, (series, of) => context.ReportProgress(100 * series / of, null), cancellationToken).ConfigureAwait(false);
        context.Result = new Dictionary<string, long> { ["hours"] = done.Hours, ["repaired"] = done.Repaired, ["days"] = done.Days };
        if (done.IsBusy)
        {
            logger.LogDebug("The store is busy; the roll-ups wait");
        }
        else if (done.Hours > 1)
        {
            logger.LogInformation("Rolled up {Hours} hours and {Days} days", done.Hours, done.Days);
        }
    }

    /// <summary>ReceivedAt up to which the store has everything; null where nothing has ever come.</summary>
    long? Passed()
    {
        // In this order: what comes meanwhile is late, not forgotten.
        var now = clock.UnixMs();
        return writer.WrittenPosition >= journal.Head ? now : store.StoredUntil;
    }
}
