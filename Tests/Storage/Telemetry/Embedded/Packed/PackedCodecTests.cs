using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.Embedded.Packed;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

public sealed class PackedCodecTests
{
    readonly PackedCodec codec = new();

    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(1e-310)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(0.1 + 0.2)]
    [InlineData(Math.PI)]
    [InlineData(9_007_199_254_740_993.0)]
    [InlineData(1e22)]
    [InlineData(0.1)]
    [InlineData(-273.15)]
    public void AnyFiniteDouble_ComesBackBitForBit_AloneAndAmongOthers(double value)
    {
        AssertSame([Entry(T0, value)]);
        AssertSame([Entry(T0, 1), Entry(T0 + 1, value), Entry(T0 + 2, -0.5)]);
        AssertSame([Entry(T0, value), Entry(T0 + 1, -value), Entry(T0 + 2, value)]);
    }

    [Theory]
    [InlineData(0L, 1L)]
    [InlineData(-1L, 0L)]
    [InlineData(-62_135_596_800_000L, 253_402_300_799_999L)]
    [InlineData(-(1L << 62), (1L << 62) - 1)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void AnyMoment_ComesBack(long first, long last)
    {
        AssertSame([Entry(first, 1)]);
        AssertSame([Entry(first, 1), Entry(last, 2)]);
        AssertSame([Entry(first, 1), Entry(0, 2), Entry(last, 3)]);
    }

    [Fact]
    public void TwoReadingsOfAMoment_KeepTheirOrder() => AssertSame(
    [
        Entry(T0, 1), new Entry(T0, 900, Quality.Fail, QualityReasons.OutOfRange), new Entry(T0 + 1, 2, Quality.Suspect, QualityReasons.Jump | QualityReasons.ClockAhead),
        new Entry(T0 + 1, -1, Quality.Fail, QualityReasons.None),
    ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void AnyEntries_ComeBack(int seed)
    {
        seed = seed == 0 ? Random.Shared.Next() : seed;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            AssertSame(RandomEntries(random), $"seed {seed}, round {round}");
        }
    }

    [Theory]
    // A minute's rhythm costs nothing and two decimals of slow change little; noise costs what it is worth.
    [InlineData(60_000, 0, 0, 1, 100)]
    [InlineData(60_000, 0, 5, 1, 500)]
    [InlineData(60_000, 40, 5, 1, 1_000)]
    [InlineData(60_000, 0, 5, 7, 1_200)]
    public void EvenReadings_AreSmall(int step, int jitter, int noise, int divisor, int most)
    {
        var random = new Random(5);
        var entries = Enumerable.Range(0, 512)
            .Select(i => Entry(T0 + ((long)i * step) + random.Next(jitter + 1), (200 + (i / 10) + random.Next(-noise, noise + 1)) / 10.0 / divisor)).ToArray();
        var bytes = AssertSame(entries);
        Assert.InRange(bytes.Length, 20, most);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    public void FewValuesThatComeAgain_ComeBack(int different)
    {
        var random = new Random(different);
        var values = Enumerable.Range(0, different).Select(_ => (random.NextDouble() - 0.5) * 100).Append(-0.0).Append(0).ToArray();
        AssertSame(Enumerable.Range(0, 512).Select(i => Entry(T0 + i, values[random.Next(values.Length)])).ToArray());
    }

    [Fact]
    public void Noise_IsKeptPlain_AndNotLargerThanItIs()
    {
        var random = new Random(6);
        var entries = Enumerable.Range(0, 512).Select(i => Entry(T0 + (i * 1_000L), BitConverter.Int64BitsToDouble(random.NextInt64(1L << 62)))).ToArray();
        Assert.InRange(AssertSame(entries).Length, 512 * 7, (512 * 9) + 64);
    }

    [Fact]
    public void AnyByteThatFlips_IsNoticed()
    {
        var entries = Enumerable.Range(0, 50).Select(i => Entry(T0 + (i * Minute), i / 10.0)).ToArray();
        var key = PackedKey.Of(7, entries);
        var sound = codec.Encode(key, entries);
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var broken = (byte[])sound.Clone();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => codec.Decode(key, broken, new Entry[50]));
        }

        for (var length = 0; length < sound.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => codec.Decode(key, sound[..length], new Entry[50]));
        }

        codec.Decode(key, sound, new Entry[50]);
    }

    [Fact]
    public void BlockInAnotherPlace_IsNoticed()
    {
        var entries = new[] { Entry(T0, 1), Entry(T0 + 1, 2) };
        var key = PackedKey.Of(7, entries);
        var block = codec.Encode(key, entries);
        foreach (var wrong in new[] { key with { Series = 8 }, key with { Start = T0 - 1 }, key with { Until = T0 + 2 }, key with { Count = 1 } })
        {
            var refused = Assert.Throws<InvalidDataException>(() => codec.Decode(wrong, block, new Entry[wrong.Count]));
            Assert.Equal("its checksum is wrong", refused.Message);
        }
    }

    byte[] AssertSame(Entry[] entries, string where = "")
    {
        var key = PackedKey.Of(7, entries);
        var bytes = codec.Encode(key, entries);
        var again = new Entry[entries.Length];
        codec.Decode(key, bytes, again);
        for (var i = 0; i < entries.Length; i++)
        {
            Assert.True(PackedSize.Same(entries[i], again[i]), $"{where}: {i} was {entries[i]} and is {again[i]}");
        }

        return bytes;
    }

    static Entry[] RandomEntries(Random random)
    {
        var at = random.NextInt64(-(1L << 60), 1L << 60);
        var (kind, step, count) = (random.Next(4), random.NextInt64(1, 1L << random.Next(1, 40)), random.Next(1, 700));
        return Enumerable.Range(0, count).Select(_ =>
        {
            at += random.Next(3) switch { 0 => 0, 1 => step, _ => random.NextInt64(step + 1) };
            return new Entry(at, RandomValue(random, kind), random.Next(9) == 0 ? Quality.Fail : Quality.Good, (QualityReasons)random.Next(2));
        }).ToArray();
    }

    static double RandomValue(Random random, int kind) => kind switch
    {
        0 => random.Next(-1_000, 1_000) / 100.0,
        1 => random.Next(),
        2 => random.NextDouble() * 1e6,
        _ => BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsFinite(any) ? any : -0.0,
    };

    static Entry Entry(long at, double value) => new(at, value, Quality.Good, QualityReasons.None);
}
