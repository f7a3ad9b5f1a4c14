using System.Buffers;
using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// What one series has in one generation of memory. Appending in order of time costs nothing; what came out of order is sorted
/// when somebody looks. Not safe for concurrent use until it is sorted and nobody appends any more.
/// </summary>
sealed class EntryBuffer
{
    Entry[] entries = new Entry[4];
    int count;
    bool sorted = true;

    /// <summary>The reading with the newest ObservedAt, whatever its quality; of equal ones the later written.</summary>
    public Reading Newest { get; private set; }

    /// <summary>False when it replaced the one before it and memory did not grow.</summary>
    public bool Add(in Reading reading)
    {
        if (count == 0 || reading.ObservedAt >= Newest.ObservedAt)
        {
            Newest = reading;
        }

        var entry = new Entry(reading.ObservedAt, reading.Value, reading.Quality, reading.Reasons, count);
        if (count > 0 && sorted && entries[count - 1].Key >= entry.Key)
        {
            if (entries[count - 1].Key == entry.Key)
            {
                entries[count - 1] = entry with { Order = count - 1 };
                return false;
            }

            sorted = false;
        }

        if (count == entries.Length)
        {
            Array.Resize(ref entries, count * 2);
        }

        entries[count++] = entry;
        return true;
    }

    /// <summary>The entries in order of their key, one for each.</summary>
    public ReadOnlySpan<Entry> Sorted()
    {
        if (!sorted)
        {
            entries.AsSpan(0, count).Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Order.CompareTo(b.Order));
            DropOverwritten();
            sorted = true;
        }

        return entries.AsSpan(0, count);
    }

    /// <summary>A copy of what lies in the span of time, in a rented array that the caller gives back.</summary>
    public EntrySlice Copy(long from, long to)
    {
        var all = Sorted();
        var start = FirstAtOrAfter(all, from);
        var length = FirstAtOrAfter(all, to) - start;
        if (length <= 0)
        {
            return default;
        }

        var copy = ArrayPool<Entry>.Shared.Rent(length);
        all.Slice(start, length).CopyTo(copy);
        return new EntrySlice(copy, length);
    }

    void DropOverwritten()
    {
        var kept = 0;
        for (var i = 1; i < count; i++)
        {
            kept += entries[i].Key == entries[kept].Key ? 0 : 1;
            entries[kept] = entries[i];
        }

        count = kept + 1;
        // Orders must stay below those of entries still to come.
        for (var i = 0; i < count; i++)
        {
            entries[i] = entries[i] with { Order = i };
        }
    }

    internal static int FirstAtOrAfter(ReadOnlySpan<Entry> entries, long time)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = entries[middle].At < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
