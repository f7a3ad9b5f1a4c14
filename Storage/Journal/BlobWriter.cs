using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CityOps.Storage.Journal;

/// <summary>Writes the primitives of our binary blobs: little-endian, variable-length numbers.</summary>
public readonly ref struct BlobWriter(IBufferWriter<byte> output)
{
    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>A number that is never negative, seven bits a byte.</summary>
    public void Number(long value)
    {
        var span = output.GetSpan(10);
        var rest = (ulong)value;
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        output.Advance(length);
    }

    /// <summary>A number that may be negative (zigzag).</summary>
    public void Signed(long value) => Number((value << 1) ^ (value >> 63));

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void Hash(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(output.GetSpan(16), value);
        output.Advance(16);
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }
}
