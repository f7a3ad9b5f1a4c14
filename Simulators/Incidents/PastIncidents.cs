using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// Incidents of the history: one in every four hours of absolute time, for 15 to 30 minutes, so that yesterday has alerts too.
/// </summary>
static class PastIncidents
{
    const long SlotMs = 4 * 3_600_000;
    const long ShortestMs = 15 * 60_000;
    const long LongestMs = 30 * 60_000;
    // History ends where live data begins: nothing may still be wrong then.
    const long QuietBeforeEndMs = 10 * 60_000;

    public static Incident[] In(SimulatedCity city, long fromMs, long toMs)
    {
        var key = Noise.Key(city.Seed, "past incidents");
        var places = new IncidentPlaces(city);
        var found = new List<Incident>();
        for (var slot = fromMs / SlotMs; slot <= toMs / SlotMs; slot++)
        {
            var incident = Make(key, places, slot);
            if (incident.StartMs >= fromMs && incident.EndMs <= toMs - QuietBeforeEndMs)
            {
                found.Add(incident);
            }
        }

        return [.. found];
    }

    static Incident Make(ulong key, IncidentPlaces places, long slot)
    {
        var kind = places.Kinds[(int)(Noise.Uniform(key, 4 * slot) * places.Kinds.Count)];
        var length = (long)Noise.Between(key, 4 * slot + 1, ShortestMs, LongestMs);
        var start = slot * SlotMs + (long)Noise.Between(key, 4 * slot + 2, 0, SlotMs - length);
        return new Incident(kind, places.Hit(kind, Noise.Uniform(key, 4 * slot + 3)), start, start + length);
    }
}
