using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalReaderTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadersThatFollow_SeeEveryBatchOnceAcrossManySegments()
    {
        const int Messages = 1_200;
        await using var journal = _folder.OpenSmall();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => FollowAsync(journal, Messages))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(journal, writer, Messages / 4)))).WaitAsync(JournalFolder.Limit);

        Assert.True(_folder.Segments().Count > 2, "The test needs several segments.");
        var committed = JournalFolder.Numbers(JournalFolder.Read(journal));
        Assert.Equal(Messages, committed.Distinct().Count());
        foreach (var reader in readers)
        {
            Assert.Equal(committed, await reader.WaitAsync(JournalFolder.Limit));
        }
    }

    [Fact]
    public async Task ReaderFromDisk_BeginsBehindAnyPositionAndGoesOnWithWhatComes()
    {
        await using (var journal = _folder.OpenSmall())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 60, readings: 300);
        }

        Assert.True(_folder.Segments().Count > 2, "The test needs several segments.");
        await using var again = _folder.OpenSmall();
        Assert.Equal(60, again.Head);
        for (var after = 0; after <= 60; after++)
        {
            Assert.Equal(60 - after, JournalFolder.Read(again, after).Count);
        }

        using var reader = again.ReadFrom(58);
        var next = await ReadAsync(reader, 2);
        var waiting = reader.NextAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);
        await JournalFolder.AppendSinglyAsync(again, 60, 1);
        next.Add((int)(await waiting.WaitAsync(JournalFolder.Limit)).Readings[0].Value);
        Assert.Equal([58, 59, 60], next);
    }

    [Fact]
    public async Task ReaderThatFallsBehind_GoesOnFromTheDisk()
    {
        await using var journal = _folder.OpenSmall();
        await JournalFolder.AppendSinglyAsync(journal, 0, 1);
        using var reader = journal.ReadFrom(0);
        Assert.NotNull(reader.TryNext());
        await JournalFolder.AppendSinglyAsync(journal, 1, 1_500);

        // Memory keeps 1,024 batches: the first of these are on disk only.
        Assert.Null(journal.Tail.TryNext(1, out var onDisk, out _));
        Assert.True(onDisk);
        Assert.Equal(Enumerable.Range(1, 1_500), await ReadAsync(reader, 1_500));
        Assert.Null(reader.TryNext());
    }

    [Fact]
    public async Task ReaderWhoseFilesAreGone_BeginsWithTheOldestThatIsLeft()
    {
        await using (var journal = _folder.OpenSmall())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 60, readings: 300);
            Pass(journal, 30);
            Assert.True(journal.DeletePassed() > 0);
        }

        await using var again = _folder.OpenSmall();
        var left = JournalFolder.Read(again);
        Assert.InRange(left[0].Position.Position, 2, 31);
        Assert.Equal(60, left[^1].Position.Position);
    }

    [Fact]
    public async Task DeletionBehindAReader_IsNotNoticedByIt()
    {
        await using (var journal = _folder.OpenSmall())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 60, readings: 300);
        }

        await using var again = _folder.OpenSmall();
        using var reader = again.ReadFrom(0);
        for (var position = 1; position <= 60; position++)
        {
            Assert.Equal(position, reader.TryNext()!.Position.Position);
            Pass(again, position);
            again.DeletePassed();
        }
    }

    static void Pass(CityOps.Storage.Journal.Journal journal, long position)
    {
        journal.Pass("reader", position);
        journal.KeepForDuplicates(position);
    }

    static async Task WriteAsync(CityOps.Storage.Journal.Journal journal, int writer, int count)
    {
        for (var n = 0; n < count; n++)
        {
            await journal.Append(JournalFolder.Message((writer * count) + n, readings: 1 + (n % 120)));
        }
    }

    static async Task<List<int>> FollowAsync(CityOps.Storage.Journal.Journal journal, int messages)
    {
        using var reader = journal.ReadFrom(0);
        var (numbers, seen) = (new List<int>(), 0);
        while (seen < messages)
        {
            var batch = await reader.NextAsync(default);
            seen += batch.Messages.Length;
            numbers.AddRange(JournalFolder.Numbers([batch]));
        }

        return numbers;
    }

    static async Task<List<int>> ReadAsync(JournalReader reader, int batches)
    {
        var numbers = new List<int>();
        for (var i = 0; i < batches; i++)
        {
            numbers.Add((int)(await reader.NextAsync(default).AsTask().WaitAsync(JournalFolder.Limit)).Readings[0].Value);
        }

        return numbers;
    }
}
