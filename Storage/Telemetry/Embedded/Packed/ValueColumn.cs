using System.Buffers;

namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>
/// The values of a block: as differences of scaled integers where all are short decimals; as places in a list where few different
/// ones come again and again; else as their bits. Each gives back every double bit for bit.
/// </summary>
static class ValueColumn
{
    /// <summary>Instead of a number of decimals.</summary>
    const byte AsBits = 255, AsPlaces = 254;

    public static void Write(ColumnWriter to, ReadOnlySpan<Entry> entries)
    {
        var numbers = ArrayPool<long>.Shared.Rent(entries.Length);
        var values = numbers.AsSpan(0, entries.Length);
        if (ShortDecimals.Scale(entries, values) is { } decimals)
        {
            to.Byte((byte)decimals);
            WriteSteps(to, values);
        }
        else
        {
            WriteDoubles(to, entries, values);
        }

        ArrayPool<long>.Shared.Return(numbers);
    }

    public static void Read(ref ColumnReader from, Span<Entry> entries)
    {
        switch (from.Byte())
        {
            case AsBits:
                ReadBits(ref from, entries);
                break;
            case AsPlaces:
                ReadPlaces(ref from, entries);
                break;
            case <= ShortDecimals.Most and var decimals:
                ReadDecimals(ref from, entries, decimals);
                break;
            default:
                throw new InvalidDataException("its values are written in a way that is not known");
        }
    }

    /// <summary>
    /// An instrument of few steps whose values went through a conversion has long decimals and few different values. In order
    /// of size their places are near each other.
    /// </summary>
    static void WriteDoubles(ColumnWriter to, ReadOnlySpan<Entry> entries, Span<long> values)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            values[i] = BitConverter.DoubleToInt64Bits(entries[i].Value);
        }

        var places = values.ToArray().Distinct().Order().Index().ToDictionary(one => one.Item, one => (long)one.Index);
        if (places.Count > entries.Length / 2)
        {
            to.Byte(AsBits);
            BitPlanes.Write(to, values);
            return;
        }

        to.Byte(AsPlaces);
        to.Number((ulong)places.Count);
        BitPlanes.Write(to, [.. places.Keys.Order()]);
        foreach (ref var value in values)
        {
            value = places[value];
        }

        WriteSteps(to, values);
    }

    static void WriteSteps(ColumnWriter to, ReadOnlySpan<long> numbers)
    {
        long before = 0;
        foreach (var number in numbers)
        {
            to.Signed(number - before);
            before = number;
        }
    }

    static void ReadDecimals(ref ColumnReader from, Span<Entry> entries, int decimals)
    {
        long integer = 0;
        foreach (ref var entry in entries)
        {
            integer += from.Signed();
            entry = entry with { Value = ShortDecimals.Value(integer, decimals) };
        }
    }

    static void ReadPlaces(ref ColumnReader from, Span<Entry> entries)
    {
        var count = from.Number();
        var values = count <= (ulong)entries.Length ? new long[count] : throw Misplaced();
        BitPlanes.Read(ref from, values);
        long place = 0;
        foreach (ref var entry in entries)
        {
            place += from.Signed();
            entry = entry with { Value = place >= 0 && place < values.Length ? BitConverter.Int64BitsToDouble(values[place]) : throw Misplaced() };
        }
    }

    static void ReadBits(ref ColumnReader from, Span<Entry> entries)
    {
        var numbers = ArrayPool<long>.Shared.Rent(entries.Length);
        BitPlanes.Read(ref from, numbers.AsSpan(0, entries.Length));
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = entries[i] with { Value = BitConverter.Int64BitsToDouble(numbers[i]) };
        }

        ArrayPool<long>.Shared.Return(numbers);
    }

    static InvalidDataException Misplaced() => new("it names a value that it does not have");
}
