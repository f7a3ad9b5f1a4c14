namespace CityOps.Simulators.City.Sky;

/// <summary>
/// Where the sun stands over Ljubljana: the general solar position equations of the NOAA Global Monitoring Laboratory (Fourier series for
/// declination and equation of time after Spencer, 1971), good to about 0.3 degrees. Refraction is left out. Pure.
/// </summary>
static class Sun
{
    const double Radian = Math.PI / 180;
    const double Lat = 46.05;
    const double Lon = 14.51;

    static readonly (double Sin, double Cos) Latitude = Math.SinCos(Lat * Radian);

    /// <summary>Degrees above the horizon, below it negative.</summary>
    /// <param name="ms">Unix ms UTC.</param>
    public static double Elevation(long ms)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        var hour = utc.TimeOfDay.TotalHours;
        var year = 2 * Math.PI / (DateTime.IsLeapYear(utc.Year) ? 366 : 365) * (utc.DayOfYear - 1 + (hour - 12) / 24);
        var ((s1, c1), (s2, c2), (s3, c3)) = (Math.SinCos(year), Math.SinCos(2 * year), Math.SinCos(3 * year));
        var minutes = 229.18 * (0.000075 + 0.001868 * c1 - 0.032077 * s1 - 0.014615 * c2 - 0.040849 * s2);
        var declination = 0.006918 - 0.399912 * c1 + 0.070257 * s1 - 0.006758 * c2 + 0.000907 * s2 - 0.002697 * c3 + 0.00148 * s3;
        var hourAngle = ((hour * 60 + minutes + 4 * Lon) / 4 - 180) * Radian;
        var (sin, cos) = Math.SinCos(declination);
        return Math.Asin(Latitude.Sin * sin + Latitude.Cos * cos * Math.Cos(hourAngle)) / Radian;
    }
}
