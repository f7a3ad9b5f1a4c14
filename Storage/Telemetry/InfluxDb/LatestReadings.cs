using System.Runtime.InteropServices;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>The newest reading of each series that was written, of equal times the later written. Safe for concurrent use.</summary>
sealed class LatestReadings
{
    readonly Lock gate = new();
    readonly Dictionary<SeriesId, Reading> newest;
    HashSet<SeriesId> changed = [];

    public LatestReadings(IEnumerable<Reading> saved) => newest = saved.ToDictionary(r => r.Series);

    /// <param name="isRefused">Readings, by index, that the store does not have.</param>
    public void Add(JournalBatch batch, Func<int, bool> isRefused)
    {
        // Of each series only the newest of a batch is looked up.
        var candidates = new int[batch.Series.Count];
        Array.Fill(candidates, -1);
        for (var i = 0; i < batch.Readings.Count; i++)
        {
            ref var candidate = ref candidates[batch.Readings[i].Series];
            if ((candidate < 0 || batch.Readings[i].ObservedAt >= batch.Readings[candidate].ObservedAt) && !isRefused(i))
            {
                candidate = i;
            }
        }

        lock (gate)
        {
            foreach (var candidate in candidates.Where(c => c >= 0))
            {
                AddLocked(batch.ReadingAt(candidate) with { Late = false });
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
                if (newest.TryGetValue(id, out var reading))
                {
                    found.Add(reading);
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
                if (!newest.TryGetValue(reading.Series, out var known) || known.ObservedAt < reading.ObservedAt)
                {
                    AddLocked(reading);
                }
            }
        }
    }

    /// <summary>What has changed since it was taken last.</summary>
    public IReadOnlyCollection<Reading> TakeChanged()
    {
        lock (gate)
        {
            var taken = changed.Select(id => newest[id]).ToList();
            changed = [];
            return taken;
        }
    }

    /// <summary>What was taken could not be kept.</summary>
    public void PutBack(IEnumerable<Reading> taken)
    {
        lock (gate)
        {
            changed.UnionWith(taken.Select(r => r.Series));
        }
    }

    void AddLocked(in Reading reading)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(newest, reading.Series, out var exists);
        if (!exists || reading.ObservedAt >= known.ObservedAt)
        {
            known = reading;
            changed.Add(reading.Series);
        }
    }
}
