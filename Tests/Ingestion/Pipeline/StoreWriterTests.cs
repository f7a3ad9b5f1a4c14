using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Pipeline;

public sealed class StoreWriterTests : IAsyncLifetime
{
    readonly JournalFolder _folder = new();
    readonly LogLines<StoreWriter> _log = new();
    readonly Store _store = new();
    CityJournal _journal = null!;
    Ledger _ledger = null!;

    public async ValueTask InitializeAsync()
    {
        _journal = _folder.OpenSmall();
        _ledger = new Ledger();
        _journal.Committed += _ledger.Apply;
        _journal.KeepForDuplicates(long.MaxValue);
        await JournalFolder.AppendSinglyAsync(_journal, 0, 40, readings: 200);
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task StoreThatRefusesForAWhile_CostsNothingButTime()
    {
        _store.Refusals = new([new IOException("the store is away"), new TaskCanceledException("the store is slow"), new IOException("the store is away")]);
        _store.HoldAfterRefusals();
        var before = TimeProvider.System.UnixMs();
        using var writer = await StartAsync();
        await Eventually.SatisfiesAsync(() => Task.FromResult(_store.Refusals.Count), left => left == 0, "all refusals");
        await Eventually.SatisfiesAsync(() => Task.FromResult(writer.Trouble), trouble => trouble is not null, "trouble");
        await JournalFolder.AppendSinglyAsync(_journal, 40, 5);
        AssertLedger(45, 0);
        Assert.Equal((0, 0), (writer.WrittenPosition, _journal.DeletePassed()));
        Assert.StartsWith("the store is", writer.Trouble!.Text, StringComparison.Ordinal);
        Assert.InRange(writer.Trouble.Since, before, TimeProvider.System.UnixMs());

        _store.Release();
        await WrittenAsync(writer, 45);
        Assert.Null(writer.Trouble);
        Assert.Contains("takes readings again", _log.Lines.Last().Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 45).Select(n => (long)n), _store.Written);
        AssertLedger(45, 0);
        await writer.StopAsync(default);
    }

    [Fact]
    public async Task LedgerAndJournal_MoveWithWhatIsDurableInTheStore()
    {
        using var writer = await StartAsync();
        await WrittenAsync(writer, 40);
        AssertLedger(40, 0);
        Assert.Equal(0, _journal.DeletePassed());
        foreach (var position in new[] { 1, 2, 2, 25, 39 })
        {
            _store.MoveTo(_journal.Id, position);
            AssertLedger(40, position);
        }

        Assert.True(_journal.DeletePassed() > 0);
        await JournalFolder.AppendSinglyAsync(_journal, 40, 1);
        await WrittenAsync(writer, 41);

        // The end makes durable what was written, and counts it.
        await writer.StopAsync(default);
        AssertLedger(41, 41);
    }

    [Fact]
    public async Task Restart_GoesOnBehindWhatTheStoreHas()
    {
        _store.MoveTo(_journal.Id, 25);
        _ledger = LedgerRestore.Restore(_journal, StoreWriter.StoredPosition(_journal, _store), NullLogger.Instance);
        AssertLedger(40, 25);
        using var writer = await StartAsync();
        await WrittenAsync(writer, 40);
        Assert.Equal(Enumerable.Range(26, 15).Select(n => (long)n), _store.Written);
        _store.MoveTo(_journal.Id, 40);
        AssertLedger(40, 40);
        await writer.StopAsync(default);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task StoreOfAnotherJournal_IsFilledFromTheOldestBatchAndItIsSaid()
    {
        _store.MoveTo(Guid.NewGuid(), 1_000);
        using var writer = await StartAsync();
        await WrittenAsync(writer, 40);
        Assert.Equal(40, _store.Written.Count);
        Assert.Contains("another journal", Assert.Single(_log.Lines).Message, StringComparison.Ordinal);
        AssertLedger(40, 0);
        _store.MoveTo(_journal.Id, 40);
        AssertLedger(40, 40);
        await writer.StopAsync(default);
    }

    /// <summary>Refused messages have no readings: neither they nor a store that keeps nothing may fill memory.</summary>
    [Fact]
    public async Task BatchesWithoutReadings_GoInPieces_AndAStoreThatKeepsNothingIsAskedTo()
    {
        for (var n = 0; n < 60; n++)
        {
            await _journal.Append(JournalFolder.Rubbish(n)).WaitAsync(JournalFolder.Limit);
        }

        _store.MoveTo(_journal.Id, 40);
        using var writer = await StartAsync(mostTogether: 10, mostUnstored: 20);
        await WrittenAsync(writer, 100);
        Assert.Equal(Enumerable.Range(41, 60).Select(n => (long)n), _store.Written);
        Assert.Equal(10, _store.MostTogether);
        Assert.Equal([60, 80], _store.Flushed);
        await writer.StopAsync(default);
    }

    async Task<StoreWriter> StartAsync(int mostTogether = 25_000, int mostUnstored = 500_000)
    {
        var writer = new StoreWriter(_journal, _store, new LateHours(_journal.Index, long.MinValue), _ledger, TimeProvider.System, _log) { MostTogether = mostTogether, MostUnstored = mostUnstored };
        await writer.StartAsync(default);
        return writer;
    }

    static Task<long> WrittenAsync(StoreWriter writer, long position) =>
        Eventually.SatisfiesAsync(() => Task.FromResult(writer.WrittenPosition), written => written == position, $"position {position} written");

    void AssertLedger(int decoded, int stored)
    {
        var counts = _ledger.Total(0).Counts;
        Assert.Equal((decoded, stored, decoded - stored), (counts.Decoded, counts.Stored, counts.Pending));
    }

    /// <summary>Takes batches, but for what the test has it refuse; durable where the test says, and at a flush.</summary>
    sealed class Store : ITelemetryWriter
    {
        TaskCompletionSource? _held;
        Guid _journalId;

        public Queue<Exception> Refusals { get; set; } = new();

        public List<long> Written { get; } = [];

        public int MostTogether { get; private set; }

        /// <summary>The positions at which it was asked to make all durable.</summary>
        public List<long> Flushed { get; } = [];

        public JournalPosition? Stored { get; private set; }

        public long? StoredUntil => null;

        public event Action? StoredMoved;

        public void HoldAfterRefusals() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _held!.SetResult();

        public async ValueTask WriteAsync(IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken)
        {
            if (Refusals.TryDequeue(out var refusal))
            {
                throw refusal;
            }

            await (_held?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
            _journalId = batches[0].Position.JournalId;
            MostTogether = Math.Max(MostTogether, batches.Count);
            Written.AddRange(batches.Select(batch => batch.Position.Position));
        }

        public ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            if (Written.Count > 0)
            {
                Flushed.Add(Written[^1]);
                MoveTo(_journalId, Written[^1]);
            }

            return ValueTask.CompletedTask;
        }

        public void MoveTo(Guid journal, long position)
        {
            Stored = new JournalPosition(journal, position);
            StoredMoved?.Invoke();
        }
    }
}
