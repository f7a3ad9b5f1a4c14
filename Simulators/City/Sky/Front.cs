namespace CityOps.Simulators.City.Sky;

/// <summary>A weather front that crosses the city.</summary>
/// <param name="Ms">When it passes, Unix ms.</param>
/// <param name="Strength">0 to 1.</param>
/// <param name="HalfHours">Half of the time it rains, h.</param>
/// <param name="Clears">It sweeps cold air out of the basin.</param>
readonly record struct Front(long Ms, double Strength, double HalfHours, bool Clears)
{
    public double HoursSince(long ms) => (ms - Ms) / 3_600_000.0;

    /// <summary>mm/h at its middle, before the season; weak fronts are dry.</summary>
    public double RainAtPeak => 3.3 * Math.Max(0, Strength - 0.3) / 0.7;

    public double RainAt(long ms) => RainAtPeak * Curve.Bump(HoursSince(ms) / HalfHours);
}
