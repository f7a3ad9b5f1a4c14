using CityOps.Core.City;

namespace CityOps.Core.Alerts;

/// <summary>
/// Which devices stand behind which gateway, how often they speak, and when one of them was heard last. Drawn anew when the registry has changed. Not
/// thread-safe.
/// </summary>
sealed class Gateways
{
    /// <summary>With fewer devices behind it a gateway's death cannot be told from theirs.</summary>
    const int Fewest = 3;

    /// <summary>So many times the mean time between two words of any of them without one says it.</summary>
    const int Gaps = 5;

    readonly Dictionary<string, Behind> _byGateway = new(StringComparer.Ordinal);
    long _revision = long.MinValue;

    public void Draw(Registry registry)
    {
        if (registry.Revision == _revision)
        {
            return;
        }

        _revision = registry.Revision;
        _byGateway.Clear();
        foreach (var device in registry.Devices.Values)
        {
            if (device.Gateway is { } gateway && gateway != device.Id)
            {
                _byGateway.TryAdd(gateway, new Behind());
            }
        }
    }

    /// <summary>Begins a look at all series.</summary>
    public void Begin()
    {
        foreach (var behind in _byGateway.Values)
        {
            (behind.LastHeardAt, behind.IsHeardItself) = (long.MinValue, false);
            behind.Intervals.Clear();
            behind.Series.Clear();
        }
    }

    public void Hear(SeriesMemory series, string? gateway, long now, long aliveSince)
    {
        if (_byGateway.TryGetValue(series.Id.Device, out var itself) && !series.Rhythm.IsSilent(now, aliveSince, series.Place.IntervalMs))
        {
            itself.IsHeardItself = true;
        }

        if (gateway is null || series.Rhythm.LastReceivedAt == long.MinValue || !_byGateway.TryGetValue(gateway, out var behind))
        {
            return;
        }

        behind.Series.Add(series);
        behind.LastHeardAt = Math.Max(behind.LastHeardAt, series.Rhythm.LastReceivedAt);
        if (series.Rhythm.ArrivalInterval(series.Place.IntervalMs) is { } interval)
        {
            behind.Intervals[series.Id.Device] = Math.Min(interval, behind.Intervals.GetValueOrDefault(series.Id.Device, long.MaxValue));
        }
    }

    /// <summary>The series behind a gateway that have ever spoken.</summary>
    public IReadOnlyList<SeriesMemory> SeriesOf(string gateway) => _byGateway.TryGetValue(gateway, out var behind) ? behind.Series : [];

    /// <summary>When something came through the gateway last, where that is so long ago that it must be the gateway's fault; else null.</summary>
    /// <param name="silent">The device that is silent: how often it spoke says nothing about the others.</param>
    public long? DeadSince(string gateway, string silent, long now, long aliveSince)
    {
        if (!_byGateway.TryGetValue(gateway, out var behind) || behind.IsHeardItself || behind.Intervals.Count < Fewest)
        {
            return null;
        }

        var rate = behind.Intervals.Where(pair => pair.Key != silent).Sum(pair => 1.0 / Math.Max(1, pair.Value));
        return rate > 0 && now - Math.Max(behind.LastHeardAt, aliveSince) > Gaps / rate ? behind.LastHeardAt : null;
    }

    sealed class Behind
    {
        /// <summary>Of each device, the shortest of its series, ms.</summary>
        public Dictionary<string, long> Intervals { get; } = new(StringComparer.Ordinal);

        public List<SeriesMemory> Series { get; } = [];

        public long LastHeardAt { get; set; }

        public bool IsHeardItself { get; set; }
    }
}
