using CityOps.Simulators.City;

namespace CityOps.Simulators.Devices;

/// <summary>
/// A lithium cell that somebody changes in time: its charge falls from 100 % to 30-45 % over 14 to 30 months, then it is full
/// again. Pure; safe to share.
/// </summary>
sealed class Battery(ulong key)
{
    /// <summary>Name of the reading.</summary>
    public const string Quantity = "battery";
    public const string Unit = "%";

    const double DayMs = 24 * 3_600_000;
    const double MonthMs = 30.4 * DayMs;

    readonly double lifeMs = Noise.Between(key, 0, 14, 30) * MonthMs;
    readonly double phase = Noise.Uniform(key, 1);
    readonly double emptiest = Noise.Between(key, 2, 30, 45);

    /// <summary>Charge in whole %, at a moment in Unix ms.</summary>
    public double At(long ms)
    {
        var age = ms / lifeMs + phase;
        return Math.Round(100 - (100 - emptiest) * (age - Math.Floor(age)));
    }
}
