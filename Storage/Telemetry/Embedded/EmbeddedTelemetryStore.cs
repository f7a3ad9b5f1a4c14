using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.Embedded.Packed;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// Readings in one SQLite file, with the newest in memory. A reading can be queried when <see cref="WriteAsync"/> returns and
/// is durable when <see cref="Stored"/> has reached its batch; a crash loses only what came after, which the journal still
/// has. One writer, any number of readers at once. Latest readings do not say whether they were late.
/// </summary>
/// <remarks>
/// <code>
/// WriteAsync ─▶ generation being filled ─▶ generation being flushed ─▶ open rows ─ PackAsync ─▶ blocks
///                        │                        │                     └─── telemetry.db ──────┘
///                        └────────────────────────┴── SeriesReader merges ──┴───────────────────┘
/// </code>
/// </remarks>
public sealed partial class EmbeddedTelemetryStore : ITelemetryReader, ITelemetryWriter, ITelemetryUpkeep, IAsyncDisposable
{
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly RecentReadings recent;
    readonly Damage damage;
    readonly Tables tables;
    readonly BlockWriter file;
    readonly Packer packer;
    readonly Eraser eraser;
    readonly FreePages freePages;
    readonly BlockReaderPool pool;
    readonly SeriesReader reader;

    // Taken by whoever writes the file: the loop, a caller of FlushAsync, a writer that waits for room, or upkeep.
    readonly SemaphoreSlim turn = new(1, 1);
    readonly SemaphoreSlim wake = new(0);
    readonly CancellationTokenSource stop = new();
    readonly ITimer timer;
    readonly Task loop;
    volatile StoreTrouble? trouble;
    int disposed;

    // Changed by whoever has the turn.
    bool closed;

    EmbeddedTelemetryStore(EmbeddedStoreOptions options, TimeProvider clock, ILogger? logger)
    {
        (this.clock, this.logger) = (clock, logger ?? NullLogger.Instance);
        var (connection, state) = TelemetryFile.OpenToWrite(options.Path);
        recent = new RecentReadings(options.MemoryLimit, state);
        damage = new Damage(this.logger);
        tables = new Tables(connection, damage);
        (file, packer, freePages) = (new BlockWriter(tables), new Packer(tables), new FreePages(connection));
        pool = new BlockReaderPool(options.Path, damage);
        reader = new SeriesReader(recent, pool);
        eraser = new Eraser(tables, e => reader.CountStored(e.Series, e.From, e.To, CancellationToken.None));
        loop = Task.Run(FlushLoopAsync);
        timer = clock.CreateTimer(_ => Wake(), null, options.FlushInterval, options.FlushInterval);
    }

    /// <inheritdoc/>
    public event Action? StoredMoved;

    /// <inheritdoc/>
    public JournalPosition? Stored => recent.Stored;

    /// <summary>ReceivedAt of the newest batch that can be queried; null while the store has never been written.</summary>
    public long? StoredUntil => recent.StoredUntil;

    /// <summary>Why the last flush failed; null once one has succeeded. What it held is still in memory.</summary>
    public StoreTrouble? Trouble => trouble;

    /// <inheritdoc/>
    public long DamagedBlocks => damage.Blocks;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="TelemetryFormatException">The file is newer than this version, or is not a telemetry store.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="Sqlite.DamagedFileException">The file cannot be read.</exception>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static async ValueTask<EmbeddedTelemetryStore> OpenAsync(
        EmbeddedStoreOptions options, TimeProvider clock, ILogger? logger = null)
    {
        options.Validate();
        return await Task.Run(() => new EmbeddedTelemetryStore(options, clock, logger));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// When memory is full and the flush that should make room fails, its exception escapes and nothing of the batch at hand was taken.
    /// </remarks>
    public async ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        foreach (var batch in batches)
        {
            await WriteAsync(batch, cancellationToken);
        }
    }

    async ValueTask WriteAsync(JournalBatch batch, CancellationToken cancellationToken)
    {
        if (recent.Knows(batch.Position))
        {
            return;
        }

        while (!recent.TryAdd(batch))
        {
            await FlushWhileAsync(() => !recent.HasRoomFor(batch.Readings.Length), cancellationToken);
        }

        // While flushes fail the timer alone tries again.
        if (trouble is null && recent.HalfFull)
        {
            Wake();
        }
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        await FlushAllAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken)
    {
        var found = new List<Reading>(series.Count);
        recent.AddLatest(series, found);
        return new(found);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredReading>> RawAsync(
        SeriesId series, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var found = reader.Read(series, from, to, cancellationToken)
            .Take(limit).Select(e => new StoredReading(e.At, e.Value, e.Quality)).ToList();
        return new(found);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken)
    {
        var found = reader.Buckets(series, from, to, new BucketBuilder(size, aggregates), cancellationToken).Take(limit).ToList();
        return new(found);
    }

    /// <summary>Flushes and closes the file. A flush that fails is logged: the journal has what is not stored.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await timer.DisposeAsync();
        await stop.CancelAsync();
        await loop;
        try
        {
            await FlushAllAsync(CancellationToken.None);
        }
        catch (SqliteException e)
        {
            logger.LogError(e, "The telemetry store was closed with readings that are only in the journal");
        }
        finally
        {
            await InTurnAsync(Close, CancellationToken.None);
            stop.Dispose();
        }
    }

    void Close()
    {
        closed = true;
        pool.Dispose();
        file.Dispose();
        tables.Dispose();
    }

    async Task FlushLoopAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            string? before = null;
            try
            {
                await wake.WaitAsync(stop.Token);
                before = trouble?.Text;
                await FlushAllAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (e.Message != before)
                {
                    logger.LogWarning(e, "Readings stay in memory: the telemetry store could not be written");
                }
            }
        }
    }

    Task FlushAllAsync(CancellationToken cancellationToken) => InTurnAsync(FlushAll, cancellationToken);

    Task FlushWhileAsync(Func<bool> needed, CancellationToken cancellationToken) => InTurnAsync(() => FlushWhile(needed), cancellationToken);

    /// <summary>Nobody else writes the file meanwhile. Those who wait come in the order in which they asked.</summary>
    async Task InTurnAsync(Action write, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            await Task.Run(write, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What is written while it runs may be left to the next flush, or a busy writer would keep it running.</summary>
    void FlushAll()
    {
        var newest = recent.ActiveNumber;
        FlushWhile(() => recent.OldestNumber <= newest);
    }

    void FlushWhile(Func<bool> needed)
    {
        while (needed() && recent.BeginFlush() is { } generation)
        {
            Flush(generation);
        }
    }

    void Flush(Generation generation)
    {
        var began = clock.UnixMs();
        try
        {
            file.Write(generation);
        }
        catch (Exception e)
        {
            trouble = new StoreTrouble(trouble?.Since ?? began, e.Message);
            throw;
        }

        trouble = null;
        recent.EndFlush(generation);
        StoredMoved?.Invoke();
    }

    void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }
}
