using CityOps.Simulators.City.Sky;

namespace CityOps.Simulators.City;

/// <summary>
/// Civil time of Ljubljana and its basin weather: fronts with rain and wind, calm between them that in winter fills the basin with cold air,
/// storms on summer afternoons. January around 0 Cel, July around 22, 1,350 mm of rain a year. A pure function of seed and time.
/// </summary>
sealed class Climate(ulong seed)
{
    const long Minute = 60_000;
    const long Hour = 60 * Minute;
    const double ColdestDay = 18;
    const double DaysPerYear = 365.25;

    static readonly TimeZoneInfo Ljubljana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    readonly ulong air = Noise.Key(seed, "air masses");
    readonly Fronts fronts = new(Noise.Key(seed, "fronts"));
    readonly Storms storms = new(Noise.Key(seed, "storms"));

    public Moment At(long ms)
    {
        var civil = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ms), Ljubljana).DateTime;
        var hour = civil.TimeOfDay.TotalHours;
        var day = civil.DayOfYear + hour / 24;
        var season = SeasonOf(day);
        return new Moment(ms, hour, (int)(civil.Ticks / TimeSpan.TicksPerDay), day, season, WeatherAt(ms, season)) { Sky = this };
    }

    /// <summary>Rain on the hills around at a moment, mm/h, evened out over showers.</summary>
    public double CatchmentRain(long ms, double season) => fronts.RainAt(ms) * Wetness(season);

    static double SeasonOf(double dayOfYear) => -Math.Cos(2 * Math.PI * (dayOfYear - ColdestDay) / DaysPerYear);

    // Autumn fronts are the wet ones; the year's mean is 1.
    static double Wetness(double season) => 1 - 0.12 * season;

    Weather WeatherAt(long ms, double season)
    {
        // The sun knows no summer time: warmest at 15 CET.
        var course = Math.Cos(2 * Math.PI * (ms % (24 * Hour) - 14 * Hour) / (24 * Hour));
        var (rain, clouds, wind, warm, washed) = (0.0, 0.25 + 0.25 * Noise.Smooth(air, ms, 17 * Hour), 0.0, 0.0, 0.0);
        var cell = Fronts.CellOf(ms);
        for (var n = cell - 1; n <= cell + 1; n++)
        {
            var front = fronts[n];
            var since = front.HoursSince(ms);
            rain += front.RainAt(ms);
            clouds += (0.45 + 0.5 * front.Strength) * Curve.Bump((since + 4) / 24);
            wind += (1 + 4.5 * front.Strength) * Curve.Bump((since - 2) / 13);
            warm += front.Strength * (2.2 * Curve.Bump((since + 24) / 28) - 3.2 * Curve.Bump((since - 30) / 36));
            washed += Math.Min(1, front.RainAtPeak) * Curve.Step(since / (2 * front.HalfHours) + 0.5) * Curve.Step(1 - since / 60);
        }

        // Showers in the front: now more, now less, nothing over some quarters of an hour.
        rain = rain > 0 ? rain * Wetness(season) * Math.Max(0, 1 + 1.3 * Noise.Smooth(~air, ms, 45 * Minute)) : 0;
        var storm = storms.At(ms, season);
        rain += storm.Rain;
        clouds += 0.6 * storm.Clouds;
        var inversion = Moment.WinterOf(season) * (0.12 + 0.88 * fronts.CalmAt(ms));
        var fog = inversion > 0 ? (0.7 + 0.2 * Noise.Smooth(~air, ms, 13 * Hour)) * inversion : 0;
        clouds = Math.Clamp(Math.Max(clouds, fog), 0, 1);
        var breeze = 1.3 + 0.5 * Noise.Smooth(~air, ms, 5 * Hour) + (0.5 + 0.4 * season) * Math.Max(0, course);
        var warmth = 11.4 + 10.8 * season + 2.6 * Noise.Smooth(air, ms, 96 * Hour) + warm - 1.6 * inversion;
        var daily = (3.6 + 2.1 * season) * (1.25 - 0.75 * clouds) * course;
        var outdoor = warmth + daily + 0.7 * Noise.Smooth(air, ms, 9 * Hour) - 1.2 * Math.Min(1, rain / 3);
        return new Weather(outdoor, warmth, (breeze + wind) * (1 - 0.75 * inversion), clouds, rain, Math.Min(1, washed), inversion);
    }
}
