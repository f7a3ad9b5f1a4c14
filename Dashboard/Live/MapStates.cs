using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// The state of each station, from the registry, the newest values and the open alerts of a <see cref="LiveFeed"/>. A look costs as much as changed, and a
/// pass over the stations for what the clock decides. Not thread-safe.
/// </summary>
sealed class MapStates
{
    readonly Dictionary<string, (int Station, long PatienceMs)> _devices = [];
    readonly Dictionary<string, int> _rows = [];
    Registry _registry = Registry.Empty;
    StationState[] _states = [];
    // Unix ms until which what was heard of a station counts as fresh; 0 = never heard.
    long[] _freshUntil = [];
    long _values;

    /// <summary>Rises when stations come, go or move, or have another name, district or domain.</summary>
    public int Places { get; private set; }

    /// <summary>By id. Another list with each <see cref="Places"/>.</summary>
    public IReadOnlyList<Station> Stations { get; private set; } = [];

    /// <summary>In the order of <see cref="Stations"/>.</summary>
    public IReadOnlyList<StationState> States => _states;

    public StationState Of(string station) => _rows.TryGetValue(station, out var row) ? _states[row] : StationState.Unknown;

    /// <summary>Brings the states up to date. Answers the rows of <see cref="Stations"/> that changed; after a move of <see cref="Places"/> none.</summary>
    /// <param name="now">Unix ms.</param>
    public IReadOnlyList<int> Look(LiveFeed feed, long now)
    {
        var places = Places;
        var registry = feed.Registry;
        if (!ReferenceEquals(registry, _registry))
        {
            TakeRegistry(registry);
        }

        TakeValues(feed.ValuesSince(_values));
        var changed = Judge(Worst(feed.OpenAlerts, now), now);
        return places == Places ? changed : [];
    }

    void TakeRegistry(Registry registry)
    {
        _registry = registry;
        Station[] stations = [.. registry.Stations.Values.OrderBy(station => station.Id, StringComparer.Ordinal)];
        if (!stations.AsSpan().SequenceEqual([.. Stations], SamePlace.Instance))
        {
            (Stations, _states) = (stations, new StationState[stations.Length]);
            Places++;
        }

        _rows.Clear();
        foreach (var (row, station) in stations.Index())
        {
            _rows.Add(station.Id, row);
        }

        _devices.Clear();
        foreach (var device in registry.Devices.Values)
        {
            if (device.Station is { } id && _rows.TryGetValue(id, out var row))
            {
                _devices.Add(device.Id, (row, StationPatience.MsOf(device)));
            }
        }

        // Devices may have moved: what was heard of them is heard again.
        (_freshUntil, _values) = (new long[stations.Length], 0);
    }

    void TakeValues(ValueChanges changes)
    {
        _values = changes.Version;
        foreach (var reading in changes.Readings)
        {
            if (_devices.TryGetValue(reading.Series.Device, out var place))
            {
                _freshUntil[place.Station] = Math.Max(_freshUntil[place.Station], reading.ReceivedAt + place.PatienceMs);
            }
        }
    }

    /// <summary>The worst alert of each station among those that ask for a hand now: shelved ones and those that another explains do not.</summary>
    Dictionary<int, Alert> Worst(IReadOnlyList<Alert> open, long now)
    {
        var worst = new Dictionary<int, Alert>();
        foreach (var alert in open)
        {
            if (!alert.IsAside(now) && RowOf(alert) is { } row &&
                (!worst.TryGetValue(row, out var other) || StationStates.Rank(alert).CompareTo(StationStates.Rank(other)) < 0))
            {
                worst[row] = alert;
            }
        }

        return worst;
    }

    int? RowOf(Alert alert)
    {
        if (alert.Station is { } id)
        {
            return _rows.TryGetValue(id, out var row) ? row : null;
        }

        return alert.Device is { } device && _devices.TryGetValue(device, out var place) ? place.Station : null;
    }

    List<int> Judge(Dictionary<int, Alert> worst, long now)
    {
        var changed = new List<int>();
        for (var row = 0; row < _states.Length; row++)
        {
            var state = worst.TryGetValue(row, out var alert) ? StationStates.Of(alert)
                : _freshUntil[row] == 0 ? StationState.Unknown
                : now <= _freshUntil[row] ? StationState.Normal : StationState.Stale;
            if (state != _states[row])
            {
                _states[row] = state;
                changed.Add(row);
            }
        }

        return changed;
    }

    // Attributes are not on the map.
    sealed class SamePlace : IEqualityComparer<Station>
    {
        public static readonly SamePlace Instance = new();

        public bool Equals(Station? a, Station? b) => Facts(a) == Facts(b);

        public int GetHashCode(Station station) => Facts(station).GetHashCode();

        static (string?, string?, double?, double?, string?, string?) Facts(Station? s) => (s?.Id, s?.Name, s?.Lat, s?.Lon, s?.District, s?.Domain);
    }
}
