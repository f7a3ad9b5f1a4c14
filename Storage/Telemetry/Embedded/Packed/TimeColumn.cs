namespace CityOps.Storage.Telemetry.Embedded.Packed;

/// <summary>
/// The moments of a block: the first, then by how much each step differs from the one before it. A device that reports evenly
/// is a row of zeros. Steps are counted in the largest unit that divides all of them, such as a second or a minute.
/// </summary>
static class TimeColumn
{
    public static void Write(ColumnWriter to, ReadOnlySpan<Entry> entries)
    {
        var unit = UnitOf(entries);
        to.Signed(entries[0].At);
        to.Number(unit);
        for (var (i, before) = (1, 0L); i < entries.Length; i++)
        {
            // Between the most distant moments the difference wraps; so it does on the way back.
            var step = unchecked(entries[i].At - entries[i - 1].At) / (long)unit;
            to.Signed(unchecked(step - before));
            before = step;
        }
    }

    public static void Read(ref ColumnReader from, Span<Entry> entries)
    {
        var at = from.Signed();
        var unit = (long)from.Number();
        entries[0] = new Entry(at, 0, default, default);
        for (var (i, step) = (1, 0L); i < entries.Length; i++)
        {
            step = unchecked(step + from.Signed());
            at = unchecked(at + (step * unit));
            entries[i] = new Entry(at, 0, default, default);
        }
    }

    static ulong UnitOf(ReadOnlySpan<Entry> entries)
    {
        long unit = 0;
        for (var i = 1; i < entries.Length && unit != 1; i++)
        {
            var step = unchecked(entries[i].At - entries[i - 1].At);
            if (step < 0)
            {
                return 1;
            }

            while (step != 0)
            {
                (unit, step) = (step, unit % step);
            }
        }

        return (ulong)Math.Max(unit, 1);
    }
}
