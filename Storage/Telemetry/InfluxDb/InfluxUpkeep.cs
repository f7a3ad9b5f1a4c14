using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Deletes whole stretches of a domain. InfluxDB packs by itself; version 3 deletes nothing when asked, and says so.</summary>
public sealed class InfluxUpkeep(InfluxDbOptions options, TimeProvider clock) : ITelemetryUpkeep, IDisposable
{
    static readonly IReadOnlyDictionary<string, string> NoTexts = new Dictionary<string, string>();

    readonly InfluxDbClient client = new(options, clock);

    /// <summary>Not possible: a point has all quantities of its record, and InfluxDB deletes points.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public ValueTask<long?> DeleteAsync(SeriesId series, long from, long to, CancellationToken cancellationToken) =>
        throw new NotSupportedException("InfluxDB deletes points, and a point has all quantities of its record.");

    /// <inheritdoc/>
    /// <exception cref="TelemetryStoreException">The server is away or does not delete.</exception>
    public async ValueTask<long?> ForgetBeforeAsync(string domain, long before, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken)
    {
        await client.AskAsync(
            options.RawDatabase, $"DELETE FROM {InfluxQl.Name(domain)} WHERE time < {InfluxQl.Time(before)}", NoTexts, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public void Dispose() => client.Dispose();
}
