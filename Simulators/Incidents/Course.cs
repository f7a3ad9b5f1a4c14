using CityOps.Simulators.City;

namespace CityOps.Simulators.Incidents;

/// <summary>How strongly a device is hit over time: an S up, a stay, an S down. Times are Unix ms.</summary>
/// <param name="OnsetMs">When it begins to be felt here.</param>
/// <param name="HeightMs">From when on it is felt fully.</param>
/// <param name="FallMs">When it begins to go.</param>
/// <param name="GoneMs">When nothing is left.</param>
readonly record struct Course(long OnsetMs, long HeightMs, long FallMs, long GoneMs)
{
    /// <summary>0 not at all to 1 fully.</summary>
    public double StrengthAt(long ms) => ms <= OnsetMs || ms >= GoneMs ? 0 : Share(ms - OnsetMs, HeightMs - OnsetMs) * Share(GoneMs - ms, GoneMs - FallMs);

    /// <summary>The same when somebody ends it: it goes from then on, as fast as it would have gone. Null when it had not come yet.</summary>
    public Course? Stopped(long ms) =>
        ms <= OnsetMs ? null : ms >= FallMs ? this : this with { FallMs = ms, GoneMs = ms + (GoneMs - FallMs) };

    static double Share(double part, double whole) => Noise.SmoothStep(part / Math.Max(1, whole));
}
