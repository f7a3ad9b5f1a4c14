using CityOps.Storage.City;

namespace CityOps.Ingestion.Health;

/// <summary>Whether this process reaches the city database.</summary>
public static class CityDatabaseHealth
{
    public static async Task<ComponentHealth> CheckAsync(AlertLog log, CancellationToken cancellationToken)
    {
        try
        {
            var open = await log.OpenCountsAsync(cancellationToken).ConfigureAwait(false);
            return HealthReport.Well("cityDatabase", "The city database answers.", ("openAlerts", open.Values.Sum()));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthReport.Ill("cityDatabase", HealthStatus.Down, null, $"The city database does not answer: {e.Message}");
        }
    }
}
