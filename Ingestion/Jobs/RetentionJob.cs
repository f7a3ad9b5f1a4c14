using CityOps.Core.Readings;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Deletes once a night what is kept no longer.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(Retention retention, TimeProvider clock, ILogger<RetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (TelemetryStoreException e)
        {
            logger.LogWarning("What is kept no longer could not be deleted; tried again tomorrow: {Error}", e.Message);
            context.Result = e.Message;
        }
    }

    async Task RunAsync(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var deleted = await retention.RunAsync(clock.UnixMs(), (done, of) => context.ReportProgress(100 * done / of, null), cancellationToken).ConfigureAwait(false);
        context.Result = new Dictionary<string, long> { ["deleted"] = deleted };
        if (deleted > 0)
        {
            logger.LogInformation("Deleted {Count} readings that are kept no longer", deleted);
        }
    }
}
