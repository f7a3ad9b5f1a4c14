using System.Buffers;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

public sealed class BatchCodecTests
{
    static readonly JournalPosition Position = new(Guid.NewGuid(), 17);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyBatch_ComesBackBitForBit(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
        {
            var batch = Some(random);
            var (messages, readings) = Write(batch);
            var back = BatchCodec.Read(Position, batch.ReceivedAt, messages, readings, new SeriesNames());

            Assert.Equal(batch.Devices, back.Devices);
            Assert.Equal(batch.Series, back.Series);
            Assert.Equal(batch.Readings.Select(Bits), back.Readings.Select(Bits));
            Assert.Equal(batch.Messages.Select(Words), back.Messages.Select(Words));
            Assert.Equal(batch.Messages.Select(Words), BatchCodec.ReadMessages(messages).Messages.Select(Words));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void DamagedBlobs_AreRefusedOrReadAsSomethingThatCanBe(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var batch = Some(random);
            var (messages, readings) = Write(batch);
            Damage(random, ref messages);
            Damage(random, ref readings);
            try
            {
                var back = BatchCodec.Read(Position, batch.ReceivedAt, messages, readings, new SeriesNames());
                Assert.All(back.Messages, m => Assert.InRange(m.Device, -1, back.Devices.Length - 1));
                Assert.All(back.Readings, r => Assert.InRange(r.Series, 0, back.Series.Length - 1));
                Assert.All(back.Messages, m => Assert.True(Enum.IsDefined(m.Reason) && m.Refused.All(f => Enum.IsDefined(f.Reason))));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 2_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FF")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    [InlineData("FFFFFFFFFFFFFFFFFF7F")]
    [InlineData("05")]
    [InlineData("0105")]
    public void CountsThatLie_AllocateNothing(string hex)
    {
        Assert.Throws<InvalidDataException>(() => BatchCodec.ReadMessages(Convert.FromHexString(hex)));
        Assert.Throws<InvalidDataException>(() => BatchCodec.Read(Position, 0, Convert.FromHexString("0000"), Convert.FromHexString(hex), new SeriesNames()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Numbers_ComeBack(long value)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new BlobWriter(output);
        writer.Signed(value);
        writer.Number(value);
        var reader = new BlobReader(output.WrittenSpan);
        Assert.Equal((value, value), (reader.Signed(), reader.Number()));
    }

    static (byte[] Messages, byte[] Readings) Write(JournalBatch batch)
    {
        var (messages, readings) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        BatchCodec.WriteMessages(batch, messages);
        BatchCodec.WriteReadings(batch, readings);
        return (messages.WrittenSpan.ToArray(), readings.WrittenSpan.ToArray());
    }

    static void Damage(Random random, ref byte[] blob)
    {
        if (random.Next(4) == 0)
        {
            blob = blob[..random.Next(blob.Length)];
        }

        for (var flips = blob.Length == 0 ? 0 : random.Next(4); flips > 0; flips--)
        {
            blob[random.Next(blob.Length)] = (byte)random.Next(256);
        }
    }

    static JournalBatch Some(Random random)
    {
        var devices = Many(random, 4, i => $"dev-{i}é");
        var series = Many(random, 6, i => new Series(new SeriesId($"dev-{i}", $"q{i}"), "air", i % 2 == 0 ? "µg/m³" : ""));
        return new JournalBatch
        {
            Position = Position,
            ReceivedAt = random.NextInt64(4_000_000_000_000),
            Devices = devices,
            Series = series,
            Messages = Many(random, 8, _ => Message(random, devices.Length)),
            Readings = series.Length == 0 ? [] : Many(random, 20, _ => Reading(random, series.Length)),
        };
    }

    static T[] Many<T>(Random random, int most, Func<int, T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(make)];

    static JournalMessage Message(Random random, int devices) => new(
        random.Next(devices + 1) - 1, (MessageClass)random.Next(1, 5), (RejectReason)random.Next(18),
        random.Next(2) == 0 ? 0 : new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()),
        Many(random, 3, _ => random.NextInt64(1L << 53)), random.Next(1_000),
        Many(random, 3, _ => new RefusedReadings((RejectReason)random.Next(18), random.Next(1, 500))), random.Next(2) == 0, random.Next(2) == 0)
    {
        SkewMs = random.Next(2) == 0 ? null : random.NextInt64(-4_000_000_000_000, 4_000_000_000_000),
        Count = random.Next(2) == 0 ? 1 : random.Next(1, 100_000),
    };

    static JournalReading Reading(Random random, int series) => new(
        random.Next(series), random.NextInt64(4_000_000_000_000), random.NextInt64(4_000_000_000_000),
        BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), Quality.Suspect, (QualityReasons)random.Next(16), random.Next(2) == 0);

    static object Bits(JournalReading r) => (r with { Value = 0 }, BitConverter.DoubleToInt64Bits(r.Value));

    static object Words(JournalMessage m) =>
        (m.Device, m.Class, m.Reason, m.Hash, string.Join(',', m.Seqs), m.ReadingsTaken, string.Join(',', m.Refused), (m.Late, m.Conflicting, m.SkewMs, m.Count));
}
