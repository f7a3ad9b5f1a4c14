using CityOps.Core.Readings;
using CityOps.Storage.City;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Puts aside the alerts of what goes out of service, and brings them back afterwards.</summary>
[DisallowConcurrentExecution]
public sealed class MaintenanceJob(AlertLog log, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await log.ApplyMaintenanceAsync(clock.UnixMs(), cancellationToken).ConfigureAwait(false);
}
