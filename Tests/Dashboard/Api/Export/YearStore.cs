using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Dashboard.Api.Export;

/// <summary>A store with a reading each minute of a year, worked out when it is asked, that can fail on the way and knows what became of its pages.</summary>
sealed class YearStore : ITelemetryReader
{
    public const int Readings = 365 * 24 * 60;
    public static readonly long Start = DateTimeOffset.Parse("2025-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
    const long MinuteMs = 60_000;

    readonly List<WeakReference> given = [];
    readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int pages;

    /// <summary>The page, from 1, that it does not answer; none where null.</summary>
    public int? FailsAt { get; init; }

    public int Pages => Volatile.Read(ref pages);

    /// <summary>Pages that somebody still held when a further one was asked for, at most.</summary>
    public int MostHeld { get; private set; }

    /// <summary>Done when whoever asks has gone away.</summary>
    public Task Cancelled => cancelled.Task;

    public ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => cancelled.TrySetResult());
        if (Interlocked.Increment(ref pages) == FailsAt)
        {
            throw new TelemetryStoreException("the store is away");
        }

        GC.Collect();
        MostHeld = Math.Max(MostHeld, given.Count(page => page.IsAlive));
        var first = Math.Max(0, (from - Start + MinuteMs - 1) / MinuteMs);
        var count = (int)Math.Clamp(Math.Min(Readings, (to - Start + MinuteMs - 1) / MinuteMs) - first, 0, limit);
        var page = new StoredReading[count];
        for (var i = 0; i < count; i++)
        {
            page[i] = new StoredReading(Start + ((first + i) * MinuteMs), (first + i) % 100, Quality.Good);
        }

        given.Add(new WeakReference(page));
        return new(page);
    }

    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
