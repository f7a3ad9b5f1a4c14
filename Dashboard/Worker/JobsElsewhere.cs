using CityOps.Ingestion.Http;
using CityOps.Ingestion.Jobs;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Worker;

/// <summary>The jobs of another process, asked over HTTP.</summary>
sealed class JobsElsewhere(IngestionClient client) : IJobs
{
    public async ValueTask<IReadOnlyList<JobItem>?> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await client.ReadAsync<ListAnswer<JobItem>>("api/v1/jobs", cancellationToken)).Items;
        }
        catch (IngestionAwayException)
        {
            return null;
        }
    }

    public async ValueTask<bool> RunAsync(Actor by, string job, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.PostAsync($"api/v1/jobs/{Uri.EscapeDataString(job)}/run", "", by, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (IngestionAwayException)
        {
            return false;
        }
    }
}
