using CityOps.Core.Readings;
using CityOps.Storage.City;
using Quartz;

namespace CityOps.Ingestion.Jobs;

/// <summary>Brings shelved alerts back when their time is over.</summary>
[DisallowConcurrentExecution]
public sealed class ShelfEndJob(AlertLog log, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await log.EndShelvesAsync(clock.UnixMs(), cancellationToken).ConfigureAwait(false);
}
