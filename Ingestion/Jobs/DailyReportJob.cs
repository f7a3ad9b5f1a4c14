using CityOps.Ingestion.Reports;
using CityOps.Storage.Telemetry;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Makes the report of the day before, and sends it to whom the plan of notifications names.</summary>
[DisallowConcurrentExecution]
public sealed class DailyReportJob(DailyReportRun run) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            if (await run.RunAsync(percent => context.ReportProgress(percent, null), cancellationToken).ConfigureAwait(false) is { } messages)
            {
                context.Result = new Dictionary<string, long> { ["reports"] = 1, ["messages"] = messages };
            }
        }
        catch (TelemetryStoreException e)
        {
            // The store is away, and whoever writes to it says so in the log. The next run makes it.
            context.Result = e.Message;
        }
    }
}
