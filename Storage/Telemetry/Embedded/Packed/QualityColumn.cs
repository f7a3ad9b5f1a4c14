using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>Quality and reasons of a block, as runs of readings that have the same.</summary>
static class QualityColumn
{
    public static void Write(ColumnWriter to, ReadOnlySpan<Entry> entries)
    {
        for (var start = 0; start < entries.Length;)
        {
            var end = start + 1;
            while (end < entries.Length && (entries[end].Quality, entries[end].Reasons) == (entries[start].Quality, entries[start].Reasons))
            {
                end++;
            }

            to.Number((ulong)(end - start));
            to.Byte((byte)entries[start].Quality);
            to.Byte((byte)entries[start].Reasons);
            start = end;
        }
    }

    public static void Read(ref ColumnReader from, Span<Entry> entries)
    {
        for (var rest = entries; !rest.IsEmpty;)
        {
            var run = from.Number();
            var (quality, reasons) = ((Quality)from.Byte(), (QualityReasons)from.Byte());
            if (run == 0 || run > (ulong)rest.Length)
            {
                throw new InvalidDataException("its runs of quality do not fit its number of readings");
            }

            foreach (ref var entry in rest[..(int)run])
            {
                entry = entry with { Quality = quality, Reasons = reasons };
            }

            rest = rest[(int)run..];
        }
    }
}
