using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Newest reading of each series. Taking a frame costs as much as the frame is long; the sorted list of all is made only when
/// somebody asks for it, once per change. Safe for concurrent use.
/// </summary>
sealed class LiveValues
{
    static readonly Comparison<Slot> BySeries = static (a, b) =>
        string.CompareOrdinal(a.Newest.Series.Device, b.Newest.Series.Device) is var device and not 0
            ? device
            : string.CompareOrdinal(a.Newest.Series.Quantity, b.Newest.Series.Quantity);

    readonly Lock _gate = new();
    readonly Dictionary<SeriesId, Slot> _bySeries = [];
    readonly List<Slot> _slots = [];
    bool _sorted = true;
    long _version;
    IReadOnlyList<Reading> _snapshot = [];
    IReadOnlyList<SeriesId> _series = [];
    long _snapshotVersion;

    /// <summary>The last word on a series stands, whatever its ObservedAt: the publisher has judged which one is newest.</summary>
    public void Take(IReadOnlyList<Reading> readings)
    {
        lock (_gate)
        {
            var version = _version + 1;
            foreach (var reading in readings)
            {
                if (TakeLocked(reading, version))
                {
                    _version = version;
                }
            }
        }
    }

    public Reading? Find(SeriesId series)
    {
        lock (_gate)
        {
            return _bySeries.TryGetValue(series, out var slot) ? slot.Newest : null;
        }
    }

    public IReadOnlyList<Reading> Snapshot()
    {
        lock (_gate)
        {
            if (_snapshotVersion != _version)
            {
                SortLocked();
                _snapshot = Array.ConvertAll(_slots.ToArray(), slot => slot.Newest);
                _snapshotVersion = _version;
            }

            return _snapshot;
        }
    }

    /// <summary>Of all series, in order; the same list until there is another series.</summary>
    public IReadOnlyList<SeriesId> Series()
    {
        lock (_gate)
        {
            if (_series.Count != _slots.Count)
            {
                SortLocked();
                _series = [.. _slots.Select(slot => slot.Newest.Series)];
            }

            return _series;
        }
    }

    /// <summary>Those of some quantities, in no order.</summary>
    public IReadOnlyList<Reading> Of(IReadOnlySet<string> quantities)
    {
        lock (_gate)
        {
            return [.. _slots.Where(slot => quantities.Contains(slot.Newest.Series.Quantity)).Select(slot => slot.Newest)];
        }
    }

    public ValueChanges Since(long version)
    {
        lock (_gate)
        {
            return version >= _version
                ? new ValueChanges(_version, [])
                : new ValueChanges(_version, [.. _slots.Where(slot => slot.Version > version).Select(slot => slot.Newest)]);
        }
    }

    bool TakeLocked(in Reading reading, long version)
    {
        if (!_bySeries.TryGetValue(reading.Series, out var slot))
        {
            slot = new Slot();
            _bySeries.Add(reading.Series, slot);
            _slots.Add(slot);
            _sorted = false;
        }
        else if (slot.Newest == reading)
        {
            return false;
        }

        (slot.Newest, slot.Version) = (reading, version);
        return true;
    }

    void SortLocked()
    {
        if (!_sorted)
        {
            _slots.Sort(BySeries);
            _sorted = true;
        }
    }

    sealed class Slot
    {
        public Reading Newest;
        public long Version;
    }
}
