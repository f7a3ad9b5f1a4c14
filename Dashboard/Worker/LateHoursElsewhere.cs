using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Dashboard.Worker;

/// <summary>The late hours of another process, asked over HTTP. While it is away nobody knows, and charts are drawn from single readings.</summary>
sealed class LateHoursElsewhere(IngestionClient client) : ILateHours
{
    public async ValueTask<IReadOnlyCollection<long>?> OfAsync(SeriesId series, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.ReadAsync<ListAnswer<LateHourItem>>($"api/v1/rollups/late?series={Uri.EscapeDataString(series.ToString())}", cancellationToken);
            return [.. answer.Items.Select(item => IngestionElsewhere.Instant(item.Hour)).OfType<long>()];
        }
        catch (IngestionAwayException)
        {
            return null;
        }
    }
}
