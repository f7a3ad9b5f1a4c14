using System.Buffers.Binary;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The bytes of a row of <c>open_block</c>: entries in order of their key, 13 bytes each, little endian. Three bytes
/// milliseconds since the hour began, one quality, one reasons, eight the value bit for bit.
/// </summary>
static class BlockCodec
{
    public const int EntryBytes = 13;
    public const long HourMs = 3_600_000;

    /// <summary>The hour since 1970 UTC, negative before it.</summary>
    public static long HourOf(long unixMs) => unixMs >= 0 ? unixMs / HourMs : ((unixMs + 1) / HourMs) - 1;

    /// <summary>Milliseconds since the hour began.</summary>
    public static int OffsetOf(long unixMs) => (int)(unixMs - (HourOf(unixMs) * HourMs));

    public static byte[] Encode(ReadOnlySpan<Entry> entries)
    {
        var bytes = new byte[entries.Length * EntryBytes];
        var rest = bytes.AsSpan();
        foreach (ref readonly var entry in entries)
        {
            // The quality's byte stands above the offset's three: one write instead of two.
            BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)OffsetOf(entry.At) | ((uint)entry.Quality << 24));
            rest[4] = (byte)entry.Reasons;
            BinaryPrimitives.WriteDoubleLittleEndian(rest[5..], entry.Value);
            rest = rest[EntryBytes..];
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">The block does not consist of whole entries.</exception>
    public static int CountOf(byte[] block) => block.Length % EntryBytes == 0
        ? block.Length / EntryBytes
        : throw new InvalidDataException($"a block of {block.Length} bytes is not a whole number of readings");

    public static Entry Decode(byte[] block, int index, long hour)
    {
        var bytes = block.AsSpan(index * EntryBytes, EntryBytes);
        var head = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return new Entry(
            (hour * HourMs) + (head & 0xFF_FFFF),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[5..]),
            (Quality)(head >> 24),
            (QualityReasons)bytes[4]);
    }
}
