using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Tests.Ingestion.Rollups;

/// <summary>A store whose one write lasts until it is let go.</summary>
sealed class HeldStore : ITelemetryWriter
{
    public TaskCompletionSource Let { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalPosition? Stored => null;

    public long? StoredUntil => null;

    public event Action? StoredMoved
    {
        add { }
        remove { }
    }

    public ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken) => new(Let.Task);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>A store whose readings have been deleted.</summary>
sealed class EmptyStore : ITelemetryReader
{
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) => new([]);
}

/// <summary>Limits as a test says.</summary>
sealed record SomeLimits(long LateFrom, long HoursFrom, long DaysFrom) : IRollupLimits
{
    public static SomeLimits None { get; } = new(long.MinValue, long.MinValue, long.MinValue);

    public long KeptFrom(SeriesId series, RollupSpan span) => span == RollupSpan.Hour ? HoursFrom : DaysFrom;
}

/// <summary>Another process that knows, and does not answer.</summary>
sealed class NobodyKnows : ILateHours
{
    public ValueTask<IReadOnlyCollection<long>?> OfAsync(SeriesId series, CancellationToken cancellationToken) => new((IReadOnlyCollection<long>?)null);
}
