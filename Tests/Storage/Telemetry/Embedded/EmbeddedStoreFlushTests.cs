using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EmbeddedStoreFlushTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task FiveSeconds_FlushWithoutBeingAsked()
    {
        await using var store = await file.OpenAsync();
        var moved = NextMove(store);
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        file.Clock.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.False(moved.IsCompleted);
        file.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await moved.WaitAsync(Patience);
        Assert.Equal(1, store.Stored?.Position);
    }

    [Fact]
    public async Task NothingNew_FlushMovesNothing()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        await store.FlushAsync(default);
        var moved = NextMove(store);
        await store.FlushAsync(default);
        Assert.False(moved.IsCompleted);
    }

    [Fact]
    public async Task HalfOfMemoryTaken_FlushesEarly()
    {
        await using var store = await file.OpenAsync(memoryLimit: 10);
        var moved = NextMove(store);
        await store.WriteAsync(Batch(1, Some(5)), default);
        await moved.WaitAsync(Patience);
        Assert.Equal(1, store.Stored?.Position);
    }

    [Fact]
    public async Task MemoryFull_WriterWaitsForAFlush_AndNothingIsLost()
    {
        await using var store = await file.OpenAsync(memoryLimit: 10);
        for (var i = 0; i < 30; i++)
        {
            await store.WriteAsync(Batch(i + 1, Some(4, first: i * 4)), default);
            // Two batches of four fit in ten: at most they are unstored.
            Assert.InRange(store.Stored?.Position ?? 0, i - 1, i + 1);
        }

        Assert.Equal(120, (await store.RawAsync(Pm10, T0, T0 + Hour, 1_000, default)).Count);
    }

    [Fact]
    public async Task BatchLargerThanMemory_IsTakenAllTheSame()
    {
        await using var store = await file.OpenAsync(memoryLimit: 10);
        await store.WriteAsync(Batch(1, Some(3)), default);
        await store.WriteAsync(Batch(2, Some(50, first: 3)), default);
        Assert.Equal(53, (await store.RawAsync(Pm10, T0, T0 + Hour, 1_000, default)).Count);
    }

    [Fact]
    public async Task FlushThatFails_ReachesTheCallerAndIsTold_AndKeepsTheReadings()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        await store.FlushAsync(default);
        file.Break();
        await store.WriteAsync(Batch(2, Good(Pm10, T0, 2), Good(Pm25, T0, 3)), default);
        var failure = await Assert.ThrowsAsync<SqliteException>(async () => await store.FlushAsync(default));
        Assert.Equal(new StoreTrouble(file.Clock.UnixMs(), failure.Message), store.Trouble);
        Assert.Equal(1, store.Stored?.Position);
        Assert.Equal(0L, file.Ask("SELECT count(*) FROM series WHERE quantity = 'pm25'"));

        // What comes after stands above what waits.
        await store.WriteAsync(Batch(3, Good(Pm10, T0, 4), Good(Pm10, T0 + 1, 5)), default);
        Assert.Equal([4, 5], (await store.RawAsync(Pm10, T0, T0 + Hour, 10, default)).Select(r => r.V));
        file.Mend();
        await store.FlushAsync(default);
        Assert.Null(store.Trouble);
        Assert.Equal(3, store.Stored?.Position);
        await using var copy = await file.OpenAfterCrashAsync();
        Assert.Equal([4, 5], (await copy.RawAsync(Pm10, T0, T0 + Hour, 10, default)).Select(r => r.V));
        Assert.Equal([3], (await copy.RawAsync(Pm25, T0, T0 + Hour, 10, default)).Select(r => r.V));
    }

    [Fact]
    public async Task FlushThatFails_IsTriedAgainByTheTimer_AndLoggedOnce()
    {
        var log = new RecordingLogger();
        await using var store = await file.OpenAsync(logger: log);
        file.Break();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        file.Clock.Advance(TimeSpan.FromSeconds(5));
        await log.First.WaitAsync(Patience);
        var since = store.Trouble?.Since;
        Assert.Equal(file.Clock.UnixMs(), since);

        // It has been so since the first attempt, not the last.
        file.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<SqliteException>(async () => await store.FlushAsync(default));
        Assert.Equal(since, store.Trouble?.Since);
        file.Mend();
        var moved = NextMove(store);
        file.Clock.Advance(TimeSpan.FromSeconds(5));
        await moved.WaitAsync(Patience);
        Assert.Null(store.Trouble);
        Assert.Equal(1, log.Count);
    }

    [Fact]
    public async Task MemoryFullAndFlushFails_NothingOfTheBatchIsTaken_UntilItCanBe()
    {
        await using var store = await file.OpenAsync(memoryLimit: 10);
        file.Break();
        await store.WriteAsync(Batch(1, Some(4)), default);
        await store.WriteAsync(Batch(2, Some(4, first: 4)), default);
        var third = Batch(3, Some(4, first: 8));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<SqliteException>(async () => await store.WriteAsync(third, default));
            Assert.Equal(8, (await store.RawAsync(Pm10, T0, T0 + Hour, 100, default)).Count);
            Assert.Equal(ReceivedAt(2), store.StoredUntil);
        }

        file.Mend();
        await store.WriteAsync(third, default);
        Assert.Equal(12, (await store.RawAsync(Pm10, T0, T0 + Hour, 100, default)).Count);
    }

    [Fact]
    public async Task FileLockedBySomebody_FlushFails_AndSucceedsOnceItIsFree()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        using (var other = new SqliteConnection($"Data Source={file.Path};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<SqliteException>(async () => await store.FlushAsync(default));
            Assert.Equal([1], (await store.RawAsync(Pm10, T0, T0 + Hour, 10, default)).Select(r => r.V));
        }

        await store.FlushAsync(default);
        Assert.Equal(1, store.Stored?.Position);
    }

    [Fact]
    public async Task CloseThatCannotFlush_StillCloses()
    {
        var log = new RecordingLogger();
        var store = await file.OpenAsync(logger: log);
        file.Break();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        await store.DisposeAsync();
        Assert.Equal(1, log.Count);
        file.Mend();
        await using var again = await file.OpenAsync();
        Assert.Null(again.Stored);
    }

    [Fact]
    public async Task ReadersDuringFlush_SeeABatchWholeOrNotAtAll()
    {
        await using var store = await file.OpenAsync(memoryLimit: 40);
        const int batches = 600;
        // Every batch overwrites the first reading with its own number and adds one that has it.
        var writer = Task.Run(async () =>
        {
            for (var i = 1; i <= batches; i++)
            {
                await store.WriteAsync(Batch(i, Good(Pm10, T0, i), Good(Pm10, T0 + (i * Minute), i)), default);
            }
        });
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!writer.IsCompleted)
            {
                var raw = await store.RawAsync(Pm10, T0, T0 + (1_000 * Hour), 10_000, default);
                Assert.True(raw.Count == 0 || raw[0].V == raw.Count - 1, $"{raw.Count} readings, the first says {(raw.Count > 0 ? raw[0].V : 0)}");
            }
        })).ToList();
        await Task.WhenAll([writer, .. readers]).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(batches + 1, (await store.RawAsync(Pm10, T0, T0 + (1_000 * Hour), 10_000, default)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BucketQuestion_AllocatesByBlockAndBucket_NotByReading(bool packed)
    {
        await using var store = await file.OpenAsync();
        SeriesId sparse = new("a", "pm10"), dense = new("b", "pm10");
        await store.WriteAsync(Batch(1, Day(sparse, 60)), default);
        await store.WriteAsync(Batch(2, Day(dense, 5)), default);
        await store.FlushAsync(default);
        if (packed)
        {
            await store.PackAsync(long.MaxValue, null, default);
        }

        var more = await AllocatedAsync(store, dense) - await AllocatedAsync(store, sparse);

        // The blocks themselves are 13 bytes a reading; a single object for each would be 24 more.
        Assert.InRange(more / (17_280.0 - 1_440), 0, 20);
    }

    static async Task<long> AllocatedAsync(EmbeddedTelemetryStore store, SeriesId series)
    {
        Assert.True(BucketSize.TryParse("5m", TimeZoneInfo.Utc, out var size));
        long allocated = 0;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var answer = store.BucketsAsync(series, T0, T0 + (24 * Hour), size, BucketAggregates.Basic, 1_000, default);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(288, (await answer).Count);
        }

        return allocated;
    }

    static List<Reading> Day(SeriesId series, int seconds) =>
        Enumerable.Range(0, 86_400 / seconds).Select(i => Good(series, T0 + (i * seconds * 1_000L), i)).ToList();

    static List<Reading> Some(int count, int first = 0) =>
        Enumerable.Range(first, count).Select(i => Good(Pm10, T0 + i, i)).ToList();

    static Task NextMove(EmbeddedTelemetryStore store)
    {
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.StoredMoved += () => moved.TrySetResult();
        return moved.Task;
    }

    sealed class RecordingLogger : ILogger
    {
        readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int count;

        public Task First => first.Task;

        public int Count => Volatile.Read(ref count);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref count);
            first.TrySetResult();
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
