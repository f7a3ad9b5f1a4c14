using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The readings that go to disk in one transaction, and what the file says of the journal afterwards. Filled under the lock of
/// <see cref="RecentReadings"/>; once it is taken for a flush it only changes by being sorted.
/// </summary>
sealed class Generation(long number)
{
    /// <summary>Rises by one with each flush.</summary>
    public long Number { get; } = number;

    /// <summary>Position of its newest batch; null while no batch was taken.</summary>
    public JournalPosition? Position { get; set; }

    public long ReceivedAt { get; set; }

    public Dictionary<int, EntryBuffer> Buffers { get; } = [];

    /// <summary>Series that the file does not know before this generation.</summary>
    public List<StoredSeries> NewSeries { get; } = [];

    /// <summary>Readings it holds; those overwritten out of order count until they are on disk.</summary>
    public int Count { get; set; }

    public EntryBuffer BufferOf(int series)
    {
        if (!Buffers.TryGetValue(series, out var buffer))
        {
            Buffers.Add(series, buffer = new EntryBuffer());
        }

        return buffer;
    }

    /// <summary>What goes into each row of an hour, in the order of the rows on disk.</summary>
    public List<HourSlice> ByHour()
    {
        var slices = new List<HourSlice>(Buffers.Count);
        foreach (var (series, buffer) in Buffers)
        {
            var entries = buffer.Sorted();
            for (var start = 0; start < entries.Length;)
            {
                var hour = BlockCodec.HourOf(entries[start].At);
                var end = start + 1;
                while (end < entries.Length && BlockCodec.HourOf(entries[end].At) == hour)
                {
                    end++;
                }

                slices.Add(new HourSlice(hour, series, buffer, start, end - start));
                start = end;
            }
        }

        slices.Sort(static (a, b) => a.Hour != b.Hour ? a.Hour.CompareTo(b.Hour) : a.Series.CompareTo(b.Series));
        return slices;
    }
}

/// <summary>The entries of one series that fall into one hour.</summary>
readonly record struct HourSlice(long Hour, int Series, EntryBuffer Buffer, int Start, int Count)
{
    public ReadOnlySpan<Entry> Entries => Buffer.Sorted().Slice(Start, Count);
}
