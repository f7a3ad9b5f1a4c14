using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Jobs;

namespace CityOps.Dashboard.Access;

/// <summary>What runs by the clock, for who sits before a page. The rights are checked here, not by hiding a button.</summary>
sealed class JobDesk(IJobs jobs, Viewers viewers, Administrators administrators)
{
    /// <summary>The person may have a job run now.</summary>
    public async Task<bool> MayRunAsync() => await administrators.FindAsync() is not null;

    /// <summary>Null while ingestion gives no answer.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not look.</exception>
    public async Task<IReadOnlyList<JobItem>?> ListAsync(CancellationToken cancellationToken)
    {
        await viewers.RequireAsync();
        return await jobs.ListAsync(cancellationToken);
    }

    /// <summary>False when that did not reach ingestion.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not.</exception>
    public async Task<bool> RunAsync(string job, CancellationToken cancellationToken) =>
        await jobs.RunAsync(await administrators.RequireAsync(), job, cancellationToken);
}
