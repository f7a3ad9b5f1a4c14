namespace CityOps.Simulators.City.Sky;

/// <summary>Thunderstorms of summer afternoons: at most one a day, an hour or two long. Pure.</summary>
sealed class Storms(ulong key)
{
    const long Day = 24 * 3_600_000L;
    const double ChanceInJuly = 0.25;

    /// <param name="season">-1 to +1; below 0 there are none.</param>
    /// <returns>mm/h, and the clouds that tower before and after it, 0 to 1.</returns>
    public (double Rain, double Clouds) At(long ms, double season)
    {
        // By UTC days: no storm lasts into the night.
        var day = ms / Day;
        if (season <= 0 || Noise.Uniform(key, 4 * day) >= ChanceInJuly * season)
        {
            return (0, 0);
        }

        var hour = (ms - day * Day) / 3_600_000.0;
        var apart = (hour - Noise.Between(key, 4 * day + 1, 13, 19)) / Noise.Between(key, 4 * day + 2, 0.6, 1.2);
        return (Noise.Between(key, 4 * day + 3, 4, 18) * Curve.Bump(apart), Curve.Bump(apart / 4));
    }
}
