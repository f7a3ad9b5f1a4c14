using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class BlockMergeTests
{
    static readonly long Hour0 = BlockCodec.HourOf(T0);

    [Theory]
    [InlineData(1, "1")]
    [InlineData(256, "256")]
    [InlineData(257, "129 128")]
    [InlineData(512, "256 256")]
    [InlineData(1_000, "250 250 250 250")]
    public void Divide_RowsAreOfAboutEqualSize_AndHoldEverythingInOrder(int count, string expected)
    {
        var entries = Enumerable.Range(0, count).Select(i => new Entry(T0 + (i * 3), i, Quality.Good, QualityReasons.None)).ToArray();
        var merge = new BlockMerge();
        merge.Merge([], Hour0, entries);
        var rows = merge.Divide(0, 256);
        Assert.Equal(expected, string.Join(' ', rows.Select(r => BlockCodec.CountOf(r.Block))));
        Assert.Equal(entries, rows.SelectMany(r => Decode(r.Block)));
        Assert.Equal(0, rows[0].Part);
        Assert.All(rows.Skip(1), r => Assert.Equal(BlockCodec.OffsetOf(Decode(r.Block)[0].At), r.Part));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(35)]
    [InlineData(65)]
    [InlineData(97)]
    public void Divide_NeverPartsTheTwoReadingsOfAMoment(int moments)
    {
        var entries = new List<Entry>();
        for (var i = 0; i < moments; i++)
        {
            entries.Add(new Entry(T0 + i, i, Quality.Good, QualityReasons.None));
            entries.Add(new Entry(T0 + i, -i, Quality.Fail, QualityReasons.OutOfRange));
        }

        var merge = new BlockMerge();
        merge.Merge([], Hour0, entries.ToArray());
        var rows = merge.Divide(0, 64).ConvertAll(r => Decode(r.Block));
        Assert.True(rows.Count > 1);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.First[^1].At < pair.Second[0].At));
        Assert.Equal(entries, rows.SelectMany(r => r));
    }

    [Fact]
    public void Merge_TheFreshValueWins_AndTheRestStays()
    {
        Entry Good(int at, double value) => new(T0 + at, value, Quality.Good, QualityReasons.None);
        Entry Bad(int at, double value) => new(T0 + at, value, Quality.Fail, QualityReasons.OutOfRange);
        var merge = new BlockMerge();
        var old = BlockCodec.Encode([Good(10, 1), Bad(10, 2), Good(20, 3), Good(3_599_999, 4)]);
        merge.Merge(old, Hour0, [Good(5, 5), Bad(10, 6), Good(20, 7), Good(25, 8)]);
        var row = Assert.Single(merge.Divide(0, BlockWriter.MaxEntries));
        Assert.Equal([Good(5, 5), Good(10, 1), Bad(10, 6), Good(20, 7), Good(25, 8), Good(3_599_999, 4)], Decode(row.Block));
    }

    [Fact]
    public void BlockThatIsCutShort_IsNotTakenForReadings() =>
        Assert.Throws<InvalidDataException>(() => BlockCodec.CountOf(new byte[BlockCodec.EntryBytes + 1]));

    [Fact]
    public void BitThatFlips_IsNoticed()
    {
        var sound = BlockCodec.Encode([new Entry(T0, 1.5, Quality.Good, QualityReasons.None), new Entry(T0 + 1, -2, Quality.Fail, QualityReasons.OutOfRange)]);
        Assert.Equal(2, BlockCodec.CountOf(sound));
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var broken = (byte[])sound.Clone();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => BlockCodec.CountOf(broken));
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3_599_999, 0, 3_599_999)]
    [InlineData(3_600_000, 1, 0)]
    [InlineData(-1, -1, 3_599_999)]
    [InlineData(-3_600_000, -1, 0)]
    [InlineData(-3_600_001, -2, 3_599_999)]
    public void Hour_IsCountedDownwardsBeforeTheEpoch(long at, long hour, int offset) =>
        Assert.Equal((hour, offset), (BlockCodec.HourOf(at), BlockCodec.OffsetOf(at)));

    static Entry[] Decode(byte[] block) =>
        Enumerable.Range(0, BlockCodec.CountOf(block)).Select(i => BlockCodec.Decode(block, i, Hour0)).ToArray();
}
