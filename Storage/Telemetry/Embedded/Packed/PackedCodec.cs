using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>
/// The bytes of a row of <c>block</c>: a format, whether what follows is deflated, a checksum over all of it and its key, the
/// length of the columns, and the columns of times, values and qualities. Not safe for concurrent use: buffers are kept.
/// </summary>
/// <remarks>Compressed are what is left to compress: most blocks shrink to a half, those of noise stay as they are.</remarks>
sealed class PackedCodec
{
    const byte Format = 1;
    const byte Plain = 0, Deflated = 1;
    const int ChecksumAt = 2, BodyAt = ChecksumAt + sizeof(uint);

    /// <summary>A block of so many bytes a reading is none of ours; so a broken length asks for no gigabytes.</summary>
    const int MostBytesPerReading = 64;

    readonly ColumnWriter columns = new();
    byte[] inflated = [];

    public byte[] Encode(in PackedKey key, ReadOnlySpan<Entry> entries)
    {
        columns.Clear();
        TimeColumn.Write(columns, entries);
        ValueColumn.Write(columns, entries);
        QualityColumn.Write(columns, entries);
        var plain = columns.Written;
        var small = Deflate(plain);
        var helps = small.Length < plain.Length;
        var body = helps ? small : plain;

        var block = new byte[BodyAt + sizeof(int) + body.Length];
        (block[0], block[1]) = (Format, helps ? Deflated : Plain);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(BodyAt), plain.Length);
        body.CopyTo(block.AsSpan(BodyAt + sizeof(int)));
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(ChecksumAt), Checksum(key, block));
        return block;
    }

    /// <param name="entries">As many as the key says.</param>
    /// <exception cref="InvalidDataException">These are not the bytes that were written with this key; the message ends a sentence that begins with the block.</exception>
    public void Decode(in PackedKey key, byte[] block, Span<Entry> entries)
    {
        var from = new ColumnReader(Body(key, block));
        TimeColumn.Read(ref from, entries);
        ValueColumn.Read(ref from, entries);
        QualityColumn.Read(ref from, entries);
        if (!from.IsAtEnd)
        {
            throw new InvalidDataException("it goes on after its last reading");
        }
    }

    ReadOnlySpan<byte> Body(in PackedKey key, byte[] block)
    {
        if (block.Length < BodyAt + sizeof(int) || BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(ChecksumAt)) != Checksum(key, block))
        {
            throw new InvalidDataException("its checksum is wrong");
        }

        if (block[0] != Format || block[1] > Deflated)
        {
            throw new InvalidDataException($"it has format {block[0]}.{block[1]}, written by a newer version");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(BodyAt));
        var body = block.AsSpan(BodyAt + sizeof(int));
        return block[1] == Plain ? body
            : length >= 0 && length / MostBytesPerReading <= key.Count ? Inflate(block, length)
            : throw new InvalidDataException("it says that it is larger than any block");
    }

    static ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> plain)
    {
        using var deflated = new MemoryStream(plain.Length);
        using (var stream = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(plain);
        }

        return deflated.GetBuffer().AsSpan(0, (int)deflated.Length);
    }

    ReadOnlySpan<byte> Inflate(byte[] block, int length)
    {
        if (inflated.Length < length)
        {
            inflated = new byte[Math.Max(length, 4_096)];
        }

        var body = BodyAt + sizeof(int);
        using var stream = new DeflateStream(new MemoryStream(block, body, block.Length - body), CompressionMode.Decompress);
        var whole = inflated.AsSpan(0, length);
        return stream.ReadAtLeast(whole, length, throwOnEndOfStream: false) == length ? whole : throw new InvalidDataException("it ends too early");
    }

    /// <summary>Over the key too: a block in the wrong place is as wrong as one with other bytes.</summary>
    static uint Checksum(in PackedKey key, ReadOnlySpan<byte> block)
    {
        Span<byte> place = stackalloc byte[26];
        BinaryPrimitives.WriteInt32LittleEndian(place, key.Series);
        BinaryPrimitives.WriteInt64LittleEndian(place[4..], key.Start);
        BinaryPrimitives.WriteInt64LittleEndian(place[12..], key.Until);
        BinaryPrimitives.WriteInt32LittleEndian(place[20..], key.Count);
        block[..ChecksumAt].CopyTo(place[24..]);
        return XxHash32.HashToUInt32(block[BodyAt..], (int)XxHash32.HashToUInt32(place));
    }
}
