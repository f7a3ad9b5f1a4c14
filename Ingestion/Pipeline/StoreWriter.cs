using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Pipeline;

/// <summary>
/// Carries batches from the journal to the telemetry store, oldest first. While the store refuses, the journal keeps them on
/// disk. A batch counts as stored, and may leave the journal, once the store says it is durable there.
/// </summary>
public sealed class StoreWriter(
    Journal journal, ITelemetryWriter store, LateHours late, Ledger ledger, TimeProvider clock, ILogger<StoreWriter> logger)
    : BackgroundService
{
    public const string Consumer = "store";

    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    readonly Lock _gate = new();
    readonly Queue<JournalBatch> _written = new();
    int _unstored;
    volatile StoreTrouble? _refused;

    /// <summary>Batches that wait go together, up to about so many readings and messages: a drain goes on in pieces of this size.</summary>
    internal int MostTogether { get; init; } = 25_000;

    /// <summary>Readings and messages that the store has and has not made durable. Above this it is asked to, before it gets more.</summary>
    internal int MostUnstored { get; init; } = 500_000;

    /// <summary>Why the store takes nothing or keeps nothing, and since when; null when all is well.</summary>
    public StoreTrouble? Trouble => _refused ?? store.Trouble;

    /// <inheritdoc cref="ITelemetryWriter.DamagedBlocks"/>
    public long DamagedBlocks => store.DamagedBlocks;

    /// <summary>Raised for each batch that has become durable in the store, in order.</summary>
    public event Action<JournalBatch>? Stored;

    /// <summary>Position of the last batch handed to the store.</summary>
    public long WrittenPosition { get; private set; }

    /// <summary>Where the store has got in this journal; zero when it has nothing of it.</summary>
    public static long StoredPosition(Journal journal, ITelemetryWriter store) =>
        store.Stored is { } stored && stored.JournalId == journal.Id ? stored.Position : 0;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        WrittenPosition = StoredPosition(journal, store);
        if (store.Stored is { } other && other.JournalId != journal.Id)
        {
            logger.LogWarning("The store was filled from another journal; it takes this one from its oldest batch on");
        }

        journal.Pass(Consumer, WrittenPosition);
        store.StoredMoved += OnStoredMoved;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.LogWarning("The store could not keep the last readings, the journal has them: {Error}", e.Message);
        }

        store.StoredMoved -= OnStoredMoved;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilItWorksAsync(store.PrepareAsync, stoppingToken).ConfigureAwait(false);
        using var reader = journal.ReadFrom(WrittenPosition);
        while (!stoppingToken.IsCancellationRequested)
        {
            var batches = await GatherAsync(reader, stoppingToken).ConfigureAwait(false);
            await WriteAsync(batches, stoppingToken).ConfigureAwait(false);
            WrittenPosition = batches[^1].Position.Position;
            // A store in memory and a journal in the page cache never make us wait: let the others have their turn.
            await Task.Yield();
        }
    }

    async Task<IReadOnlyList<JournalBatch>> GatherAsync(JournalReader reader, CancellationToken cancellationToken)
    {
        var batches = new List<JournalBatch>();
        var size = 0;
        for (var batch = await reader.NextAsync(cancellationToken).ConfigureAwait(false); batch is not null; batch = reader.TryNext())
        {
            batches.Add(batch);
            size += batch.Size;
            if (size >= MostTogether)
            {
                break;
            }
        }

        return batches;
    }

    async Task WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _unstored) >= MostUnstored)
        {
            await UntilItWorksAsync(store.FlushAsync, cancellationToken).ConfigureAwait(false);
        }

        lock (_gate)
        {
            foreach (var batch in batches)
            {
                _written.Enqueue(batch);
                _unstored += batch.Size;
            }
        }

        await UntilItWorksAsync(token => late.WriteAsync(store, batches, token), cancellationToken).ConfigureAwait(false);
    }

    async Task UntilItWorksAsync(Func<CancellationToken, ValueTask> act, CancellationToken cancellationToken)
    {
        for (var pause = ShortestPause; ;)
        {
            var (began, atLeast) = (clock.UnixMs(), TimeSpan.Zero);
            try
            {
                await act(cancellationToken).ConfigureAwait(false);
                Clear();
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Report(e.Message, began);
                atLeast = (e as TelemetryStoreException)?.PauseAtLeast ?? TimeSpan.Zero;
            }

            await Task.Delay(atLeast + pause, clock.Pace(), cancellationToken).ConfigureAwait(false);
            pause = NextPause(pause);
        }
    }

    /// <summary>Decorrelated jitter: processes that lost the same store do not come back all at once.</summary>
    static TimeSpan NextPause(TimeSpan last)
    {
        var next = ShortestPause + (((last * 3) - ShortestPause) * Random.Shared.NextDouble());
        return next < LongestPause ? next : LongestPause;
    }

    void OnStoredMoved()
    {
        var stored = StoredPosition(journal, store);
        lock (_gate)
        {
            var refused = journal.Index.Refused(_written.TryPeek(out var oldest) ? oldest.Position.Position - 1 : stored, stored);
            while (_written.TryPeek(out var batch) && batch.Position.Position <= stored)
            {
                _unstored -= batch.Size;
                ledger.Stored(_written.Dequeue(), refused);
                Stored?.Invoke(batch);
            }
        }

        journal.Pass(Consumer, stored);
    }

    void Report(string text, long began)
    {
        if (_refused?.Text != text)
        {
            logger.LogError("The store takes nothing, the journal keeps it: {Error}", text);
            _refused = new StoreTrouble(_refused?.Since ?? began, text);
        }
    }

    void Clear()
    {
        if (_refused is { } trouble)
        {
            logger.LogInformation("The store takes readings again, after {Seconds:0} s", (clock.UnixMs() - trouble.Since) / 1_000.0);
            _refused = null;
        }
    }
}
