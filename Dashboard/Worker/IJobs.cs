using CityOps.Ingestion.Jobs;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>What runs by the clock, wherever that is. Safe for concurrent use.</summary>
interface IJobs
{
    /// <summary>Null while ingestion, which runs them, gives no answer.</summary>
    ValueTask<IReadOnlyList<JobItem>?> ListAsync(CancellationToken cancellationToken);

    /// <summary>Has one run as soon as it is free; false when that did not reach it. Written to the audit trail.</summary>
    ValueTask<bool> RunAsync(Actor by, string job, CancellationToken cancellationToken);
}
