namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>
/// Numbers that differ from those before them in few bits. First the highest byte of every difference, then the second: what is
/// alike lies together and is compressed away.
/// </summary>
static class BitPlanes
{
    const int Planes = sizeof(long);

    public static void Write(ColumnWriter to, ReadOnlySpan<long> numbers)
    {
        var planes = to.Take(numbers.Length * Planes);
        long before = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var changed = numbers[i] ^ before;
            for (var plane = 0; plane < Planes; plane++)
            {
                planes[(plane * numbers.Length) + i] = (byte)(changed >> (8 * (Planes - 1 - plane)));
            }

            before = numbers[i];
        }
    }

    public static void Read(ref ColumnReader from, Span<long> numbers)
    {
        var planes = from.Take(numbers.Length * Planes);
        long number = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            long changed = 0;
            for (var plane = 0; plane < Planes; plane++)
            {
                changed = (changed << 8) | planes[(plane * numbers.Length) + i];
            }

            number ^= changed;
            numbers[i] = number;
        }
    }
}
