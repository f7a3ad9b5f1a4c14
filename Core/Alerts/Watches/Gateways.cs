using CityOps.Core.City;

namespace CityOps.Core.Alerts;

/// <summary>Which devices stand behind which gateway, and when one of them was heard last. Drawn anew when the registry has changed. Not thread-safe.</summary>
sealed class Gateways
{
    /// <summary>With fewer devices behind it a gateway's death cannot be told from theirs.</summary>
    const int Fewest = 3;

    /// <summary>With so many, half an interval without any of them says it: that all are between two readings then is one in 256.</summary>
    const int Many = 8;

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
                _byGateway[gateway].Devices++;
            }
        }
    }

    /// <summary>Begins a look at all series.</summary>
    public void Begin()
    {
        foreach (var behind in _byGateway.Values)
        {
            (behind.LastHeardAt, behind.ShortestMs) = (long.MinValue, long.MaxValue);
        }
    }

    public void Hear(string gateway, SeriesMemory series)
    {
        if (series.Rhythm.LastReceivedAt != long.MinValue && _byGateway.TryGetValue(gateway, out var behind))
        {
            behind.LastHeardAt = Math.Max(behind.LastHeardAt, series.Rhythm.LastReceivedAt);
            behind.ShortestMs = Math.Min(behind.ShortestMs, series.Rhythm.ArrivalInterval(series.Place.IntervalMs) ?? long.MaxValue);
        }
    }

    /// <summary>When something came through the gateway last, where that is so long ago that it must be the gateway's fault; else null.</summary>
    public long? DeadSince(string gateway, long now, long aliveSince)
    {
        if (!_byGateway.TryGetValue(gateway, out var behind) || behind.Devices < Fewest || behind.ShortestMs == long.MaxValue)
        {
            return null;
        }

        var patience = behind.Devices >= Many ? behind.ShortestMs / 2 : behind.ShortestMs;
        return now - Math.Max(behind.LastHeardAt, aliveSince) > patience ? behind.LastHeardAt : null;
    }

    sealed class Behind
    {
        public int Devices { get; set; }

        public long LastHeardAt { get; set; }

        public long ShortestMs { get; set; }
    }
}
