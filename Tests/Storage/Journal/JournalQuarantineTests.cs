using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

public sealed class JournalQuarantineTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_AreListedNewestFirstWithCursorAndDevice()
    {
        await using var journal = _folder.OpenSmall();
        await FillAsync(journal, 100);
        Assert.True(_folder.Segments().Count > 2, "The test needs several segments.");

        var all = journal.Quarantine(long.MaxValue, null, 1_000);
        Assert.Equal(Enumerable.Range(0, 100).Reverse().Select(n => $"rubbish {n}"), all.Select(row => row.Entry.Detail));
        var paged = new List<QuarantinedMessage>();
        while (journal.Quarantine(paged.Count == 0 ? long.MaxValue : paged[^1].Id, null, 7) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 7);
            paged.AddRange(page);
        }

        Assert.Equal(all.Select(row => row.Id), paged.Select(row => row.Id));
        Assert.Equal(50, journal.Quarantine(long.MaxValue, "aq-1", 1_000).Count);
        Assert.All(journal.Quarantine(long.MaxValue, "aq-1", 1_000), row => Assert.Equal("aq-1", row.Device));
        Assert.Empty(journal.Quarantine(long.MaxValue, "aq-2", 1_000));
    }

    [Fact]
    public async Task Rows_SurviveTheDeletionOfTheirFileAndARestart()
    {
        IReadOnlyList<QuarantinedMessage> before;
        await using (var journal = _folder.OpenSmall())
        {
            await FillAsync(journal, 100);
            before = journal.Quarantine(long.MaxValue, null, 1_000);
            journal.Pass("store", journal.Head);
            journal.KeepForDuplicates(journal.Head);
            Assert.True(journal.DeletePassed() > 1);
            Same(before, journal.Quarantine(long.MaxValue, null, 1_000));
        }

        await using var again = _folder.OpenSmall();
        Same(before, again.Quarantine(long.MaxValue, null, 1_000));
        Same(before.Skip(40).Take(20), again.Quarantine(before[39].Id, null, 20));
    }

    [Fact]
    public async Task ManyRowsOfOneFile_AreAllKeptWhenItGoes()
    {
        await using var journal = _folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 450).Select(n => journal.Append(JournalFolder.Rubbish(n)))).WaitAsync(JournalFolder.Limit);
        journal.Segments.Rotate(journal.Head);
        journal.Pass("store", journal.Head);
        journal.KeepForDuplicates(journal.Head);
        Assert.Equal(1, journal.DeletePassed());
        Assert.Equal(Newest(450, 450), Details(journal.Quarantine(long.MaxValue, null, 1_000)));
    }

    [Fact]
    public async Task Rows_AreBoundedAndTheOldestOfTheLoudestGoFirst()
    {
        await using (var journal = _folder.Open(_folder.Options with { SegmentBytes = 64 << 10, QuarantineRows = 30 }))
        {
            await FillAsync(journal, 100);
            Assert.Equal(Newest(100, 30), Details(journal.Quarantine(long.MaxValue, null, 1_000)));
            journal.Pass("store", journal.Head);
            journal.KeepForDuplicates(journal.Head);
            Assert.True(journal.DeletePassed() > 1);
            Assert.Equal(Newest(100, 30), Details(journal.Quarantine(long.MaxValue, null, 1_000)));
        }

        // In one batch, too; and who sent little keeps it.
        await using var again = _folder.Open(_folder.Options with { QuarantineRows = 30 });
        await Task.WhenAll(Enumerable.Range(100, 80).Select(n => again.Append(JournalFolder.Rubbish(n)))).WaitAsync(JournalFolder.Limit);
        Assert.Equal(Newest(180, 15), Details(again.Quarantine(long.MaxValue, "aq-1", 1_000)));
        Assert.Equal(Newest(100, 30).Where((_, i) => i % 2 == 0), Details(again.Quarantine(long.MaxValue, "aq-3", 1_000)));
        Assert.Equal(30, again.Quarantine(long.MaxValue, null, 1_000).Count);
        Assert.InRange(again.Index.QuarantineMarks().Count, 1, 30);
    }

    static async Task FillAsync(CityOps.Storage.Journal.Journal journal, int rows)
    {
        for (var n = 0; n < rows; n++)
        {
            await journal.Append(JournalFolder.Rubbish(n, n % 2 == 0 ? "aq-1" : "aq-3", bytes: 4_000)).WaitAsync(JournalFolder.Limit);
        }
    }

    static IEnumerable<string> Newest(int end, int count) => Enumerable.Range(end - count, count).Reverse().Select(n => $"rubbish {n}");

    static IEnumerable<string?> Details(IEnumerable<QuarantinedMessage> rows) => rows.Select(row => row.Entry.Detail);

    static void Same(IEnumerable<QuarantinedMessage> expected, IEnumerable<QuarantinedMessage> found) => Assert.Equal(
        expected.Select(r => (r.Id, r.ReceivedAt, r.Device, r.Entry.Topic, r.Entry.Reason, r.Entry.Detail, r.Entry.Bytes, r.Entry.Payload.Length)),
        found.Select(r => (r.Id, r.ReceivedAt, r.Device, r.Entry.Topic, r.Entry.Reason, r.Entry.Detail, r.Entry.Bytes, r.Entry.Payload.Length)));
}
