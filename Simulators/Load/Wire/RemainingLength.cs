namespace CityOps.Simulators.Load.Wire;

/// <summary>MQTT's variable byte integer: seven bits a byte, low ones first, at most four bytes.</summary>
static class RemainingLength
{
    public const int Most = 268_435_455;
    const int MostBytes = 4;

    /// <summary>Returns how many bytes it took.</summary>
    public static int Write(Span<byte> to, int value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            to[at++] = (byte)(value | 0x80);
        }

        to[at++] = (byte)value;
        return at;
    }

    /// <summary>False while bytes are missing.</summary>
    /// <param name="bytes">How many bytes it takes.</param>
    /// <exception cref="InvalidDataException">It has more than four bytes.</exception>
    public static bool TryRead(ReadOnlySpan<byte> from, out int value, out int bytes)
    {
        value = 0;
        for (bytes = 0; bytes < from.Length; bytes++)
        {
            if (bytes == MostBytes)
            {
                break;
            }

            value |= (from[bytes] & 0x7F) << (7 * bytes);
            if (from[bytes] < 0x80)
            {
                bytes++;
                return true;
            }
        }

        return bytes < MostBytes ? false : throw new InvalidDataException("a length of more than four bytes");
    }
}
