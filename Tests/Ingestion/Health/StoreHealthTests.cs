using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using CityOps.Tests.Ingestion.Pipeline;
using CityOps.Tests.Storage.Journal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Health;

/// <summary>What health says of the store and of the journal that waits for it. The messages are of 17:00:00 and the milliseconds after it, in Ljubljana.</summary>
public sealed class StoreHealthTests : IAsyncLifetime
{
    readonly JournalFolder _folder = new();
    readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(JournalFolder.Start));
    readonly ToldStore _store = new();
    readonly Ledger _ledger = new();
    readonly JournalGrowth _growth = new();
    CityJournal _journal = null!;
    StoreWriter _writer = null!;
    StoreBacklog _backlog = null!;
    StoreHealth _health = null!;

    public async ValueTask InitializeAsync()
    {
        _journal = _folder.OpenSmall();
        _journal.Committed += _ledger.Apply;
        _writer = new StoreWriter(_journal, _store, new LateHours(_journal.Index, long.MinValue), _ledger, _clock, NullLogger<StoreWriter>.Instance);
        _backlog = new StoreBacklog(_journal, _store);
        var settings = CitySettingsReader.Read(new ConfigurationBuilder().Build(), _folder.Path, production: false);
        _health = new StoreHealth(_writer, _backlog, _journal, settings, _clock);
        await JournalFolder.AppendSinglyAsync(_journal, 1, 40, readings: 200);
        await _writer.StartAsync(default);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_writer.WrittenPosition), written => written == 40, "all written");
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(default);
        _writer.Dispose();
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Well_NothingToSay()
    {
        Store(40);
        var health = _health.Check(_ledger);
        Assert.Equal((HealthStatus.Ready, null, "Readings reach the store."), (health.Status, health.Since, health.Text));
        Assert.Equal(
            (0, 0, 0, 0), (health.Numbers["pendingMessages"], health.Numbers["oldestPendingAt"], health.Numbers["oldestPendingSeconds"], health.Numbers["draining"]));
        Assert.Equal(_journal.Bytes, health.Numbers["journalBytes"]);
    }

    [Fact]
    public void Away_SaysSinceWhenHowMuchWaitsAndFromWhen()
    {
        Store(10);
        _clock.Advance(TimeSpan.FromMinutes(3));
        _store.Trouble = new StoreTrouble(_clock.UnixMs() - 60_000, "InfluxDB cannot be reached.");
        var health = _health.Check(_ledger);
        Assert.Equal((HealthStatus.Degraded, _clock.UnixMs() - 60_000), (health.Status, health.Since));
        Assert.Equal("The store is away, the journal keeps what comes: InfluxDB cannot be reached. 30 messages wait, the oldest from 17:00.", health.Text);
        Assert.Equal((30, JournalFolder.Start + 11), (health.Numbers["pendingMessages"], (long)health.Numbers["oldestPendingAt"]));
        Assert.Equal((179.989, 0), (health.Numbers["oldestPendingSeconds"], health.Numbers["draining"]));
    }

    [Fact]
    public void BrokenBlocks_AreSaidWithTheirNumber()
    {
        Store(40);
        Assert.Equal(0, _health.Check(_ledger).Numbers["damagedBlocks"]);
        _store.DamagedBlocks = 3;
        var health = _health.Check(_ledger);
        Assert.Equal((HealthStatus.Ready, 3), (health.Status, health.Numbers["damagedBlocks"]));
        Assert.StartsWith("Readings reach the store. 3 of its blocks cannot be read", health.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, "Readings reach the store.", 0)]
    [InlineData(16, "Draining: 30 messages wait, the oldest from 17:00.", 1)]
    [InlineData(86_400, "Draining: 30 messages wait, the oldest from 24 Nov 17:00.", 1)]
    public void BackAgain_ItDrainsUntilItKeepsUp(int seconds, string text, int draining)
    {
        Store(10);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        var health = _health.Check(_ledger);
        Assert.Equal((HealthStatus.Ready, null, text), (health.Status, health.Since, health.Text));
        Assert.Equal(draining, health.Numbers["draining"]);
    }

    [Fact]
    public void Backlog_GoesWithTheStore()
    {
        foreach (var position in new[] { 0, 1, 25, 39 })
        {
            Store(position);
            Assert.Equal(JournalFolder.Start + position + 1, _backlog.OldestReceivedAt());
            Assert.Equal(JournalFolder.Start + position + 1, _backlog.OldestReceivedAt());
        }

        Store(40);
        Assert.Null(_backlog.OldestReceivedAt());
    }

    [Fact]
    public async Task Backlog_IsReadFromTheDiskToo()
    {
        await _writer.StopAsync(default);
        await _journal.DisposeAsync();
        _journal = _folder.OpenSmall();
        var backlog = new StoreBacklog(_journal, _store);
        Store(7);
        Assert.Equal(JournalFolder.Start + 8, backlog.OldestReceivedAt());
    }

    [Fact]
    public void Journal_SaysHowLongThereIsRoom_WhileTheStoreIsAway()
    {
        var health = new JournalHealth(_journal, _growth, _writer, _backlog, _clock);
        Assert.Equal((0, 0), (health.Check().Numbers["bytesPerSecond"], health.Check().Numbers["roomSeconds"]));
        Store(40);
        _growth.Note(_clock.UnixMs(), 0);
        _growth.Note(_clock.UnixMs() + 3_600_000, 512L << 20);
        Assert.Equal("Readings are journalled before they are acknowledged.", health.Check().Text);

        _store.Trouble = new StoreTrouble(_clock.UnixMs(), "no answer");
        Assert.StartsWith(
            "Readings are journalled before they are acknowledged. While the store has not got them it grows by 512 MiB an hour; at this rate there is room for ",
            health.Check().Text, StringComparison.Ordinal);
        Assert.Equal((512L << 20) / 3_600.0, health.Check().Numbers["bytesPerSecond"], 6);
        Assert.True(health.Check().Numbers["roomSeconds"] > 0);
    }

    [Fact]
    public void Growth_IsOfTheLastTenMinutes_AndDeletedFilesAreNoShrinking()
    {
        Assert.Null(_growth.BytesPerSecond);
        _growth.Note(0, 1_000);
        Assert.Null(_growth.BytesPerSecond);
        _growth.Note(10_000, 2_000);
        Assert.Equal(100, _growth.BytesPerSecond);
        _growth.Note(20_000, 500);
        Assert.Equal(50, _growth.BytesPerSecond);
        for (var n = 3; n < 100; n++)
        {
            _growth.Note(n * 10_000, 500 + (n * 30));
        }

        Assert.Equal(3, _growth.BytesPerSecond!.Value, 6);
    }

    void Store(int position) => _store.MoveTo(_journal.Id, position);
}
