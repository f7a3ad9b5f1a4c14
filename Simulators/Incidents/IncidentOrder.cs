using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>Checks what somebody wishes and makes an incident of it.</summary>
static class IncidentOrder
{
    public static Incident Make(SimulatedCity city, PlannedIncident wish, string id, long nowMs)
    {
        var kind = IncidentKind.Find(wish.Kind)
            ?? throw new IncidentRefusedException($"'{wish.Kind}' is no kind of incident; there are {string.Join(", ", IncidentKind.All)}.");
        var place = PlaceOf(city, kind, wish.Place);
        var size = wish.Size ?? IncidentKind.UsualSize;
        if (!(size >= IncidentKind.SmallestSize && size <= 1))
        {
            throw new IncidentRefusedException("A size is from 0.1 to 1.");
        }

        var duration = wish.Duration ?? kind.DemoDuration;
        if (duration < IncidentKind.ShortestDuration || duration > IncidentKind.LongestDuration)
        {
            throw new IncidentRefusedException("A duration is from 1 minute to 7 days.");
        }

        return kind.Make(city, id, place, size, wish.StartMs ?? nowMs, (long)duration.TotalMilliseconds);
    }

    static string PlaceOf(SimulatedCity city, IncidentKind kind, string? wanted)
    {
        var places = kind.Places(city);
        if (places.Count == 0)
        {
            throw new IncidentRefusedException($"This city is too small for {kind.Id}: it has nothing there that could notice it.");
        }

        // On a command line čžš are hard to type: an id of the name does as well.
        return wanted is null ? places[0]
            : places.FirstOrDefault(place => string.Equals(place, wanted, StringComparison.OrdinalIgnoreCase) || Slug.From(place) == Slug.From(wanted))
            ?? throw new IncidentRefusedException($"'{wanted}' is no place for {kind.Id}; there are {string.Join(", ", places)}.");
    }
}
