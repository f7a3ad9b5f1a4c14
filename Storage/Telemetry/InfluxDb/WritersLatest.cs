using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// The newest readings in the process that writes: what it has written is answered from memory. Only other series are asked of
/// the server, and left out while it is away, unless nothing at all is known. Safe for concurrent use.
/// </summary>
sealed class WritersLatest(LatestReadings known, InfluxDbReader reader, TimeProvider clock)
{
    /// <summary>What we have not written ourselves is worth a short wait.</summary>
    static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(3);

    public async ValueTask<IReadOnlyList<Reading>> AskAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken)
    {
        var found = new List<Reading>(series.Count);
        var missing = known.Find(series, found);
        if (missing.Count == 0)
        {
            return found;
        }

        using var limit = new CancellationTokenSource(AskWithin, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            known.Learn(await reader.LatestAsync(missing, both.Token));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is TelemetryStoreException or OperationCanceledException)
        {
            return found.Count > 0 ? found : throw new TelemetryStoreException($"The latest values are not known: {e.Message}", innerException: e);
        }

        found.Clear();
        known.Find(series, found);
        return found;
    }
}
