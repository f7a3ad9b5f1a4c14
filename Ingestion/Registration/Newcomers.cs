using CityOps.Core.Readings;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// Lets devices come by themselves until the city has so many. Something is kept of each of them (an account, a bucket, its series)
/// and never given back, so whoever makes up ids must meet a bound. Who is in the registry has come already; above the bound only a
/// person can add more. Safe for concurrent use.
/// </summary>
/// <param name="most">Devices in the registry and beside it.</param>
/// <param name="known">Those of which something was kept at the start.</param>
public sealed class Newcomers(RegistryMirror mirror, int most, IEnumerable<string> known, TimeProvider clock)
{
    static readonly TimeSpan RecentFor = TimeSpan.FromHours(1);

    readonly Lock _gate = new();
    readonly HashSet<string> _unregistered = new(known, StringComparer.Ordinal);
    long _revision = long.MinValue;
    string? _lastRefused;
    long _lastRefusedAt;
    long _refusedSince;

    /// <summary>Since when unknown devices are turned away, Unix ms, and the newest of them; null when none was within the hour.</summary>
    public (long Since, string Device)? Refusing
    {
        get
        {
            lock (_gate)
            {
                return _lastRefused is { } device && IsRecentLocked() ? (_refusedSince, device) : null;
            }
        }
    }

    public bool MayCome(string device)
    {
        var registered = mirror.Current.Devices;
        if (registered.ContainsKey(device))
        {
            return true;
        }

        lock (_gate)
        {
            if (_unregistered.Contains(device) || HasRoomLocked())
            {
                _unregistered.Add(device);
                return true;
            }

            (_refusedSince, _lastRefusedAt) = (_lastRefused is not null && IsRecentLocked() ? _refusedSince : clock.UnixMs(), clock.UnixMs());
            _lastRefused = device;
            return false;
        }
    }

    bool IsRecentLocked() => clock.UnixMs() - _lastRefusedAt < RecentFor.TotalMilliseconds;

    bool HasRoomLocked()
    {
        var registry = mirror.Current;
        if (registry.Devices.Count + _unregistered.Count < most)
        {
            return true;
        }

        if (_revision != registry.Revision)
        {
            _unregistered.RemoveWhere(registry.Devices.ContainsKey);
            _revision = registry.Revision;
        }

        return registry.Devices.Count + _unregistered.Count < most;
    }
}
