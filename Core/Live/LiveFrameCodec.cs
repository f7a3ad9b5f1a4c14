using System.Diagnostics.CodeAnalysis;
using CityOps.Core.Readings;

namespace CityOps.Core.Live;

/// <summary>
/// Live frames as bytes. Only our own roles read them, many times a second and in key frames of tens of thousands of series,
/// so they are a small binary form: about a third of the bytes of JSON, and no number is turned into text and back.
/// </summary>
/// <remarks>
/// Little-endian. Head: format (1 byte, 1), flags (1, bit 0 = key), part (2), parts (2), epoch (length 1 + ASCII), seq (8),
/// at (8), count (4). Item: device (length 1 + ASCII; length 0 = the device of the item before), quantity (length 1 + ASCII),
/// observedAt (8), receivedAt (8), value (8, IEEE 754), quality (1), reasons (1).
/// </remarks>
public static class LiveFrameCodec
{
    /// <summary>No message is larger. Well under the 256 KiB that the broker takes.</summary>
    public const int MaxMessageBytes = 200 * 1024;

    const byte Format = 1;
    const byte KeyFlag = 1;
    const int HeadBytes = 1 + 1 + 2 + 2 + 1 + MaxEpochLength + 8 + 8 + 4;
    const int MaxEpochLength = 64;
    const int FixedItemBytes = 1 + 1 + 8 + 8 + 8 + 1 + 1;

    /// <summary>Cuts readings into runs that each fit one message. At least one run, which may be empty.</summary>
    public static IReadOnlyList<ArraySegment<Reading>> Split(Reading[] items)
    {
        var runs = new List<ArraySegment<Reading>>();
        var (start, bytes) = (0, HeadBytes);
        for (var i = 0; i < items.Length; i++)
        {
            var size = ItemBytes(items[i].Series);
            if (bytes + size > MaxMessageBytes)
            {
                runs.Add(new ArraySegment<Reading>(items, start, i - start));
                (start, bytes) = (i, HeadBytes);
            }

            bytes += size;
        }

        runs.Add(new ArraySegment<Reading>(items, start, items.Length - start));
        return runs;
    }

    /// <exception cref="ArgumentException">The epoch is longer than 64 characters.</exception>
    public static byte[] Encode(LiveFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame.Epoch.Length, MaxEpochLength);
        var writer = new LiveFrameWriter(new byte[HeadBytes + frame.Items.Sum(item => ItemBytes(item.Series))]);
        writer.Byte(Format);
        writer.Byte(frame.Key ? KeyFlag : (byte)0);
        writer.UInt16(frame.Part);
        writer.UInt16(frame.Parts);
        writer.Text(frame.Epoch);
        writer.Int64(frame.Seq);
        writer.Int64(frame.At);
        writer.Int32(frame.Items.Count);
        string? device = null;
        foreach (var item in frame.Items)
        {
            writer.Text(item.Series.Device == device ? "" : device = item.Series.Device);
            writer.Text(item.Series.Quantity);
            writer.Int64(item.ObservedAt);
            writer.Int64(item.ReceivedAt);
            writer.Double(item.Value);
            writer.Byte((byte)item.Quality);
            writer.Byte((byte)item.Reasons);
        }

        return writer.ToArray();
    }

    /// <summary>False when the bytes are no frame of this format, whatever they are.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out LiveFrame? frame)
    {
        frame = null;
        var reader = new LiveFrameReader(bytes);
        if (reader.Byte() != Format)
        {
            return false;
        }

        var key = (reader.Byte() & KeyFlag) != 0;
        var (part, parts, epoch) = (reader.UInt16(), reader.UInt16(), reader.Text());
        var (seq, at, count) = (reader.Int64(), reader.Int64(), reader.Int32());
        if (reader.Failed || part >= parts || epoch.Length == 0 || count < 0 || count > reader.Left / FixedItemBytes)
        {
            return false;
        }

        var items = ReadItems(ref reader, count);
        if (reader.Failed || reader.Left != 0)
        {
            return false;
        }

        frame = new LiveFrame { Epoch = epoch, Seq = seq, At = at, Key = key, Part = part, Parts = parts, Items = items };
        return true;
    }

    static Reading[] ReadItems(ref LiveFrameReader reader, int count)
    {
        var items = new Reading[count];
        var device = "";
        for (var i = 0; i < count && !reader.Failed; i++)
        {
            device = reader.Text() is { Length: > 0 } other ? other : device;
            var series = new SeriesId(device, reader.Text());
            items[i] = new Reading(
                series, reader.Int64(), reader.Int64(), reader.Double(), (Quality)reader.Byte(), (QualityReasons)reader.Byte());
            reader.Require(Identifiers.IsId(series.Device) && Identifiers.IsQuantity(series.Quantity));
            reader.Require(double.IsFinite(items[i].Value) && Enum.IsDefined(items[i].Quality));
        }

        return items;
    }

    static int ItemBytes(SeriesId series) => FixedItemBytes + series.Device.Length + series.Quantity.Length;
}
