namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>Reads what <see cref="ColumnWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">From every method: the bytes end too early, or a number is too long.</exception>
ref struct ColumnReader(ReadOnlySpan<byte> bytes)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    int next;

    public readonly bool IsAtEnd => next == bytes.Length;

    public byte Byte() => next < bytes.Length ? bytes[next++] : throw TooShort();

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var one = Byte();
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number in it is longer than any that we write");
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (bytes.Length - next < count)
        {
            throw TooShort();
        }

        next += count;
        return bytes.Slice(next - count, count);
    }

    static InvalidDataException TooShort() => new("it ends too early");
}
