using System.Buffers.Binary;
using System.IO.Hashing;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The bytes of a row of <c>open_block</c>: entries in order of their key, 13 bytes each, little endian, and a checksum of 4. Three
/// bytes milliseconds since the hour began, one quality, one reasons, eight the value bit for bit.
/// </summary>
static class BlockCodec
{
    public const int EntryBytes = 13;
    public const int ChecksumBytes = sizeof(uint);
    public const long HourMs = 3_600_000;

    /// <summary>The hour since 1970 UTC, negative before it.</summary>
    public static long HourOf(long unixMs) => unixMs >= 0 ? unixMs / HourMs : ((unixMs + 1) / HourMs) - 1;

    /// <summary>Milliseconds since the hour began.</summary>
    public static int OffsetOf(long unixMs) => (int)(unixMs - (HourOf(unixMs) * HourMs));

    public static byte[] Encode(ReadOnlySpan<Entry> entries)
    {
        var bytes = new byte[(entries.Length * EntryBytes) + ChecksumBytes];
        var rest = bytes.AsSpan();
        foreach (ref readonly var entry in entries)
        {
            // The quality's byte stands above the offset's three: one write instead of two.
            BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)OffsetOf(entry.At) | ((uint)entry.Quality << 24));
            rest[4] = (byte)entry.Reasons;
            BinaryPrimitives.WriteDoubleLittleEndian(rest[5..], entry.Value);
            rest = rest[EntryBytes..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(rest, XxHash32.HashToUInt32(bytes.AsSpan(..^ChecksumBytes)));
        return bytes;
    }

    /// <summary>How many entries it has. Rows of format 1 have no checksum; their lengths tell them apart.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of whole entries that were written; the message ends a sentence that begins with the block.</exception>
    public static int CountOf(byte[] block)
    {
        var (count, rest) = Math.DivRem(block.Length, EntryBytes);
        return rest switch
        {
            0 => count,
            ChecksumBytes when BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(^ChecksumBytes..)) == XxHash32.HashToUInt32(block.AsSpan(..^ChecksumBytes)) => count,
            ChecksumBytes => throw new InvalidDataException("its checksum is wrong"),
            _ => throw new InvalidDataException($"its {block.Length} bytes are not a whole number of readings"),
        };
    }

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

    /// <inheritdoc cref="CountOf"/>
    public static Entry[] DecodeAll(byte[] block, long hour)
    {
        var entries = new Entry[CountOf(block)];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = Decode(block, i, hour);
        }

        return entries;
    }
}
