using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry;

/// <summary>
/// The questions the city asks of its readings; never query text. Implementations are safe for concurrent use and see a
/// reading at the latest 2 s after it was written. Times are Unix ms, <c>from</c> inclusive, <c>to</c> exclusive.
/// </summary>
public interface ITelemetryReader
{
    /// <summary>The reading with the newest ObservedAt of each series, whatever its quality. Series without one are absent.</summary>
    ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken);

    /// <summary>Single readings, oldest first, failed ones included, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Buckets that have at least one reading that did not fail, oldest first, at most <paramref name="limit"/>. A bucket that
    /// begins before <paramref name="from"/> counts only the readings from there on.
    /// </summary>
    ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken);
}

/// <param name="T">ObservedAt, Unix ms.</param>
/// <param name="V">Value in the canonical unit.</param>
public readonly record struct StoredReading(long T, double V, Quality Q);

/// <param name="T">Start of the bucket, Unix ms.</param>
/// <param name="Percentiles">In the order of <see cref="BucketAggregates.Percentiles"/>, by nearest rank.</param>
public sealed record Bucket(long T, long Count, double Mean, double Min, double Max, double First, double Last, IReadOnlyList<double> Percentiles);

/// <summary>What beyond count, mean, min, max, first and last a question needs. Percentiles lie in 1..99.</summary>
public sealed record BucketAggregates(IReadOnlyList<int> Percentiles)
{
    public static BucketAggregates Basic { get; } = new([]);
}
