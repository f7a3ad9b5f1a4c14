using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;

namespace CityOps.Ingestion.Pipeline;

/// <summary>Place of the InfluxDB store until its branch is merged: a store that is always away.</summary>
sealed class MissingStore : ITelemetryReader, ITelemetryWriter
{
    public JournalPosition? Stored => null;

    public long? StoredUntil => null;

    public event Action? StoredMoved
    {
        add { }
        remove { }
    }

    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken) => throw Away;

    public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) => throw Away;

    public ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken) => throw Away;

    public ValueTask FlushAsync(CancellationToken cancellationToken) => throw Away;

    static NotSupportedException Away => new("InfluxDB comes with another branch");
}
