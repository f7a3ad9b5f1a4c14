using CityOps.Ingestion.Jobs;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Http;

/// <summary>What runs by the clock, to look at and to run at once.</summary>
public static class JobsApi
{
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", List).Produces<ListAnswer<JobItem>>();
        api.MapPost("/jobs/{id}/run", Run).RequireAuthorization(Policies.Administer).Produces<JobItem>(StatusCodes.Status202Accepted);
    }

    /// <summary>As an entry of the audit trail.</summary>
    public static AuditAct Act(Actor by, string job) => new(by, "job.run", "job:" + job, null, null);

    static async Task<IResult> List(JobTable jobs, CancellationToken cancellationToken) =>
        Results.Ok(new ListAnswer<JobItem>(await jobs.ListAsync(cancellationToken), null));

    static async Task<IResult> Run(string id, HttpContext context, JobTable jobs, AuditTrail audit, CancellationToken cancellationToken)
    {
        var item = await jobs.RunAsync(id, cancellationToken) ?? throw ApiException.Unknown("job", id);
        await audit.AddAsync(Act(Actors.Behind(context), id), CancellationToken.None);
        return Results.Accepted("/api/v1/jobs", item);
    }
}
