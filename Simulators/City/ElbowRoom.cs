namespace CityOps.Simulators.City;

/// <summary>Finds a place of its own for each station: none stands on another. First come, first served; not thread-safe.</summary>
/// <param name="km">The least distance.</param>
sealed class ElbowRoom(double km)
{
    const double GoldenAngle = 2.399963;

    readonly Dictionary<(int, int), List<Place>> taken = [];

    /// <summary>The place itself, or the next free one around it.</summary>
    public Place Take(Place wanted)
    {
        var place = wanted;
        for (var n = 1; !IsFree(place); n++)
        {
            var radius = km * Math.Sqrt(n);
            place = wanted.Moved(radius * Math.Cos(n * GoldenAngle), radius * Math.Sin(n * GoldenAngle));
        }

        Cell(Key(place)).Add(place);
        return place;
    }

    bool IsFree(Place place)
    {
        var (north, east) = Key(place);
        for (var i = 0; i < 9; i++)
        {
            if (taken.GetValueOrDefault((north + i / 3 - 1, east + i % 3 - 1)) is { } near && near.Exists(other => other.KmTo(place) < km))
            {
                return false;
            }
        }

        return true;
    }

    List<Place> Cell((int, int) key) => taken.TryGetValue(key, out var places) ? places : taken[key] = [];

    (int, int) Key(Place place)
    {
        var (north, east) = place.KmFrom(default);
        return ((int)Math.Floor(north / km), (int)Math.Floor(east / km));
    }
}
