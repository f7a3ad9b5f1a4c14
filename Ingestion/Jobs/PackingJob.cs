using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.Telemetry;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Packs the hours that have become old enough, once an hour.</summary>
[DisallowConcurrentExecution]
public sealed class PackingJob(CitySettings settings, TimeProvider clock, ITelemetryUpkeep? upkeep = null) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (upkeep is not null)
        {
            var before = clock.UnixMs() - (long)settings.PackAfter.TotalMilliseconds;
            await upkeep.PackAsync(before, new ReportedProgress(context), cancellationToken).ConfigureAwait(false);
        }
    }

    sealed class ReportedProgress(IJobExecutionContext context) : IProgress<UpkeepProgress>
    {
        public void Report(UpkeepProgress value) => context.ReportProgress((int)(100 * value.Done / Math.Max(1, value.Of)), null);
    }
}
