using CityOps.Core.Wire;
using CityOps.Ingestion.Intake;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Ingestion.Intake;

public sealed class DuplicateWindowTests
{
    [Fact]
    public void Window_KnowsTheLastTwoHundredThousand()
    {
        var window = new DuplicateWindow();
        for (UInt128 hash = 1; hash <= 200_001; hash++)
        {
            Assert.False(window.Contains(hash));
            window.Add(hash);
        }

        Assert.Equal((false, true, true), (window.Contains(1), window.Contains(2), window.Contains(200_001)));
        window.Add(2);
        window.Add(200_002);
        Assert.Equal((false, true), (window.Contains(2), window.Contains(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Window_KnowsWhatASetAndAQueueWouldKnow_HoweverHashesCollide(int seed)
    {
        var random = new Random(seed);
        var window = new DuplicateWindow();
        var (known, order) = (new HashSet<UInt128>(), new Queue<UInt128>());
        for (var i = 0; i < 500_000; i++)
        {
            // Many begin at the same few places, also at the end of the table; some come again.
            var hash = new UInt128((ulong)random.Next(1, 300_000), (ulong)(random.Next(1000) < 999 ? random.NextInt64() : (1 << 19) - random.Next(1, 4)));
            Assert.Equal(known.Contains(hash), window.Contains(hash));
            window.Add(hash);
            if (known.Add(hash))
            {
                order.Enqueue(hash);
            }

            if (order.Count > DuplicateWindow.Size)
            {
                var oldest = order.Dequeue();
                known.Remove(oldest);
                Assert.False(window.Contains(oldest));
            }
        }
    }

    [Fact]
    public void Rows_AreNeededAsLongAsTheWindowIsFilledFromThem()
    {
        var rows = new DuplicateRows();
        for (var position = 1; position <= 100; position++)
        {
            Assert.Equal(0, rows.Add(position, Messages(position % 2 == 0 ? 4_000 : 0)));
        }

        // 200,000 are remembered, in rows 2 to 100. The next message makes the first 4,000 one too few to go; 4,000 more let them.
        Assert.Equal(0, rows.Add(101, Messages(1)));
        Assert.Equal(0, rows.Add(102, Messages(3_998)));
        Assert.Equal(2, rows.Add(103, Messages(1)));
        Assert.Equal(2, rows.Add(104, Messages(0)));
    }

    static JournalMessage[] Messages(int count) =>
        [.. Enumerable.Repeat(new JournalMessage(0, MessageClass.Decoded, RejectReason.None, 1, [], 1, [], false, false), count),
         new JournalMessage(0, MessageClass.Duplicate, RejectReason.None, 1, [], 0, [], false, false),
         new JournalMessage(0, MessageClass.Decoded, RejectReason.None, 0, [], 1, [], false, false)];
}
