using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Every second one frame for the hub's group <c>map</c>: the stations whose state changed, or none, which says that the line lives. Snapshot and districts
/// may be asked for from any thread.
/// </summary>
public sealed class MapBroadcaster(LiveSender sender, LiveFeed feed, LiveGroups groups, LiveClocks clocks) : BackgroundService
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    readonly string _epoch = Guid.NewGuid().ToString("N");
    readonly Lock _gate = new();
    readonly MapStates _states = new();
    // Changed since the last frame: who looked between two frames has seen it, the others have not.
    readonly SortedSet<int> _changed = [];
    MapStations _stations = ColumnsOf([]);
    int _places;
    long _seq;
    IReadOnlyList<MapDistrict>? _districts;
    long? _lookedAt;

    /// <summary>Who joins <c>map</c>, then takes this, then applies the frames with a higher number has missed nothing.</summary>
    public MapSnapshot Snapshot()
    {
        lock (_gate)
        {
            LookLocked();
            return new MapSnapshot(_epoch, _seq, clocks.City.UnixMs(), _places, _stations, [.. _states.States.Select(state => (int)state)]);
        }
    }

    /// <summary>The same as a table, at most a second old.</summary>
    public IReadOnlyList<MapDistrict> Districts()
    {
        lock (_gate)
        {
            LookSometimesLocked();
            return _districts ??= MapDistrict.Of(_states.Stations, _states.States, DistrictStates.Of(feed.OpenAlerts, clocks.City.UnixMs()));
        }
    }

    /// <summary>Of one station, at most a second old.</summary>
    public StationState StateOf(string station)
    {
        lock (_gate)
        {
            LookSometimesLocked();
            return _states.Of(station);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clocks.Pace);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var frame = Next();
            if (frame is not null)
            {
                sender.Send(LiveGroups.Map, client => client.Map(frame));
            }
        }
    }

    // Numbers go on while nobody listens, so that who joins notices what went out before.
    MapFrame? Next()
    {
        lock (_gate)
        {
            _seq++;
            MapFrame? frame = null;
            if (groups.Joined.Contains(LiveGroups.Map))
            {
                LookLocked();
                int[] rows = [.. _changed];
                frame = new MapFrame(_epoch, _seq, clocks.City.UnixMs(), _places, rows, [.. rows.Select(row => (int)_states.States[row])]);
            }

            _changed.Clear();
            return frame;
        }
    }

    // Pages ask several times a second.
    void LookSometimesLocked()
    {
        if (_lookedAt is not { } at || clocks.Pace.GetElapsedTime(at) >= Tick)
        {
            LookLocked();
        }
    }

    void LookLocked()
    {
        (_lookedAt, _districts) = (clocks.Pace.GetTimestamp(), null);
        _changed.UnionWith(_states.Look(feed, clocks.City.UnixMs()));
        if (_places != _states.Places)
        {
            (_places, _stations) = (_states.Places, ColumnsOf(_states.Stations));
            _changed.Clear();
        }
    }

    static MapStations ColumnsOf(IReadOnlyList<Station> stations) => new(
        [.. stations.Select(s => s.Id)], [.. stations.Select(s => s.Name)], [.. stations.Select(s => s.Lat)], [.. stations.Select(s => s.Lon)],
        [.. stations.Select(s => s.District)], [.. stations.Select(s => s.Domain)]);
}
