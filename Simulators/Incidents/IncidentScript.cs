using System.Runtime.InteropServices;
using CityOps.Simulators.City;

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
    // Turns back in which an incident can still matter: the longest one, its last reports and the jitter.
    const int StillRelevant = 4;

    readonly ulong key = Noise.Key(city.Seed, "demo script");
    readonly IncidentPlaces places = new(city);
    readonly List<Incident> made = [];

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

    /// <summary>All incidents that can run at a moment, and the next one. Valid until the next call.</summary>
    public ReadOnlySpan<Incident> Near(long ms)
    {
        var turn = (int)Math.Max(0, (ms - startMs) / EveryMs);
        _ = this[turn + 1];
        return CollectionsMarshal.AsSpan(made)[Math.Max(0, turn - StillRelevant)..(turn + 2)];
    }

    Incident Make(int n)
    {
        var kind = places.Kinds[n % places.Kinds.Count];
        var jitter = n == 0 ? 0 : (long)Noise.Between(key, 3L * n, -JitterMs, JitterMs);
        var start = startMs + FirstAfterMs + n * EveryMs + jitter;
        var end = start + (long)Noise.Between(key, 3L * n + 1, ShortestMs, LongestMs);
        return new Incident(kind, places.Hit(kind, Noise.Uniform(key, 3L * n + 2)), start, end);
    }
}
