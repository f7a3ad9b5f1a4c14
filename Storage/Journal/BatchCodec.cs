using System.Buffers;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Storage.Journal;

/// <summary>
/// A batch as two blobs: what became of the messages (counts, hashes, seqs), which the ledger and the duplicate window read
/// alone, and the readings. Numbers are variable-length, times are differences, values are IEEE doubles bit for bit.
/// </summary>
static class BatchCodec
{
    const byte LateFlag = 1;
    const byte ConflictingFlag = 2;
    const byte HashFlag = 4;
    const byte SkewFlag = 8;
    const byte CountFlag = 16;
    const byte ReplayedFlag = 32;
    const byte LateReading = 0x80;

    public static void WriteMessages(JournalBatch batch, IBufferWriter<byte> output)
    {
        var w = new BlobWriter(output);
        w.Number(batch.Devices.Length);
        foreach (var device in batch.Devices)
        {
            w.Text(device);
        }

        w.Number(batch.Messages.Length);
        foreach (var m in batch.Messages)
        {
            WriteMessage(ref w, m);
        }
    }

    public static void WriteReadings(JournalBatch batch, IBufferWriter<byte> output)
    {
        var w = new BlobWriter(output);
        w.Number(batch.Series.Length);
        foreach (var series in batch.Series)
        {
            w.Text(series.Id.Device);
            w.Text(series.Id.Quantity);
            w.Text(series.Domain);
            w.Text(series.Unit);
        }

        w.Number(batch.Readings.Length);
        foreach (var r in batch.Readings)
        {
            w.Number(r.Series);
            w.Signed(batch.ReceivedAt - r.ReceivedAt);
            w.Signed(r.ReceivedAt - r.ObservedAt);
            w.Double(r.Value);
            w.Byte((byte)r.Quality);
            w.Byte((byte)((byte)r.Reasons | (r.Late ? LateReading : 0)));
        }
    }

    public static JournalBatch Read(JournalPosition position, long receivedAt, ReadOnlySpan<byte> messages, ReadOnlySpan<byte> readings, SeriesNames names)
    {
        var (devices, decoded) = ReadMessages(messages);
        var r = new BlobReader(readings);
        var series = new Series[r.Count()];
        for (var i = 0; i < series.Length; i++)
        {
            var id = new SeriesId(r.Text(), r.Text());
            series[i] = names.Of(new Series(id, r.Text(), r.Text()));
        }

        return new JournalBatch
        {
            Position = position,
            ReceivedAt = receivedAt,
            Devices = devices,
            Series = series,
            Messages = decoded,
            Readings = ReadReadings(ref r, series.Length, receivedAt),
        };
    }

    public static (string[] Devices, JournalMessage[] Messages) ReadMessages(ReadOnlySpan<byte> blob)
    {
        var r = new BlobReader(blob);
        var devices = new string[r.Count()];
        for (var i = 0; i < devices.Length; i++)
        {
            devices[i] = r.Text();
        }

        var messages = new JournalMessage[r.Count()];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = ReadMessage(ref r, devices.Length);
        }

        return (devices, messages);
    }

    static void WriteMessage(ref BlobWriter w, JournalMessage m)
    {
        w.Number(m.Device + 1);
        w.Byte((byte)m.Class);
        w.Byte((byte)m.Reason);
        w.Byte((byte)((m.Late ? LateFlag : 0) | (m.Conflicting ? ConflictingFlag : 0) | (m.Hash != 0 ? HashFlag : 0) | (m.SkewMs is null ? 0 : SkewFlag) |
            (m.Count == 1 ? 0 : CountFlag) | (m.Replayed ? ReplayedFlag : 0)));
        if (m.Hash != 0)
        {
            w.Hash(m.Hash);
        }

        if (m.SkewMs is { } skew)
        {
            w.Signed(skew);
        }

        if (m.Count != 1)
        {
            w.Number(m.Count);
        }

        w.Number(m.Seqs.Length);
        foreach (var seq in m.Seqs)
        {
            w.Number(seq);
        }

        w.Number(m.ReadingsTaken);
        w.Number(m.Refused.Length);
        foreach (var refused in m.Refused)
        {
            w.Byte((byte)refused.Reason);
            w.Number(refused.Count);
        }
    }

    static JournalMessage ReadMessage(ref BlobReader r, int devices)
    {
        var device = r.Below(devices + 1L) - 1;
        var messageClass = (MessageClass)Known(r.Byte(), (byte)MessageClass.Duplicate);
        var reason = ReadReason(ref r);
        var flags = r.Byte();
        var hash = (flags & HashFlag) != 0 ? r.Hash() : 0;
        long? skew = (flags & SkewFlag) != 0 ? r.Signed() : null;
        var count = (flags & CountFlag) != 0 ? r.Below(int.MaxValue) : 1;
        var seqCount = r.Count();
        var seqs = seqCount == 0 ? [] : new long[seqCount];
        for (var i = 0; i < seqs.Length; i++)
        {
            seqs[i] = r.Number();
        }

        var taken = r.Below(int.MaxValue);
        var refusedCount = r.Count();
        var refused = refusedCount == 0 ? [] : new RefusedReadings[refusedCount];
        for (var i = 0; i < refused.Length; i++)
        {
            refused[i] = new RefusedReadings(ReadReason(ref r), r.Below(int.MaxValue));
        }

        return new JournalMessage(
            device, messageClass, reason, hash, seqs, taken, refused, (flags & LateFlag) != 0, (flags & ConflictingFlag) != 0)
        {
            SkewMs = skew,
            Count = count,
            Replayed = (flags & ReplayedFlag) != 0,
        };
    }

    static RejectReason ReadReason(ref BlobReader r) => (RejectReason)Known(r.Byte(), (byte)RejectReason.TooManySeries);

    static byte Known(byte value, byte highest) =>
        value <= highest ? value : throw new InvalidDataException($"A blob has {value} where at most {highest} can stand.");

    static JournalReading[] ReadReadings(ref BlobReader r, int series, long batchReceivedAt)
    {
        var readings = new JournalReading[r.Count()];
        for (var i = 0; i < readings.Length; i++)
        {
            var index = r.Below(series);
            var receivedAt = batchReceivedAt - r.Signed();
            var observedAt = receivedAt - r.Signed();
            var value = r.Double();
            var quality = (Quality)r.Byte();
            var reasons = r.Byte();
            readings[i] = new JournalReading(
                index, observedAt, receivedAt, value, quality, (QualityReasons)(reasons & ~LateReading), (reasons & LateReading) != 0);
        }

        return readings;
    }
}
