using CityOps.Simulators.City;
using CityOps.Simulators.Incidents.Kinds;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// Incidents of the history: one in every four hours of absolute time, for 15 to 30 minutes, so that yesterday has alerts too.
/// </summary>
static class PastIncidents
{
    const long SlotMs = 4 * 3_600_000;
    const long ShortestMs = 15 * 60_000;
    const long LongestMs = 30 * 60_000;
    const double Smallest = 0.4;
    // History ends where live data begins: nothing may still be wrong then.
    const long QuietBeforeEndMs = 10 * 60_000;

    public static Incident[] In(SimulatedCity city, long fromMs, long toMs)
    {
        var key = Noise.Key(city.Seed, "past incidents");
        // A power cut is not told afterwards: who was silent has nothing to send.
        var kinds = IncidentScript.Local(city).Where(kind => kind != DistrictPowerCut.Kind).ToList();
        var found = new List<Incident>();
        for (var slot = fromMs / SlotMs; slot <= toMs / SlotMs; slot++)
        {
            var incident = Make(city, key, kinds, slot);
            if (incident.StartMs >= fromMs && incident.EndMs <= toMs - QuietBeforeEndMs)
            {
                found.Add(incident);
            }
        }

        return [.. found];
    }

    static Incident Make(SimulatedCity city, ulong key, List<IncidentKind> kinds, long slot)
    {
        var kind = kinds[(int)(Noise.Uniform(key, 5 * slot) * kinds.Count)];
        var length = (long)Noise.Between(key, 5 * slot + 1, ShortestMs, LongestMs);
        var start = slot * SlotMs + (long)Noise.Between(key, 5 * slot + 2, 0, SlotMs - length);
        var places = kind.Places(city);
        var place = places[(int)(Noise.Uniform(key, 5 * slot + 3) * places.Count)];
        return kind.Make(city, $"past-{slot}", place, Noise.Between(key, 5 * slot + 4, Smallest, 1), start, length);
    }
}
