using System.Buffers.Binary;
using System.Text;

namespace CityOps.Storage.Journal;

/// <summary>Reads what <see cref="BlobWriter"/> wrote. A blob that ends early or lies about a count throws <see cref="InvalidDataException"/>.</summary>
public ref struct BlobReader(ReadOnlySpan<byte> blob)
{
    ReadOnlySpan<byte> _rest = blob;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return (long)value;
            }
        }

        throw new InvalidDataException("A number in a blob has no end.");
    }

    /// <summary>How many items follow; each needs at least one byte, so a larger count is a lie and never allocated.</summary>
    public int Count()
    {
        var count = Number();
        return count >= 0 && count <= _rest.Length ? (int)count : throw new InvalidDataException($"A blob promises {count} items in {_rest.Length} bytes.");
    }

    /// <summary>A number from 0 up to, and without, a bound.</summary>
    public int Below(long bound)
    {
        var number = Number();
        return number >= 0 && number < bound ? (int)number : throw new InvalidDataException($"A blob has {number} where less than {bound} must stand.");
    }

    public long Signed()
    {
        var value = (ulong)Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public UInt128 Hash() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("A blob ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
