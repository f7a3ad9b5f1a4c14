using System.Buffers.Binary;
using System.Text;

namespace CityOps.Core.Live;

/// <summary>Writes the parts of a frame one after the other into a buffer that is large enough.</summary>
ref struct LiveFrameWriter(byte[] buffer)
{
    int _length;

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(2), checked((ushort)value));

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Text(string text)
    {
        Byte(checked((byte)text.Length));
        Encoding.ASCII.GetBytes(text, Take(text.Length));
    }

    public readonly byte[] ToArray() => buffer.AsSpan(0, _length).ToArray();

    Span<byte> Take(int bytes)
    {
        var span = buffer.AsSpan(_length, bytes);
        _length += bytes;
        return span;
    }
}
