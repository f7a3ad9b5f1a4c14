namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>Collects the bytes of columns. Reused from block to block.</summary>
sealed class ColumnWriter
{
    byte[] bytes = new byte[4_096];
    int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Clear() => length = 0;

    public void Byte(byte value) => Take(1)[0] = value;

    /// <summary>Seven bits a byte, the lowest first; small numbers are one byte.</summary>
    public void Number(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>The sign goes into the lowest bit, so that small negative numbers are small too.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Room for so many bytes, which the caller fills before it writes anything else.</summary>
    public Span<byte> Take(int count)
    {
        if (bytes.Length - length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        }

        length += count;
        return bytes.AsSpan(length - count, count);
    }
}
