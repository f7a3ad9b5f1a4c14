using CityOps.Simulators.City;
using CityOps.Simulators.Incidents.Kinds;

namespace CityOps.Simulators.Incidents;

/// <summary>
/// The demo's endless list of incidents: one a second after the start, then a new one every 2 to 3 minutes, each for 3 to 6
/// minutes, in turning kinds and changing places. The same seed and start give the same list. Not thread-safe.
/// </summary>
/// <param name="startMs">When live data began, Unix ms.</param>
sealed class IncidentScript(SimulatedCity city, long startMs)
{
    const long FirstAfterMs = 1_000;
    const long EveryMs = 150_000;
    const long JitterMs = 14_000;
    const long ShortestMs = 180_000;
    const long LongestMs = 360_000;
    const double Smallest = 0.4;

    readonly ulong key = Noise.Key(city.Seed, "demo script");
    readonly IReadOnlyList<IncidentKind> kinds = Local(city);
    readonly List<Incident> made = [];

    /// <summary>
    /// Kinds that stay in one place; what fills the whole city is left to people. Neighbours are in different domains. The first rises
    /// within seconds, so that a visitor sees an alert at once.
    /// </summary>
    public static IReadOnlyList<IncidentKind> Local(SimulatedCity city) =>
    [
        .. new[] { TransformerOverload.Kind, RingAccident.Kind, Fireworks.Kind, WaterMainBurst.Kind, DistrictPowerCut.Kind, HeatMainBurst.Kind }
            .Where(kind => kind.Places(city).Count > 0),
    ];

    /// <summary>The n-th incident, from 0.</summary>
    public Incident this[int n]
    {
        get
        {
            while (made.Count <= n)
            {
                made.Add(Make(made.Count));
            }

            return made[n];
        }
    }

    Incident Make(int n)
    {
        var kind = kinds[n % kinds.Count];
        var jitter = n == 0 ? 0 : (long)Noise.Between(key, 4L * n, -JitterMs, JitterMs);
        var start = startMs + FirstAfterMs + n * EveryMs + jitter;
        var length = (long)Noise.Between(key, 4L * n + 1, ShortestMs, LongestMs);
        var places = kind.Places(city);
        var place = places[(int)(Noise.Uniform(key, 4L * n + 2) * places.Count)];
        return kind.Make(city, $"script-{n + 1}", place, Noise.Between(key, 4L * n + 3, Smallest, 1), start, length);
    }
}
