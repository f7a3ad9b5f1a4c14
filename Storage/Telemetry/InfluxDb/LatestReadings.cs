using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>The newest reading of each series that was written, of equal times the later written. Safe for concurrent use.</summary>
sealed class LatestReadings
{
    readonly Lock gate = new();
    readonly SeriesMap<Newest> newest = new();
    List<Newest> changed = [];

    public LatestReadings(IEnumerable<Reading> saved)
    {
        foreach (var reading in saved)
        {
            newest.Add(reading.Series, new Newest { Reading = reading });
        }
    }

    /// <param name="isRefused">Readings, by index, that the store does not have; null where it has all.</param>
    public void Add(JournalBatch batch, Func<int, bool>? isRefused)
    {
        lock (gate)
        {
            for (var i = 0; i < batch.Readings.Length; i++)
            {
                var series = batch.SeriesAt(i);
                if (!newest.TryGet(series, out var known))
                {
                    newest.Add(series, known = new Newest());
                }

                if (batch.Readings[i].ObservedAt >= known.Reading.ObservedAt && isRefused?.Invoke(i) != true)
                {
                    MoveLocked(known, batch.ReadingAt(i) with { Late = false });
                }
            }
        }
    }

    /// <summary>Adds those that are known to <paramref name="found"/> and returns the others.</summary>
    public List<SeriesId> Find(IEnumerable<SeriesId> wanted, List<Reading> found)
    {
        var missing = new List<SeriesId>();
        lock (gate)
        {
            foreach (var id in wanted)
            {
                if (newest.TryGet(id, out var known) && known.IsThere)
                {
                    found.Add(known.Reading);
                }
                else
                {
                    missing.Add(id);
                }
            }
        }

        return missing;
    }

    /// <summary>Takes over what the server told of series that are not known, or only older.</summary>
    public void Learn(IEnumerable<Reading> told)
    {
        lock (gate)
        {
            foreach (var reading in told)
            {
                var known = NewestLocked(reading.Series);
                if (known.Reading.ObservedAt < reading.ObservedAt)
                {
                    MoveLocked(known, reading);
                }
            }
        }
    }

    /// <summary>What has changed since it was taken last.</summary>
    public IReadOnlyCollection<Reading> TakeChanged()
    {
        lock (gate)
        {
            var taken = changed.ConvertAll(known => known.Reading);
            changed.ForEach(known => known.IsChanged = false);
            changed = [];
            return taken;
        }
    }

    /// <summary>What was taken could not be kept.</summary>
    public void PutBack(IEnumerable<Reading> taken)
    {
        lock (gate)
        {
            foreach (var reading in taken)
            {
                MarkLocked(NewestLocked(reading.Series));
            }
        }
    }

    Newest NewestLocked(in SeriesId series)
    {
        if (!newest.TryGet(series, out var known))
        {
            newest.Add(series, known = new Newest());
        }

        return known;
    }

    void MoveLocked(Newest known, in Reading reading)
    {
        known.Reading = reading;
        MarkLocked(known);
    }

    void MarkLocked(Newest known)
    {
        if (!known.IsChanged)
        {
            known.IsChanged = true;
            changed.Add(known);
        }
    }

    sealed class Newest
    {
        public Reading Reading = new(default, long.MinValue, 0, 0, default, default);
        public bool IsChanged;

        public bool IsThere => Reading.Series.Device is not null;
    }
}
