using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Ingestion.Rollups;

/// <summary>
/// The hours that have been rolled up and have had a reading since: marked on disk before the store gets it, so that no crash loses a mark, and
/// taken away when they have been rolled up again. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Two things must not cross: a reading is written to an hour that nobody has marked, while the roll-up of that hour is worked out without it. So a write
/// and the moment at which an hour is declared rolled up take turns.
/// </remarks>
/// <param name="rolledUpUntil">Unix ms; the largest number where it is not known yet: then every hour may be rolled up.</param>
public sealed class LateHours(JournalIndex index, long rolledUpUntil) : ILateHours, IDisposable
{
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly Lock _gate = new();
    readonly Dictionary<SeriesId, Dictionary<long, long>> _marks = Load(index);
    readonly Dictionary<SeriesId, Series> _written = [];
    long _rolledUpUntil = rolledUpUntil;
    long _number;

    /// <summary>Start of the oldest hour that is marked; null = none is.</summary>
    public long? Earliest
    {
        get
        {
            lock (_gate)
            {
                return _marks.Count == 0 ? null : _marks.Values.Min(hours => hours.Keys.Min());
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _marks.Values.Sum(hours => hours.Count);
            }
        }
    }

    /// <summary>Marks what the batches change and writes them; a failure of either leaves at most a mark too many.</summary>
    public async ValueTask WriteAsync(ITelemetryWriter store, IReadOnlyList<JournalBatch> batches, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Mark(batches);
            await store.WriteAsync(batches, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Every series that has been written since the start: the registry learns of a new one a little later than the store.</summary>
    public IReadOnlyList<Series> Written()
    {
        lock (_gate)
        {
            return [.. _written.Values];
        }
    }

    /// <summary>
    /// From here on a reading of before <paramref name="until"/> is late. False: the store has been busy with a write all the time, and nothing has changed.
    /// </summary>
    /// <param name="until">Unix ms, the start of an hour.</param>
    public async ValueTask<bool> TryAdvanceAsync(long until, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        lock (_gate)
        {
            _rolledUpUntil = until;
        }

        _turn.Release();
        return true;
    }

    /// <summary>What is to be rolled up again; all of it is in the store. Null: the store has been busy with a write all the time.</summary>
    public async ValueTask<LateWork?> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Count == 0)
        {
            return LateWork.None;
        }

        if (!await _turn.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        try
        {
            lock (_gate)
            {
                return new LateWork(_marks.ToDictionary(series => series.Key, series => (IReadOnlyDictionary<long, long>)new Dictionary<long, long>(series.Value)));
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>They have been rolled up again. An hour that was marked anew meanwhile stays.</summary>
    public void Done(SeriesId series, IReadOnlyDictionary<long, long> marks)
    {
        lock (_gate)
        {
            if (!_marks.TryGetValue(series, out var standing))
            {
                return;
            }

            var done = marks.Where(mark => standing.TryGetValue(mark.Key, out var number) && number == mark.Value).Select(mark => mark.Key).ToList();
            index.RemoveLateHours(done.ConvertAll(hour => new LateHour(series, hour)));
            done.ForEach(hour => standing.Remove(hour));
            if (standing.Count == 0)
            {
                _marks.Remove(series);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<long>?> OfAsync(SeriesId series, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_marks.TryGetValue(series, out var hours) ? [.. hours.Keys] : []);
        }
    }

    public void Dispose() => _turn.Dispose();

    static Dictionary<SeriesId, Dictionary<long, long>> Load(JournalIndex index) => index.LoadLateHours()
        .GroupBy(hour => hour.Series)
        .ToDictionary(series => series.Key, series => series.ToDictionary(hour => hour.Start, _ => 0L));

    void Mark(IReadOnlyList<JournalBatch> batches)
    {
        lock (_gate)
        {
            HashSet<LateHour>? found = null;
            foreach (var batch in batches)
            {
                foreach (var series in batch.Series)
                {
                    _written.TryAdd(series.Id, series);
                }

                foreach (ref readonly var reading in batch.Readings.AsSpan())
                {
                    // A reading that failed is in no roll-up.
                    if (reading.ObservedAt < _rolledUpUntil && reading.Quality != Quality.Fail)
                    {
                        (found ??= []).Add(new LateHour(batch.Series[reading.Series].Id, BucketSize.Hour.StartOf(reading.ObservedAt)));
                    }
                }
            }

            if (found is not null)
            {
                Keep(found);
            }
        }
    }

    void Keep(IReadOnlyCollection<LateHour> hours)
    {
        // What stands on disk already needs no other row: it goes only with the number that it has here.
        index.AddLateHours([.. hours.Where(hour => !_marks.TryGetValue(hour.Series, out var standing) || !standing.ContainsKey(hour.Start))]);
        foreach (var (series, start) in hours)
        {
            if (!_marks.TryGetValue(series, out var standing))
            {
                _marks.Add(series, standing = []);
            }

            standing[start] = ++_number;
        }
    }
}

/// <summary>Late hours by series, each with the number of its mark.</summary>
public sealed record LateWork(IReadOnlyDictionary<SeriesId, IReadOnlyDictionary<long, long>> BySeries)
{
    public static LateWork None { get; } = new(new Dictionary<SeriesId, IReadOnlyDictionary<long, long>>());
}
