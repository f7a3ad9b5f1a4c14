using CityOps.Simulators.City.People;
using CityOps.Simulators.City.Sky;

namespace CityOps.Simulators.City;

/// <summary>What the whole city shares at one instant: the clock on the wall, the people's day and the weather.</summary>
/// <param name="Ms">Unix milliseconds UTC.</param>
/// <param name="Hour">Civil hour of the day, 0 to 24.</param>
/// <param name="Day">The civil day as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="DayOfYear">Civil, with the part of the day, 1 to 367.</param>
/// <param name="Season">-1 in the coldest week of January, +1 in the warmest of July.</param>
readonly record struct Moment(long Ms, double Hour, int Day, double DayOfYear, double Season, Weather Weather)
{
    /// <summary>For what has a memory of past weather.</summary>
    public required Climate Sky { get; init; }

    /// <summary>Air temperature, Cel.</summary>
    public double Outdoor => Weather.Outdoor;

    /// <summary>How firmly cold air lies in the basin, 0 to 1.</summary>
    public double Inversion => Weather.Inversion;

    public DayKind Kind => CityCalendar.KindOf(Day);

    public bool IsSchoolDay => CityCalendar.IsSchoolDay(Day);

    /// <summary>0 in summer to 1 in January.</summary>
    public double Winter => WinterOf(Season);

    public static double WinterOf(double season) => Math.Clamp(0.1 - 0.9 * season, 0, 1);

    /// <summary>A bell around an hour of the day, 1 at its centre.</summary>
    public double Bell(double hour, double widthHours)
    {
        var apart = Math.Abs(Hour - hour);
        apart = Math.Min(apart, 24 - apart) / widthHours;
        return Math.Exp(-0.5 * apart * apart);
    }
}
