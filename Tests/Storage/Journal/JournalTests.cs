using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_AreReadOnceAndInOrderOfReceipt()
    {
        await using var journal = _folder.Open();
        await JournalFolder.AppendAsync(journal, 0, 3_000);

        var batches = JournalFolder.Read(journal);
        Assert.Equal(Enumerable.Range(0, 3_000), JournalFolder.Numbers(batches));
        Assert.Equal(1, batches[0].Position.Position);
        Assert.All(batches, b => Assert.Equal(journal.Id, b.Position.JournalId));
        Assert.Equal(journal.Head, batches[^1].Position.Position);
        Assert.Equal(0, journal.WaitingMessages);
    }

    [Fact]
    public async Task Task_CompletesOnlyWhenAnotherConnectionSeesTheRow()
    {
        await using var journal = _folder.Open();
        Task told;
        using (_folder.HoldCommits())
        {
            told = journal.Append(JournalFolder.Message(7));
            await Assert.ThrowsAsync<TimeoutException>(() => told.WaitAsync(TimeSpan.FromMilliseconds(200)));
            Assert.Equal((0, 0, 1), (_folder.Ask(1, "SELECT count(*) FROM batch"), journal.Head, journal.WaitingMessages));
        }

        await told.WaitAsync(JournalFolder.Limit);
        Assert.Equal(1, _folder.Ask(1, "SELECT count(*) FROM batch"));
    }

    [Fact]
    public async Task Listener_HearsOfABatchAfterItsCommitAndBeforeTheSender()
    {
        await using var journal = _folder.Open();
        Task? told = null;
        var heard = new List<(long OnDisk, bool Told)>();
        using (_folder.HoldCommits())
        {
            told = journal.Append(JournalFolder.Message(1));
            journal.Committed += _ => heard.Add((_folder.Ask(1, "SELECT count(*) FROM batch"), told.IsCompleted));
        }

        await told.WaitAsync(JournalFolder.Limit);
        Assert.Equal([(1, false)], heard);
    }

    [Fact]
    public async Task FloodWhileTheDiskIsBusy_IsCutIntoBatchesOfFiveThousand()
    {
        await using var journal = _folder.Open();
        Task all;
        using (_folder.HoldCommits())
        {
            all = Task.WhenAll(Enumerable.Range(0, 12_001).Select(n => journal.Append(JournalFolder.Message(n))));
        }

        await all.WaitAsync(JournalFolder.Limit);
        var batches = JournalFolder.Read(journal);
        Assert.Equal(Enumerable.Range(0, 12_001), JournalFolder.Numbers(batches));
        Assert.Equal(5_000, batches.Max(b => b.Messages.Length));
        Assert.InRange(batches.Count, 3, 4);
    }

    [Fact]
    public async Task FatMessages_AreCutIntoBatchesOfAMebibyte()
    {
        await using var journal = _folder.Open();
        Task all;
        using (_folder.HoldCommits())
        {
            all = Task.WhenAll(Enumerable.Range(0, 300).Select(n => journal.Append(
                n % 3 == 0 ? JournalFolder.Rubbish(n, bytes: QuarantineEntry.MaxPayload) : JournalFolder.Message(n, readings: 500))));
        }

        await all.WaitAsync(JournalFolder.Limit);
        var biggest = _folder.Ask(
            1,
            """
            SELECT max(length(messages) + length(readings) +
                       (SELECT coalesce(sum(length(payload)), 0) FROM quarantine WHERE id / 100000 = position)) FROM batch
            """);
        Assert.InRange(biggest, 512 << 10, (1 << 20) + QuarantineEntry.MaxPayload);
        Assert.Equal(300, JournalFolder.Read(journal).Sum(b => b.Messages.Length));
    }

    [Fact]
    public async Task Disposal_CommitsWhatWaits()
    {
        Task told;
        var journal = _folder.Open(_folder.Options with { CommitInterval = TimeSpan.FromMilliseconds(50), StopWithin = JournalFolder.Limit });
        await using (journal)
        {
            told = Task.WhenAll(Enumerable.Range(0, 7_000).Select(n => journal.Append(JournalFolder.Message(n))));
        }

        Assert.True(told.IsCompletedSuccessfully);
        Assert.True(journal.Append(JournalFolder.Message(1)).IsCanceled);
        await using var again = _folder.Open();
        Assert.Equal(Enumerable.Range(0, 7_000), JournalFolder.Numbers(JournalFolder.Read(again)));
    }

    [Fact]
    public async Task DisposalWhileTheDiskRefuses_TellsEverySenderThatItWasNotTaken()
    {
        var journal = _folder.Open(_folder.Options with { Volume = () => (0, 1L << 30), StopWithin = TimeSpan.FromMilliseconds(100) });
        var (taken, waiting) = (journal.Append(JournalFolder.Message(1)), Task.CompletedTask);
        await TroubleAsync(journal);
        waiting = journal.Append(JournalFolder.Message(2));
        await journal.DisposeAsync();

        Assert.True(taken.IsCanceled);
        Assert.True(waiting.IsCanceled);
    }

    [Fact]
    public async Task ListenerThatThrows_IsNoSilentEnd()
    {
        await using var journal = _folder.Open();
        journal.Committed += _ => throw new InvalidOperationException("the listener is broken");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.Append(JournalFolder.Message(1)).WaitAsync(JournalFolder.Limit));
        Assert.Contains("the listener is broken", journal.Trouble!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_IsWaitedForByNumberAndByBytes()
    {
        await using var journal = _folder.Open(_folder.Options with { MaxWaitingMessages = 10, MaxWaitingBytes = 100_000 });
        foreach (var (count, bytes) in new[] { (10, 8), (7, QuarantineEntry.MaxPayload) })
        {
            Task room;
            using (_folder.HoldCommits())
            {
                for (var n = 0; n < count; n++)
                {
                    Assert.True(journal.WaitForRoomAsync(default).AsTask().IsCompleted, $"message {n} of {count}");
                    _ = journal.Append(JournalFolder.Rubbish(n, bytes: bytes));
                }

                room = journal.WaitForRoomAsync(default).AsTask();
                Assert.False(room.IsCompleted);
            }

            await room.WaitAsync(JournalFolder.Limit);
            await journal.Append(JournalFolder.Message(0)).WaitAsync(JournalFolder.Limit);
        }
    }

    [Fact]
    public async Task WaitersForRoom_AreLetGoAtTheEnd()
    {
        var journal = _folder.Open(_folder.Options with { MaxWaitingMessages = 1, Volume = () => (0, 1L << 30), StopWithin = TimeSpan.FromMilliseconds(100) });
        _ = journal.Append(JournalFolder.Message(1));
        var room = journal.WaitForRoomAsync(default).AsTask();
        Assert.False(room.IsCompleted);
        await journal.DisposeAsync();
        await room.WaitAsync(JournalFolder.Limit);
    }

    static async Task TroubleAsync(CityOps.Storage.Journal.Journal journal) =>
        await Eventually.SatisfiesAsync(() => Task.FromResult(journal.Trouble), trouble => trouble is not null, "trouble");
}
