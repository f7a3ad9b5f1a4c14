namespace CityOps.Simulators.City;

/// <summary>
/// Civil time of Ljubljana and its basin weather: January around 0 Cel with inversions of several days, July around 22.
/// A pure function of seed and time.
/// </summary>
sealed class Climate(ulong seed)
{
    const long Hour = 3_600_000;
    const double ColdestDay = 18;
    const double DaysPerYear = 365.25;

    static readonly TimeZoneInfo Ljubljana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    readonly ulong fronts = Noise.Key(seed, "fronts");
    readonly ulong episodes = Noise.Key(seed, "inversions");

    public Moment At(long ms)
    {
        var civil = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ms), Ljubljana);
        var hour = civil.TimeOfDay.TotalHours;
        var day = civil.DayOfYear + hour / 24;
        var season = -Math.Cos(2 * Math.PI * (day - ColdestDay) / DaysPerYear);
        var moment = new Moment(ms, hour, civil.DayOfWeek, day, season, Outdoor(ms, hour, season), 0);
        return moment with { Inversion = moment.Winter * Episode(ms) };
    }

    double Outdoor(long ms, double hour, double season)
    {
        var daily = (3.5 + 2 * season) * Math.Cos(2 * Math.PI * (hour - 15) / 24);
        return 11.2 + 10.8 * season + daily + 4 * Noise.Smooth(fronts, ms, 84 * Hour) + Noise.Smooth(fronts, ms, 9 * Hour);
    }

    double Episode(long ms) => 0.25 + 0.75 * Noise.SmoothStep(0.5 + 0.5 * Noise.Smooth(episodes, ms, 108 * Hour));
}
