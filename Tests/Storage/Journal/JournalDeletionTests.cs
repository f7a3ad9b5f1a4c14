using CityOps.Storage.Journal;
using CityOps.Tests.Support;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalDeletionTests : IDisposable
{
    const long Mebibyte = 1 << 20;

    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-1, -1, -1, false)]
    [InlineData(60, -1, -1, false)]
    [InlineData(60, 60, -1, false)]
    [InlineData(60, 0, 60, false)]
    [InlineData(0, 60, 60, false)]
    [InlineData(60, 60, 0, false)]
    [InlineData(60, 60, 60, true)]
    public async Task ClosedFiles_GoOnlyWhenEveryConsumerAndTheDuplicateWindowHavePassed(int store, int alerts, int duplicates, bool goes)
    {
        await using var journal = _folder.OpenSmall();
        // The 60th fills a file, and the next one is begun after its sender has been told: one more, and that is done.
        await JournalFolder.AppendSinglyAsync(journal, 0, 61, readings: 300);
        var before = _folder.Segments().Count;
        Say(position => journal.Pass("store", position), store);
        Say(position => journal.Pass("alerts", position), alerts);
        Say(journal.KeepForDuplicates, duplicates);

        Assert.Equal(goes ? before - 1 : 0, journal.DeletePassed());
        Assert.Equal(goes ? 1 : before, _folder.Segments().Count);
        Assert.Equal(goes ? 1 : before, Directory.EnumerateFiles(_folder.Path, "*.db").Count() - 1);
    }

    [Fact]
    public async Task Deletion_WaitsForTheIndexAndHoldsUpNobodyElse()
    {
        await using var journal = _folder.OpenSmall();
        await journal.Append(JournalFolder.Rubbish(0)).WaitAsync(JournalFolder.Limit);
        // One more than fills the last file: the next one is begun by then.
        await JournalFolder.AppendSinglyAsync(journal, 1, 31, readings: 300);
        var before = _folder.Segments();
        journal.Pass("store", journal.Head);
        journal.KeepForDuplicates(journal.Head);

        Task<int> deleting;
        var messages = 32;
        using (JournalFolder.Hold(Path.Combine(_folder.Path, "index.db")))
        {
            deleting = Task.Run(journal.DeletePassed);
            // Not for longer than a deletion waits for the index.
            for (; _folder.Segments().Max() == before.Max(); messages++)
            {
                await JournalFolder.AppendSinglyAsync(journal, messages, 1, readings: 300);
            }

            Assert.Equal(messages, JournalFolder.Read(journal).Count);
            Assert.False(deleting.IsCompleted);
        }

        Assert.Equal(before.Count - 1, await deleting.WaitAsync(JournalFolder.Limit));
        Assert.Equal(["rubbish 0"], journal.Quarantine(long.MaxValue, null, 10).Select(row => row.Entry.Detail!));
    }

    [Fact]
    public async Task AFile_StaysUntilItsLastBatchIsPassed()
    {
        await using var journal = _folder.OpenSmall();
        await JournalFolder.AppendSinglyAsync(journal, 0, 60, readings: 300);
        journal.KeepForDuplicates(60);
        var last = journal.Segments.Files[0].Last;

        journal.Pass("store", last - 1);
        Assert.Equal(0, journal.DeletePassed());
        journal.Pass("store", last);
        Assert.Equal(1, journal.DeletePassed());
        Assert.Equal(last + 1, _folder.Ask(_folder.Segments()[0], "SELECT min(position) FROM batch"));
    }

    [Fact]
    public async Task LittleRoom_StopsTheAcknowledgementsSaysWhyAndResumesByItself()
    {
        var free = 100 * Mebibyte;
        await using var journal = _folder.Open(_folder.Options with { MinFree = 50 * Mebibyte, Volume = () => (Interlocked.Read(ref free), 1L << 40) });
        await journal.Append(JournalFolder.Message(0)).WaitAsync(JournalFolder.Limit);

        Interlocked.Exchange(ref free, 49 * Mebibyte);
        var (told, before) = await TroubleAsync(journal);
        Assert.Contains("49 MiB", journal.Trouble!.Text, StringComparison.Ordinal);
        Assert.Contains("50 MiB", journal.Trouble.Text, StringComparison.Ordinal);
        Assert.False(told.IsCompleted);
        Assert.Equal(before, journal.Head);

        // A little more room than the reserve is not enough to go on: 1.2 times as much is.
        Interlocked.Exchange(ref free, 59 * Mebibyte);
        await Eventually.SatisfiesAsync(() => Task.FromResult(journal.FreeBytes), bytes => bytes == 59 * Mebibyte, "a new look at the volume");
        Assert.False(told.IsCompleted);
        Interlocked.Exchange(ref free, 61 * Mebibyte);
        await told.WaitAsync(JournalFolder.Limit);
        await Eventually.SatisfiesAsync(() => Task.FromResult(journal.Trouble), trouble => trouble is null, "all is well");
        Assert.Equal(before + 1, JournalFolder.Read(journal).Sum(b => b.Messages.Length));
    }

    [Fact]
    public async Task LittleRoom_ClosesTheFileAndLetsGoWhatAllReadersHavePassedWhateverTheDuplicateWindowNeeds()
    {
        var free = 1L << 30;
        await using var journal = _folder.Open(_folder.Options with { MinFree = 50 * Mebibyte, Volume = () => (Interlocked.Read(ref free), 1L << 40) });
        await JournalFolder.AppendSinglyAsync(journal, 0, 5);
        journal.Pass("store", 4);
        Interlocked.Exchange(ref free, 0);
        var (told, before) = await TroubleAsync(journal);
        Assert.Equal([1, 2], _folder.Segments());

        journal.Pass("store", before);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_folder.Segments()), files => files.SequenceEqual([2]), "the passed file goes");
        Interlocked.Exchange(ref free, 1L << 30);
        await told.WaitAsync(JournalFolder.Limit);
        Assert.Equal(before + 1, journal.Head);
    }

    [Fact]
    public async Task NoRoomEvenForTheNextFile_LetsGoThoseBefore()
    {
        var free = 1L << 30;
        await using var journal = _folder.Open(_folder.Options with { SegmentBytes = 64 << 10, MinFree = 50 * Mebibyte, Volume = () => (Interlocked.Read(ref free), 1L << 40) });
        await JournalFolder.AppendSinglyAsync(journal, 0, 61, readings: 300);
        var current = _folder.Segments().Max();
        Directory.CreateDirectory(Path.Combine(_folder.Path, $"{current + 1}.db"));
        Interlocked.Exchange(ref free, 0);
        var (told, before) = await TroubleAsync(journal);
        Assert.Contains("50 MiB are kept in reserve", journal.Trouble!.Text, StringComparison.Ordinal);

        journal.Pass("store", before);
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(Directory.EnumerateFiles(_folder.Path, "*.db").Count()), files => files == 2, "the passed files go: the current one and the index stay");
        Interlocked.Exchange(ref free, 1L << 30);
        await told.WaitAsync(JournalFolder.Limit);
    }

    [Fact]
    public async Task VolumeThatCannotBeAsked_IsTroubleAndNotTheEnd()
    {
        var gone = true;
        await using var journal = _folder.Open(_folder.Options with { Volume = () => Volatile.Read(ref gone) ? throw new IOException("no such volume") : (1L << 40, 1L << 40) });
        var (told, _) = await TroubleAsync(journal);
        Assert.Contains("no such volume", journal.Trouble!.Text, StringComparison.Ordinal);
        Volatile.Write(ref gone, false);
        await told.WaitAsync(JournalFolder.Limit);
    }

    /// <summary>
    /// Sends one message after the other, because the volume is looked at four times a second only, until one is in trouble.
    /// Returns its task and where the journal stood before it.
    /// </summary>
    static async Task<(Task Told, long Before)> TroubleAsync(CityOps.Storage.Journal.Journal journal)
    {
        while (true)
        {
            var before = journal.Head;
            var told = journal.Append(JournalFolder.Message(1));
            await Eventually.SatisfiesAsync(() => Task.FromResult(told.IsCompleted || journal.Trouble is not null), settled => settled, "told or trouble");
            if (!told.IsCompleted)
            {
                return (told, before);
            }
        }
    }

    static void Say(Action<long> say, int position)
    {
        if (position >= 0)
        {
            say(position);
        }
    }
}
