using System.Buffers;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

/// <summary>What a flood costs in the journal: a number per device and batch.</summary>
public sealed class ShedMessagesTests : IDisposable
{
    readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShedMessages_AreOneEntryPerDeviceAndBatch()
    {
        var builder = new BatchBuilder();
        var empty = builder.Bytes;
        for (var i = 0; i < 10_000; i++)
        {
            builder.Add(Shed("loud"));
        }

        var one = builder.Bytes;
        builder.Add(JournalFolder.Message(1));
        builder.Add(Shed("loud"));
        builder.Add(Shed(null));
        Assert.Equal((10_003, 3), (builder.Messages, builder.Entries));
        Assert.InRange(one - empty, 1, 64);

        var batch = builder.Build(new JournalPosition(Guid.NewGuid(), 1));
        var written = new ArrayBufferWriter<byte>();
        BatchCodec.WriteMessages(batch, written);
        Assert.InRange(written.WrittenCount, 1, 100);
        var (devices, messages) = BatchCodec.ReadMessages(written.WrittenSpan);
        Assert.Equal(
            [("aq-1", MessageClass.Decoded, 1), ("loud", MessageClass.Shed, 10_001), (null, MessageClass.Shed, 1)],
            messages.Select(m => (m.Device < 0 ? null : devices[m.Device], m.Class, m.Count)));
    }

    [Fact]
    public async Task FloodThatIsShed_DoesNotFillBatches()
    {
        await using var journal = _folder.Open(_folder.Options with { BatchMessages = 10 });
        var sent = new List<Task>();
        using (_folder.HoldCommits())
        {
            sent.AddRange(Enumerable.Range(0, 1_000).Select(_ => journal.Append(Shed("loud"))));
            sent.AddRange(Enumerable.Range(0, 5).Select(n => journal.Append(JournalFolder.Message(n))));
            Assert.Equal(1_005, journal.WaitingMessages);
        }

        await Task.WhenAll(sent).WaitAsync(JournalFolder.Limit);
        Assert.Equal(0, journal.WaitingMessages);
        Assert.InRange(journal.Head, 1, 2);
        Assert.Equal(1_000, JournalFolder.Read(journal).SelectMany(b => b.Messages).Where(m => m.Class == MessageClass.Shed).Sum(m => m.Count));
    }

    [Fact]
    public async Task FileOfFormat1_GoesOn()
    {
        await using (var journal = _folder.Open())
        {
            await JournalFolder.AppendSinglyAsync(journal, 0, 3);
        }

        using (var file = JournalFolder.Hold(Path.Combine(_folder.Path, "1.db")))
        using (var back = file.CreateCommand())
        {
            back.CommandText = "DROP TABLE replayed; PRAGMA user_version=1; COMMIT";
            back.ExecuteNonQuery();
        }

        await using var again = _folder.Open();
        await again.Append(Shed("loud")).WaitAsync(JournalFolder.Limit);
        Assert.Equal([0, 1, 2], JournalFolder.Numbers(JournalFolder.Read(again)));
        Assert.Equal(2, _folder.Ask(1, "PRAGMA user_version"));
    }

    static JournalEntry Shed(string? device) => new() { Device = device, ReceivedAt = JournalFolder.Start, Class = MessageClass.Shed };
}
