using CityOps.Ingestion.Accounting;
using CityOps.Storage.Journal;
using CityOps.Tests.Storage.Journal;
using Microsoft.Extensions.Logging;
using CityJournal = CityOps.Storage.Journal.Journal;

namespace CityOps.Tests.Ingestion.Accounting;

public sealed class LedgerRestoreTests : IAsyncLifetime
{
    const int Batches = 40;

    readonly JournalFolder _folder = new();
    readonly LogLines _logger = new();
    CityJournal _journal = null!;

    public async ValueTask InitializeAsync()
    {
        _journal = _folder.OpenSmall();
        await JournalFolder.AppendSinglyAsync(_journal, 0, Batches, readings: 200);
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(Batches)]
    public void WithoutASnapshot_AllBatchesAreCounted(int stored) => Check(LedgerRestore.Restore(_journal, stored, _logger), stored);

    [Theory]
    [InlineData(30, 20, 20)]
    [InlineData(30, 20, 25)]
    [InlineData(30, 20, 40)]
    [InlineData(30, 30, 30)]
    [InlineData(30, 0, 40)]
    [InlineData(40, 40, 40)]
    public void FromASnapshot_WithTheStoreAtOrAheadOfIt_EachBatchCountsOnce(int counted, int storedThen, int storedNow)
    {
        Save(counted, storedThen);
        Check(LedgerRestore.Restore(_journal, storedNow, _logger), storedNow);
        Assert.Empty(_logger.Lines);
    }

    [Theory]
    [InlineData(30, 20, 19)]
    [InlineData(30, 30, 5)]
    [InlineData(40, 40, 0)]
    public void StoreBehindTheSnapshot_WhatItHasNotGotIsPendingAgainAndItIsSaid(int counted, int storedThen, int storedNow)
    {
        Save(counted, storedThen);
        var ledger = LedgerRestore.Restore(_journal, storedNow, _logger);
        Check(ledger, storedNow);
        Assert.Contains("pending again", Assert.Single(_logger.Lines).Message, StringComparison.Ordinal);

        foreach (var batch in JournalFolder.Read(_journal, storedNow))
        {
            ledger.Stored(batch);
        }

        Check(ledger, Batches);
    }

    [Theory]
    // Snapshot: counted, stored then; the store now. Refused are the messages of batches 5, 15, 25 and 35.
    [InlineData(0, 0, 40, 4)]
    [InlineData(0, 0, 17, 2)]
    [InlineData(30, 20, 20, 2)]
    [InlineData(30, 20, 40, 4)]
    [InlineData(40, 40, 12, 1)]
    [InlineData(40, 40, 0, 0)]
    public void RefusedMessages_StayRefused_WhateverTheSnapshotKnew(int counted, int storedThen, int storedNow, int expected)
    {
        _journal.Index.AddDeadLetters([.. new[] { 5, 15, 25, 35 }.Select(p => Letter(p, 0))]);
        Save(counted, storedThen);
        var ledger = LedgerRestore.Restore(_journal, storedNow, _logger);
        var counts = ledger.Total(0).Counts;
        Assert.Equal((Batches, storedNow - expected, expected, Batches - storedNow), (counts.Decoded, counts.Stored, counts.Refused, counts.Pending));
        Assert.Equal(expected, ledger.Device("aq-1", 0)!.Counts.Refused);
    }

    /// <summary>After a day without a store that would be a day's batches, and a start that takes as long.</summary>
    [Fact]
    public void FromASnapshot_WhatTheStoreHasNotGotIsNotReadAgain()
    {
        Save(39, 0);
        var path = _journal.Segments.Files[0].Path;
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var spoil = connection.CreateCommand();
            spoil.CommandText = "UPDATE batch SET messages = x'ff'";
            Assert.True(spoil.ExecuteNonQuery() > 0);
        }

        Check(LedgerRestore.Restore(_journal, 0, _logger), 0);
    }

    [Fact]
    public void MoreDeadLettersThanAreKept_StayUntilTheyAreCounted()
    {
        _journal.Index.AddDeadLetters([Letter(5, 0), .. Enumerable.Range(0, DeadLetter.Kept).Select(reading => Letter(35, reading))]);
        _journal.Index.SaveReader("influxdb", new ReaderPosition(new JournalPosition(_journal.Id, Batches), 0), []);
        var ledger = LedgerRestore.Restore(_journal, Batches, _logger);
        Assert.Equal(2, ledger.Total(0).Counts.Refused);

        LedgerRestore.Save(ledger, _journal);
        Assert.False(_journal.Index.Refused(0, Batches).Contains(5, 0));
        Assert.Equal(2, LedgerRestore.Restore(_journal, Batches, _logger).Total(0).Counts.Refused);
    }

    [Fact]
    public void DamagedSnapshot_StartsFromTheOldestBatchAndSaysSo()
    {
        Save(30, 20);
        var (position, body) = _journal.Index.LoadSnapshot(LedgerRestore.SnapshotName)!.Value;
        body[body.Length / 2] ^= 1;
        _journal.Index.SaveSnapshot(LedgerRestore.SnapshotName, position, body);

        Check(LedgerRestore.Restore(_journal, 25, _logger), 25);
        var said = Assert.Single(_logger.Lines);
        Assert.Equal(LogLevel.Error, said.Level);
        Assert.Contains("oldest batch", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SavedLedger_LetsTheJournalGoOnlyWhatIsCountedAndStored()
    {
        _journal.KeepForDuplicates(Batches);
        Save(30, 0);
        Assert.Equal(0, _journal.DeletePassed());
        Save(30, (int)_journal.Segments.Files[0].Last);
        Assert.Equal(1, _journal.DeletePassed());

        // What is gone stays counted.
        Check(LedgerRestore.Restore(_journal, Batches, _logger), Batches);
    }

    static DeadLetter Letter(int position, int reading) => new(0, position, 0, reading, 0, "aq-1", "line", "no");

    void Save(int counted, int stored)
    {
        var ledger = new Ledger();
        var batches = JournalFolder.Read(_journal);
        batches.Take(counted).ToList().ForEach(ledger.Apply);
        var refused = _journal.Index.Refused(0, stored);
        batches.Take(stored).ToList().ForEach(batch => ledger.Stored(batch, refused));
        LedgerRestore.Save(ledger, _journal);
    }

    static void Check(Ledger ledger, int stored)
    {
        var counts = ledger.Total(0).Counts;
        Assert.Equal((Batches, stored, Batches - stored), (counts.Received, counts.Stored, counts.Pending));
        Assert.Equal(LedgerSome.Words(counts), LedgerSome.Words(ledger.Device("aq-1", 0)!.Counts));
        Assert.Equal((Batches, stored), (ledger.Position, ledger.StoredPosition));
    }
}
