using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>
/// Readings in an InfluxDB, for the process that writes them. A batch is durable there, and can be queried, when
/// <see cref="WriteAsync"/> returns. How far it is, and the newest reading of each series, are kept in the journal's
/// <c>index.db</c>, at most every five seconds: after a crash the last batches are written again, which changes nothing. What the
/// server refuses for good becomes a dead letter before its batch counts as stored. Opening needs no server.
/// </summary>
public sealed class InfluxDbTelemetryStore : ITelemetryReader, ITelemetryWriter, IAsyncDisposable
{
    readonly InfluxDbOptions options;
    readonly JournalIndex index;
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly InfluxDatabases databases;
    readonly LineSender sender;
    readonly InfluxDbReader reader;
    readonly KeptPosition position;
    readonly WritersLatest latest;

    // Only the one writer touches it.
    LineBuilder lines = new();
    int disposed;

    /// <param name="index">Must stay open until this store is closed.</param>
    public InfluxDbTelemetryStore(InfluxDbOptions options, JournalIndex index, TimeProvider clock, ILogger? logger = null)
    {
        (this.options, this.index, this.clock) = (options, index, clock);
        this.logger = logger ?? NullLogger.Instance;
        var client = new InfluxDbClient(options, clock);
        databases = new InfluxDatabases(client, this.logger);
        sender = new LineSender(options, client, databases);
        reader = new InfluxDbReader(options, client, clock);
        position = new KeptPosition(index, clock, this.logger);
        latest = new WritersLatest(position.Latest, reader, clock);
    }

    /// <inheritdoc/>
    public event Action? StoredMoved;

    /// <inheritdoc/>
    public JournalPosition? Stored => position.Current?.Position;

    /// <inheritdoc/>
    public long? StoredUntil => position.Current?.StoredUntil;

    /// <summary>Why the position cannot be kept; null when it can. The readings themselves are in InfluxDB all the same.</summary>
    public StoreTrouble? Trouble => position.Trouble;

    /// <inheritdoc/>
    public ValueTask PrepareAsync(CancellationToken cancellationToken) => databases.EnsureOnceAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="TelemetryStoreException">Not now; its message says why, and its pause how long to wait at least.</exception>
    /// <exception cref="SqliteException">A dead letter cannot be kept: its batch does not count as stored.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        var start = clock.GetTimestamp();
        var fresh = batches.Where(position.IsNew).ToList();
        lines.Clear();
        for (var i = 0; i < fresh.Count; i++)
        {
            lines.Add(fresh[i], i);
        }

        var count = lines.Lines.Count;
        try
        {
            await SendAsync(fresh, cancellationToken);
        }
        catch
        {
            // A request that was given up may still be reading from the buffer.
            lines = new LineBuilder();
            throw;
        }

        if (count > 0 && count < options.LargeWrite)
        {
            await RestAsync(options.BetweenWrites - clock.GetElapsedTime(start), cancellationToken);
        }
    }

    /// <summary>Keeps the position; the readings are durable already.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        position.Keep();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) =>
        latest.AskAsync(series, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken) =>
        reader.RawAsync(series, from, to, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
        SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) =>
        reader.BucketsAsync(series, from, to, size, aggregates, limit, cancellationToken);

    /// <summary>Keeps the position and closes the connections. A position that cannot be kept is logged: the journal has the rest.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            position.TryKeep();
            reader.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    async ValueTask SendAsync(List<JournalBatch> batches, CancellationToken cancellationToken)
    {
        var refusals = new Refusals(batches, lines);
        var all = lines.Lines;
        if (all.Count > 0)
        {
            await databases.EnsureOnceAsync(cancellationToken);
        }

        var done = 0;
        for (var (from, to) = (0, 0); to < all.Count; from = to)
        {
            to = sender.EndOf(all, from);
            var first = batches[all[from].Batch].Position;
            await sender.SendAsync(lines, from, to, (first, all[from].Reading), refusals.Add, cancellationToken);
            var whole = to < all.Count ? all[to].Batch : batches.Count;
            Advance(batches, done, whole, refusals);
            done = whole;
        }

        Advance(batches, done, batches.Count, refusals);
    }

    /// <summary>These batches are in the database as far as it takes them.</summary>
    void Advance(List<JournalBatch> batches, int from, int to, Refusals refusals)
    {
        if (from == to)
        {
            return;
        }

        Keep(refusals.LettersUpTo(to));
        for (var i = from; i < to; i++)
        {
            position.Latest.Add(batches[i], refusals.Of(i));
        }

        position.MoveTo(batches[to - 1]);
        StoredMoved?.Invoke();
    }

    void Keep(IReadOnlyList<DeadLetter> letters)
    {
        if (letters.Count > 0)
        {
            index.AddDeadLetters(letters);
            logger.LogError("InfluxDB refuses readings of {Count} messages for good, they are dead letters now: {Error}", letters.Count, letters[0].Error);
        }
    }

    /// <summary>What arrives meanwhile goes together with the next write. What was written stays written when we are stopped.</summary>
    async ValueTask RestAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, clock.Pace(), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
