using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalRestartTests
{
    [Fact]
    public async Task CrashAfterCrash_LosesAndDoublesNothingThatWasTold()
    {
        var folder = new JournalFolder();
        var (id, next) = (Guid.Empty, 0);
        for (var life = 0; life < 6; life++)
        {
            await using var journal = folder.OpenSmall();
            Assert.True(life == 0 || journal.Id == id);
            id = journal.Id;
            next = await JournalFolder.AppendAsync(journal, next, 700);
            await JournalFolder.AppendSinglyAsync(journal, next, 20, readings: 200);
            next += 20;
            var left = folder.Crash();
            await journal.DisposeAsync();
            folder.Dispose();
            folder = left;
        }

        await using (var last = folder.OpenSmall())
        {
            var batches = JournalFolder.Read(last);
            Assert.Equal(1, batches[0].Position.Position);
            Assert.Equal(Enumerable.Range(0, next), JournalFolder.Numbers(batches).Distinct());
            Assert.Equal(next, batches.Sum(b => b.Messages.Length));
        }

        folder.Dispose();
    }

    [Fact]
    public async Task PositionsGoOn_WhenTheOnlyFileThatIsLeftHasNoBatchYet()
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.OpenSmall())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 12);
            journal.Segments.Rotate(journal.Head);
            journal.Pass("store", journal.Head);
            journal.KeepForDuplicates(journal.Head);
            Assert.Equal(1, journal.DeletePassed());
        }

        for (var restart = 0; restart < 2; restart++)
        {
            await using var again = folder.OpenSmall();
            Assert.Equal(12, again.Head);
            Assert.Null(again.ReadFrom(0).TryNext());
        }

        await using var last = folder.OpenSmall();
        await JournalFolder.AppendSinglyAsync(last, 12, 1);
        Assert.Equal(13, JournalFolder.Read(last).Single().Position.Position);
    }

    [Fact]
    public async Task CrashWhileTheNextFileIsMade_ForgetsNoPosition()
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.OpenSmall())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 3);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "2.db"), []);
        await using var again = folder.OpenSmall();
        again.Pass("store", 3);
        again.KeepForDuplicates(3);
        Assert.Equal(1, again.DeletePassed());
        await JournalFolder.AppendSinglyAsync(again, 3, 1);
        Assert.Equal(4, again.Head);
    }

    [Theory]
    [InlineData("index.db")]
    [InlineData("1.db")]
    public async Task FileOfANewerProgram_IsRefusedInWords(string file)
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.Open())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 1);
        }

        Execute(Path.Combine(folder.Path, file), "PRAGMA user_version=99");
        var refused = Assert.Throws<NewerFormatException>(() => folder.Open());
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchThatCannotBeRead_IsNotPassedInSilence()
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.Open())
        {
            await JournalFolder.AppendAsync(journal, 0, 2_000);
        }

        var path = Path.Combine(folder.Path, "1.db");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(bytes.Length / 3, bytes.Length / 3).Fill(0xA5);
        await File.WriteAllBytesAsync(path, bytes);
        await using var again = folder.Open();
        var refused = Assert.Throws<DamagedFileException>(() => JournalFolder.Read(again));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SegmentThatIsGone_IsMissed()
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.Open())
        {
            await JournalFolder.AppendAsync(journal, 0, 10);
            journal.Index.SaveSnapshot("ledger", journal.Head, new byte[] { 1 });
        }

        File.Delete(Path.Combine(folder.Path, "1.db"));
        Assert.Contains("missing", Assert.Throws<DamagedFileException>(() => folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SegmentOfAnotherJournal_IsRefusedInWords()
    {
        using var folder = new JournalFolder();
        await using (var journal = folder.Open())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 1);
        }

        File.Delete(Path.Combine(folder.Path, "index.db"));
        var refused = Assert.Throws<InvalidDataException>(() => folder.Open());
        Assert.Contains("belongs to another journal", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_KeepsSnapshotsAndRuleEffects()
    {
        using var folder = new JournalFolder();
        var path = Path.Combine(folder.Path, "index.db");
        RuleEffect[] effects = [new(5, 1, "r1", 1, "{}"), new(7, 2, "r1", 2, null), new(7, 2, "r2", 1, "{\"a\":1}")];
        using (var index = new JournalIndex(path))
        {
            index.SaveSnapshot("ledger", 3, new byte[] { 1 });
            index.SaveSnapshot("ledger", 4, new byte[] { 2, 3 });
            index.SaveRuleEffects(effects);
            index.SaveRuleEffects(effects);
        }

        using var again = new JournalIndex(path);
        Assert.Equal(4, again.LoadSnapshot("ledger")!.Value.Position);
        Assert.Equal([2, 3], again.LoadSnapshot("ledger")!.Value.Body);
        Assert.Null(again.LoadSnapshot("other"));
        Assert.Equal(effects, again.RuleEffectsAfter(0));
        Assert.Equal(effects[1..], again.RuleEffectsAfter(5));
    }

    static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
