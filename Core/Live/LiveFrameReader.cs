using System.Buffers.Binary;
using System.Text;

namespace CityOps.Core.Live;

/// <summary>
/// Reads the parts of a frame one after the other. Past the end it answers zeros and remembers that it <see cref="Failed"/>,
/// so that the caller looks once and not after every part.
/// </summary>
ref struct LiveFrameReader(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> _rest = bytes;

    public bool Failed { get; private set; }

    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public int UInt16() => Take(2) is { Length: 2 } span ? BinaryPrimitives.ReadUInt16LittleEndian(span) : 0;

    public int Int32() => Take(4) is { Length: 4 } span ? BinaryPrimitives.ReadInt32LittleEndian(span) : 0;

    public long Int64() => Take(8) is { Length: 8 } span ? BinaryPrimitives.ReadInt64LittleEndian(span) : 0;

    public double Double() => Take(8) is { Length: 8 } span ? BinaryPrimitives.ReadDoubleLittleEndian(span) : 0;

    public string Text() => Encoding.ASCII.GetString(Take(Byte()));

    public void Require(bool condition) => Failed |= !condition;

    ReadOnlySpan<byte> Take(int bytes)
    {
        if (Failed || bytes > _rest.Length)
        {
            Failed = true;
            return default;
        }

        var span = _rest[..bytes];
        _rest = _rest[bytes..];
        return span;
    }
}
