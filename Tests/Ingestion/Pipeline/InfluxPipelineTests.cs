using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Ingestion.Accounting;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using CityOps.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Pipeline;

/// <summary>From the journal to InfluxDB, with the account of it.</summary>
public sealed class InfluxPipelineTests : IAsyncDisposable
{
    readonly JournalFolder _folder = new();
    readonly LogLines<StoreWriter> _log = new();
    CityJournal _journal;
    Ledger _ledger = new();

    public InfluxPipelineTests()
    {
        _journal = _folder.OpenSmall();
        _journal.Committed += _ledger.Apply;
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RefusedMessage_IsInTheAccount_FromTheFirstMoment_AndAfterAKill()
    {
        await using var server = new FakeInflux(lines =>
            lines.Any(l => l.Contains("pm10=13 ", StringComparison.Ordinal)) ? FakeAnswer.Error(400, "poison") : FakeAnswer.Written);
        await using (var store = Open(server.Url, TimeProvider.System))
        using (var writer = await StartAsync(store, TimeProvider.System))
        {
            await JournalFolder.AppendSinglyAsync(_journal, 1, 20);
            await StoredAsync(store, 20);
            AssertLedger(20, stored: 19, refused: 1);
            LedgerRestore.Save(_ledger, _journal);
            await writer.StopAsync(default);
        }

        // The store's own position is what a kill leaves of it: all, some, or nothing of what the account had counted.
        foreach (var position in new[] { 20, 13, 12, 0 })
        {
            await ReopenAsync(position);
            AssertLedger(20, stored: position > 12 ? position - 1 : position, refused: position > 12 ? 1 : 0);
        }

        await using var again = Open(server.Url, TimeProvider.System);
        using var second = await StartAsync(again, TimeProvider.System);
        await StoredAsync(again, 20);
        AssertLedger(20, stored: 19, refused: 1);
        Assert.Single(_journal.Index.DeadLetters(long.MaxValue, 10));
        await second.StopAsync(default);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RefusedMessage_IsInTheAccount_WhateverTheGeneration(int generation)
    {
        await using var server = new InfluxServer();
        await using InfluxStandIn standIn = generation == 2 ? new Influx2(server) : new Influx3(server);
        await standIn.StartAsync();
        standIn.IsPoison = line => line.Contains("pm10=13 ", StringComparison.Ordinal);
        await using var store = new InfluxDbTelemetryStore(standIn.Access(new InfluxDbOptions { Url = standIn.Url }), _journal.Index, TimeProvider.System);
        using var writer = await StartAsync(store, TimeProvider.System);
        await JournalFolder.AppendSinglyAsync(_journal, 1, 20);
        await StoredAsync(store, 20);
        AssertLedger(20, stored: 19, refused: 1);
        Assert.Contains("poison", Assert.Single(_journal.Index.DeadLetters(long.MaxValue, 10)).Error, StringComparison.Ordinal);
        Assert.Null(writer.Trouble);
        await writer.StopAsync(default);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured_AndSaidInWords()
    {
        var clock = new FakeTimeProvider();
        var busy = true;
        await using var server = new FakeInflux(_ => busy ? new FakeAnswer(503, """{"error":"overloaded"}""", "20") : FakeAnswer.Written);
        await using var store = Open(server.Url, clock);
        await JournalFolder.AppendSinglyAsync(_journal, 1, 3);
        using var writer = await StartAsync(store, clock);
        await Eventually.SatisfiesAsync(() => Task.FromResult(writer.Trouble?.Text), text => text?.Contains("overloaded", StringComparison.Ordinal) == true, "trouble");
        Assert.Single(server.Writes);
        AssertLedger(3, stored: 0, refused: 0);

        busy = false;
        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Single(server.Writes);
        await Eventually.SatisfiesAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(store.Stored?.Position);
            },
            position => position == 3, "stored");
        Assert.Null(writer.Trouble);
        AssertLedger(3, stored: 3, refused: 0);
        await writer.StopAsync(default);
    }

    [Fact]
    public async Task LongPause_EndsAtOnceWhenStopped()
    {
        var clock = new FakeTimeProvider();
        await using var server = new FakeInflux(_ => FakeAnswer.Error(401, "authorization failed"));
        await using var store = Open(server.Url, clock);
        await JournalFolder.AppendSinglyAsync(_journal, 1, 3);
        using var writer = await StartAsync(store, clock);
        await Eventually.SatisfiesAsync(() => Task.FromResult(writer.Trouble), trouble => trouble is not null, "trouble");
        Assert.Contains("Store:InfluxDb:Password", writer.Trouble!.Text, StringComparison.Ordinal);

        // The clock stands still: only the stop can end the pause.
        await writer.StopAsync(default).WaitAsync(JournalFolder.Limit);
        AssertLedger(3, stored: 0, refused: 0);
    }

    [Fact]
    public async Task SmallWrites_RestBetween_SoThatWhatArrivesGoesTogether()
    {
        var clock = new FakeTimeProvider();
        await using var server = new FakeInflux(_ => FakeAnswer.Written);
        await using var store = Open(server.Url, clock);
        using var writer = await StartAsync(store, clock);
        await JournalFolder.AppendSinglyAsync(_journal, 1, 1);
        await StoredAsync(store, 1);
        await JournalFolder.AppendSinglyAsync(_journal, 2, 10);
        Assert.Single(server.Writes);
        await Eventually.SatisfiesAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                return Task.FromResult(store.Stored?.Position);
            },
            position => position == 11, "stored");
        Assert.Equal(2, server.Writes.Count);
        await writer.StopAsync(default);
    }

    InfluxDbTelemetryStore Open(Uri url, TimeProvider clock) => new(new InfluxDbOptions { Url = url }, _journal.Index, clock);

    async Task<StoreWriter> StartAsync(InfluxDbTelemetryStore store, TimeProvider clock)
    {
        var writer = new StoreWriter(_journal, store, new LateHours(_journal.Index, long.MinValue), _ledger, clock, _log);
        await writer.StartAsync(default);
        return writer;
    }

    async Task ReopenAsync(int position)
    {
        var reader = _journal.Index.LoadReader("influxdb")!;
        _journal.Index.SaveReader("influxdb", reader with { Position = reader.Position with { Position = position } }, []);
        await _journal.DisposeAsync();
        _journal = _folder.OpenSmall();
        _ledger = LedgerRestore.Restore(_journal, position, NullLogger.Instance);
    }

    Task<long?> StoredAsync(InfluxDbTelemetryStore store, long position) =>
        Eventually.SatisfiesAsync(() => Task.FromResult(store.Stored?.Position), stored => stored == position && _ledger.StoredPosition == position, "stored");

    void AssertLedger(int decoded, int stored, int refused)
    {
        var counts = _ledger.Total(0).Counts;
        Assert.Equal((decoded, decoded, stored, refused, decoded - stored - refused), (counts.Received, counts.Decoded, counts.Stored, counts.Refused, counts.Pending));
    }
}
