namespace CityOps.Simulators.City;

/// <summary>
/// Randomness without state: every number is a hash of a key and a place in time, so any moment can be asked for in any order
/// and gives the same answer.
/// </summary>
static class Noise
{
    const ulong FnvOffset = 14695981039346656037;
    const ulong FnvPrime = 1099511628211;
    const double UnitScale = 1.0 / (1UL << 53);

    public static ulong Key(ulong seed, string name)
    {
        var hash = FnvOffset;
        foreach (var c in name)
        {
            hash = (hash ^ c) * FnvPrime;
        }

        return Mix(hash ^ Mix(seed));
    }

    /// <summary>In [0, 1), the same for the same key and number.</summary>
    public static double Uniform(ulong key, long n) => (Mix(key ^ Mix((ulong)n)) >> 11) * UnitScale;

    public static double Between(ulong key, long n, double low, double high) => low + (high - low) * Uniform(key, n);

    /// <summary>In [-1, 1], with a continuous slope; a new direction every <paramref name="periodMs"/>.</summary>
    public static double Smooth(ulong key, long ms, long periodMs)
    {
        // Each period has a lattice of its own, else all periods would turn together at their common multiples.
        var lattice = key + (ulong)periodMs;
        var cell = Math.DivRem(ms, periodMs, out var rest);
        var from = Uniform(lattice, cell);
        var to = Uniform(lattice, cell + 1);
        return 2 * (from + (to - from) * SmoothStep((double)rest / periodMs)) - 1;
    }

    /// <summary>0 up to 0, 1 from 1 on, an S between.</summary>
    public static double SmoothStep(double x)
    {
        var t = Math.Clamp(x, 0, 1);
        return t * t * (3 - 2 * t);
    }

    // The finaliser of the SplitMix64 generator.
    static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
