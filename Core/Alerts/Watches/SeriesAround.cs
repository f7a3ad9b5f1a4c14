using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Finds series by name and by distance. The map of a registry is drawn when a rule first asks, and again when it has changed. Not thread-safe.</summary>
sealed class SeriesAround(SeriesMap<SeriesMemory> series) : ISeriesAround
{
    /// <summary>Degrees: about 1.1 km to the north, and in Ljubljana 0.8 km to the east.</summary>
    const double Cell = 0.01;
    const double MetresPerDegree = 111_195;

    /// <summary>The nearest so many say as much of a place as all of them.</summary>
    const int MostNear = 50;

    readonly Dictionary<(string Domain, string Quantity, int North, int East), List<(SeriesMemory Series, Station At)>> _map = [];
    readonly Dictionary<(SeriesId Series, double Metres), SeriesMemory[]> _near = [];
    long _revision = long.MinValue;
    int _count;

    public Registry Registry { get; set; } = Registry.Empty;

    public SeriesMemory? Find(SeriesId id) => series.TryGet(in id, out var found) ? found : null;

    public IReadOnlyList<SeriesMemory> Near(SeriesMemory from, double metres)
    {
        Draw();
        if (_near.TryGetValue((from.Id, metres), out var known))
        {
            return known;
        }

        return _near[(from.Id, metres)] = Registry.StationOf(from.Id.Device) is { } station ? [.. Search(from, station, metres).OrderBy(near => near.SquareMetres).ThenBy(near => near.Series.Id.ToString(), StringComparer.Ordinal).Take(MostNear).Select(near => near.Series)] : [];
    }

    void Draw()
    {
        if (_revision == Registry.Revision && _count == series.Count)
        {
            return;
        }

        (_revision, _count) = (Registry.Revision, series.Count);
        _map.Clear();
        _near.Clear();
        foreach (var one in series.Values)
        {
            if (Registry.StationOf(one.Id.Device) is { } station)
            {
                var cell = (one.Domain, one.Id.Quantity, CellOf(station.Lat), CellOf(station.Lon));
                _map.TryAdd(cell, []);
                _map[cell].Add((one, station));
            }
        }
    }

    IEnumerable<(SeriesMemory Series, double SquareMetres)> Search(SeriesMemory from, Station at, double metres)
    {
        var eastMetres = MetresPerDegree * Math.Cos(at.Lat * Math.PI / 180);
        var (north, east) = (metres / MetresPerDegree, metres / eastMetres);
        for (var y = CellOf(at.Lat - north); y <= CellOf(at.Lat + north); y++)
        {
            for (var x = CellOf(at.Lon - east); x <= CellOf(at.Lon + east); x++)
            {
                foreach (var (other, place) in _map.GetValueOrDefault((from.Domain, from.Id.Quantity, y, x)) ?? [])
                {
                    var (dy, dx) = ((place.Lat - at.Lat) * MetresPerDegree, (place.Lon - at.Lon) * eastMetres);
                    if (place.Id != at.Id && (dy * dy) + (dx * dx) is var square && square <= metres * metres)
                    {
                        yield return (other, square);
                    }
                }
            }
        }
    }

    static int CellOf(double degrees) => (int)Math.Floor(degrees / Cell);
}
