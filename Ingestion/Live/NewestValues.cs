using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Live;

/// <summary>
/// The reading with the newest ObservedAt of each series, whatever its quality, and which of them nobody has been told yet. At
/// the same time the one journalled last wins, as in the stores. Safe for concurrent use; every call is short.
/// </summary>
sealed class NewestValues
{
    readonly Lock _gate = new();
    readonly SeriesMap<Slot> _slots = new();
    List<Slot> _changed = [];

    public bool HasChanges
    {
        get
        {
            lock (_gate)
            {
                return _changed.Count > 0;
            }
        }
    }

    public void Take(JournalBatch batch)
    {
        lock (_gate)
        {
            for (var i = 0; i < batch.Readings.Length; i++)
            {
                TakeLocked(SlotLocked(batch.SeriesAt(i)), batch.ReadingAt(i));
            }
        }
    }

    public void Take(IEnumerable<Reading> readings)
    {
        lock (_gate)
        {
            foreach (var reading in readings)
            {
                TakeLocked(SlotLocked(reading.Series), reading);
            }
        }
    }

    /// <summary>What has changed since the last call, in no order; afterwards nothing has.</summary>
    public Reading[] TakeChanges()
    {
        lock (_gate)
        {
            var readings = new Reading[_changed.Count];
            for (var i = 0; i < readings.Length; i++)
            {
                (readings[i], _changed[i].Changed) = (_changed[i].Newest, false);
            }

            _changed = [];
            return readings;
        }
    }

    /// <summary>All of them, one device after the other; afterwards nothing has changed.</summary>
    public Reading[] TakeAll()
    {
        Reading[] readings;
        lock (_gate)
        {
            _changed.ForEach(slot => slot.Changed = false);
            _changed = [];
            readings = [.. _slots.Values.Select(slot => slot.Newest)];
        }

        Array.Sort(readings, (a, b) => string.CompareOrdinal(a.Series.Device, b.Series.Device));
        return readings;
    }

    /// <summary>They were not told after all. Where a newer one has come meanwhile, that one is.</summary>
    public void PutBack(IEnumerable<Reading> readings)
    {
        lock (_gate)
        {
            foreach (var reading in readings)
            {
                MarkLocked(SlotLocked(reading.Series));
            }
        }
    }

    Slot SlotLocked(Series series)
    {
        if (!_slots.TryGet(series, out var slot))
        {
            _slots.Add(series, slot = new Slot());
        }

        return slot;
    }

    Slot SlotLocked(in SeriesId series)
    {
        if (!_slots.TryGet(series, out var slot))
        {
            _slots.Add(series, slot = new Slot());
        }

        return slot;
    }

    void TakeLocked(Slot slot, in Reading reading)
    {
        if (reading.ObservedAt >= slot.Newest.ObservedAt || slot.Newest.Series.Device is null)
        {
            slot.Newest = reading;
            MarkLocked(slot);
        }
    }

    void MarkLocked(Slot slot)
    {
        if (!slot.Changed)
        {
            slot.Changed = true;
            _changed.Add(slot);
        }
    }

    sealed class Slot
    {
        public Reading Newest;
        public bool Changed;
    }
}
