using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

/// <summary>A row leaves the quarantine in the transaction that journals its message again, whatever file it lies in.</summary>
public sealed class ReplayedRowsTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task RowOfAnyFile_IsGoneAfterTheCommit_AndStaysSo(bool otherFile, bool inTheIndex)
    {
        var id = 0L;
        using var crash = await FillAsync();
        await using (var again = crash.Open())
        {
            Assert.DoesNotContain(id, Ids(again));
            Assert.Equal(4, Ids(again).Count);
            Assert.True(JournalFolder.Read(again).SelectMany(batch => batch.Messages).Last().Replayed);
            again.Segments.Rotate(again.Head);
            DeleteAll(again);
            Assert.Equal(4, Ids(again).Count);
        }

        await using var last = crash.Open();
        Assert.DoesNotContain(id, Ids(last));
        Assert.Equal(4, last.Index.QuarantineMarks().Count);

        async Task<JournalFolder> FillAsync()
        {
            await using var journal = _folder.Open();
            for (var n = 0; n < 5; n++)
            {
                await journal.Append(JournalFolder.Rubbish(n)).WaitAsync(JournalFolder.Limit);
            }

            id = Ids(journal)[2];
            if (otherFile)
            {
                journal.Segments.Rotate(journal.Head);
            }

            if (inTheIndex)
            {
                DeleteAll(journal);
                Assert.Equal(5, journal.Index.QuarantineMarks().Count);
            }

            Assert.Equal("rubbish 2", Assert.Single(journal.TakeQuarantined([id])).Entry.Detail);
            Assert.Empty(journal.TakeQuarantined([id]));
            await journal.Append(Replay(id)).WaitAsync(JournalFolder.Limit);
            Assert.Empty(journal.TakeQuarantined([id]));
            Assert.DoesNotContain(id, Ids(journal));
            return _folder.Crash();
        }
    }

    [Fact]
    public async Task RowWhoseCommitNeverCame_IsThereAgain()
    {
        long id;
        JournalFolder crash;
        await using (var journal = _folder.Open())
        {
            await journal.Append(JournalFolder.Rubbish(1)).WaitAsync(JournalFolder.Limit);
            id = Assert.Single(Ids(journal));
            using (_folder.HoldCommits())
            {
                Assert.Single(journal.TakeQuarantined([id, id + 1]));
                _ = journal.Append(Replay(id));
                crash = _folder.Crash();
            }
        }

        await using var again = crash.Open();
        Assert.Single(again.TakeQuarantined([id]));
        again.GiveBackQuarantined(id);
        Assert.Equal(id, Assert.Single(Ids(again)));
        crash.Dispose();
    }

    [Fact]
    public async Task Bytes_AreBoundedToo_AlsoInTheFile()
    {
        await using var journal = _folder.Open(_folder.Options with { QuarantineBytes = 200_000 });
        for (var n = 0; n < 100; n++)
        {
            await journal.Append(JournalFolder.Rubbish(n, bytes: 10_000)).WaitAsync(JournalFolder.Limit);
        }

        Assert.Equal(19, Ids(journal).Count);
        Assert.InRange(_folder.Ask(1, "SELECT count(*) FROM quarantine"), 19, 21);
    }

    [Fact]
    public async Task ReplayedMessage_KeepsItsTime_AndTheBatchHasItsOwn()
    {
        await using var journal = _folder.Open();
        var entry = Replay(1);
        await journal.Append(entry).WaitAsync(JournalFolder.Limit);
        var batch = Assert.Single(JournalFolder.Read(journal));
        Assert.Equal((JournalFolder.Start + 5, JournalFolder.Start + 1_000_000), (batch.Readings[0].ReceivedAt, batch.ReceivedAt));
    }

    static JournalEntry Replay(long id)
    {
        var entry = JournalFolder.Message(5);
        (entry.Replays, entry.ReplayedAt) = (id, JournalFolder.Start + 1_000_000);
        return entry;
    }

    static List<long> Ids(CityOps.Storage.Journal.Journal journal)
    {
        var rows = journal.Quarantine(long.MaxValue, null, 1_000);
        Assert.Equal(journal.QuarantineIds(null, null), rows.Select(row => row.Id).Reverse());
        Assert.All(rows, row => Assert.Equal(RejectReason.BadJson, row.Entry.Reason));
        return [.. rows.Select(row => row.Id)];
    }

    static void DeleteAll(CityOps.Storage.Journal.Journal journal)
    {
        journal.Pass("store", journal.Head);
        journal.KeepForDuplicates(journal.Head);
        Assert.True(journal.DeletePassed() > 0);
    }
}
