using CityOps.Ingestion.Http;
using CityOps.Ingestion.Jobs;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>The jobs of this process.</summary>
sealed class JobsHere(JobTable jobs, AuditTrail audit) : IJobs
{
    public async ValueTask<IReadOnlyList<JobItem>?> ListAsync(CancellationToken cancellationToken) => await jobs.ListAsync(cancellationToken);

    public async ValueTask<bool> RunAsync(Actor by, string job, CancellationToken cancellationToken)
    {
        if (await jobs.RunAsync(job, cancellationToken) is null)
        {
            return false;
        }

        await audit.AddAsync(JobsApi.Act(by, job), CancellationToken.None);
        return true;
    }
}
