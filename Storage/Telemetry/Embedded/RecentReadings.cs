using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The readings that are not in the file yet, in two generations: one that is being filled, and one that a flush is writing.
/// Knows every series and its latest reading. Safe for concurrent use.
/// </summary>
sealed class RecentReadings
{
    readonly Lock gate = new();
    readonly int limit;
    readonly Dictionary<SeriesId, StoredSeries> series;
    Generation active = new(1);
    Generation? flushing;
    JournalPosition? written;
    JournalPosition? stored;
    long? storedUntil;
    int lastSeries;

    public RecentReadings(int limit, TelemetryFileState state)
    {
        this.limit = limit;
        series = state.Series.ToDictionary(s => s.Series.Id);
        lastSeries = state.Series.Select(s => s.Id).DefaultIfEmpty().Max();
        written = stored = state.Position;
        storedUntil = state.ReceivedAt;
    }

    public JournalPosition? Stored
    {
        get
        {
            lock (gate)
            {
                return stored;
            }
        }
    }

    public long? StoredUntil
    {
        get
        {
            lock (gate)
            {
                return storedUntil;
            }
        }
    }

    public bool HalfFull
    {
        get
        {
            lock (gate)
            {
                return CountLocked() >= Math.Max(1, limit / 2);
            }
        }
    }

    /// <summary>The generation that now takes batches.</summary>
    public long ActiveNumber
    {
        get
        {
            lock (gate)
            {
                return active.Number;
            }
        }
    }

    /// <summary>The oldest generation that is not in the file yet, empty or not.</summary>
    public long OldestNumber
    {
        get
        {
            lock (gate)
            {
                return flushing?.Number ?? active.Number;
            }
        }
    }

    /// <summary>True when this batch, or a later one of its journal, has been taken before.</summary>
    public bool Knows(JournalPosition position)
    {
        lock (gate)
        {
            return written is { } w && w.JournalId == position.JournalId && position.Position <= w.Position;
        }
    }

    public bool HasRoomFor(int readings)
    {
        lock (gate)
        {
            return HasRoomLocked(readings);
        }
    }

    /// <summary>Takes all of a batch, or nothing when there is no room.</summary>
    public bool TryAdd(JournalBatch batch)
    {
        lock (gate)
        {
            if (!HasRoomLocked(batch.Readings.Length))
            {
                return false;
            }

            var targets = new (StoredSeries Series, EntryBuffer? Buffer)[batch.Series.Length];
            for (var i = 0; i < batch.Readings.Length; i++)
            {
                var index = batch.Readings[i].Series;
                ref var target = ref targets[index];
                if (target.Buffer is null)
                {
                    var known = SeriesLocked(batch.Series[index]);
                    target = (known, active.BufferOf(known.Id));
                }

                AddLocked(target.Series, target.Buffer!, batch.ReadingAt(i) with { Series = target.Series.Series.Id, Late = false });
            }

            written = active.Position = batch.Position;
            storedUntil = active.ReceivedAt = batch.ReceivedAt;
            return true;
        }
    }

    public void AddLatest(IEnumerable<SeriesId> wanted, List<Reading> found)
    {
        lock (gate)
        {
            foreach (var id in wanted)
            {
                if (series.TryGetValue(id, out var known) && known.Latest is { } latest)
                {
                    found.Add(latest);
                }
            }
        }
    }

    /// <summary>Copies what memory holds of a series; null when the series is not known.</summary>
    public MemoryView? View(SeriesId id, long from, long to)
    {
        lock (gate)
        {
            return series.TryGetValue(id, out var known)
                ? new MemoryView(known.Id, active.Number, CopyLocked(flushing, known.Id, from, to), CopyLocked(active, known.Id, from, to))
                : null;
        }
    }

    /// <summary>Its number in the file; null when the series is not known.</summary>
    public int? NumberOf(SeriesId id)
    {
        lock (gate)
        {
            return series.TryGetValue(id, out var known) ? known.Id : null;
        }
    }

    /// <summary>The series of a domain, or all, by their number in the file.</summary>
    public Dictionary<int, SeriesId> Numbers(string? domain = null)
    {
        lock (gate)
        {
            return series.Values.Where(known => domain is null || known.Series.Domain == domain).ToDictionary(known => known.Id, known => known.Series.Id);
        }
    }

    /// <summary>The file has lost the latest reading of a series, and this is the newest it has left. What is in memory may be newer.</summary>
    public void ReplaceLatest(SeriesId id, int number, Reading? left)
    {
        lock (gate)
        {
            var newest = active.Buffers.TryGetValue(number, out var buffer) ? buffer.Newest : (Reading?)null;
            series[id].Latest = newest is null || left?.ObservedAt > newest.Value.ObservedAt ? left : newest;
        }
    }

    /// <summary>The generation to be written next, oldest first; null when everything is in the file.</summary>
    public Generation? BeginFlush()
    {
        Generation taken;
        lock (gate)
        {
            if (flushing is null && active.Position is not null)
            {
                flushing = active;
                active = new Generation(flushing.Number + 1);
            }

            if (flushing is null)
            {
                return null;
            }

            taken = flushing;
        }

        // One at a time, so that readers never wait for all of them.
        foreach (var buffer in taken.Buffers.Values)
        {
            lock (gate)
            {
                buffer.Sorted();
            }
        }

        return taken;
    }

    /// <summary>Forgets the generation that is in the file now.</summary>
    public void EndFlush(Generation generation)
    {
        lock (gate)
        {
            stored = generation.Position;
            flushing = null;
        }
    }

    StoredSeries SeriesLocked(Series wanted)
    {
        if (!series.TryGetValue(wanted.Id, out var known))
        {
            known = new StoredSeries(++lastSeries, wanted);
            series.Add(wanted.Id, known);
            active.NewSeries.Add(known);
        }

        return known;
    }

    void AddLocked(StoredSeries known, EntryBuffer buffer, in Reading reading)
    {
        active.Count += buffer.Add(reading) ? 1 : 0;
        if (known.Latest is not { } latest || reading.ObservedAt >= latest.ObservedAt)
        {
            known.Latest = reading;
        }
    }

    int CountLocked() => active.Count + (flushing?.Count ?? 0);

    bool HasRoomLocked(int readings) => CountLocked() is var count && (count == 0 || count + readings <= limit);

    static EntrySlice CopyLocked(Generation? generation, int series, long from, long to) =>
        generation is not null && generation.Buffers.TryGetValue(series, out var buffer) ? buffer.Copy(from, to) : default;
}
