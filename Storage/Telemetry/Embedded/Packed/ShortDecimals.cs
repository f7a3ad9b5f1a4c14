namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>
/// Most devices send numbers with a few decimals. Such a number is an integer divided by a power of ten, and that division gives
/// the same double again, bit for bit; where it would not, the number is not a short decimal.
/// </summary>
static class ShortDecimals
{
    /// <summary>Decimals at most.</summary>
    public const int Most = 9;

    /// <summary>Up to here every integer is a double.</summary>
    const double Largest = 1L << 53;

    static readonly double[] Powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    /// <summary>How many decimals all values have, with the values as integers of that scale; null where one has more, or is no such number.</summary>
    public static int? Scale(ReadOnlySpan<Entry> entries, Span<long> integers)
    {
        var decimals = 0;
        for (var i = 0; i < entries.Length;)
        {
            if (TryScale(entries[i].Value, decimals, out integers[i]))
            {
                i++;
            }
            else if (++decimals > Most)
            {
                return null;
            }
            else
            {
                // Those before have another scale now.
                i = 0;
            }
        }

        return decimals;
    }

    public static double Value(long integer, int decimals) => integer / Powers[decimals];

    static bool TryScale(double value, int decimals, out long integer)
    {
        var scaled = Math.Round(value * Powers[decimals]);
        integer = Math.Abs(scaled) <= Largest ? (long)scaled : 0;
        return BitConverter.DoubleToInt64Bits(Value(integer, decimals)) == BitConverter.DoubleToInt64Bits(value);
    }
}
