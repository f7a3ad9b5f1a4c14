namespace CityOps.Simulators.City;

/// <summary>What the whole city shares at one instant: the clock on the wall and the weather.</summary>
/// <param name="Ms">Unix milliseconds UTC.</param>
/// <param name="Hour">Civil hour of the day, 0 to 24.</param>
/// <param name="DayOfYear">Civil, with the part of the day, 1 to 367.</param>
/// <param name="Season">-1 in the coldest week of January, +1 in the warmest of July.</param>
/// <param name="Outdoor">Air temperature, Cel.</param>
/// <param name="Inversion">How firmly cold air lies in the basin: 0 mixed, 1 a long winter episode.</param>
readonly record struct Moment(long Ms, double Hour, DayOfWeek Day, double DayOfYear, double Season, double Outdoor, double Inversion)
{
    /// <summary>0 in summer to 1 in January.</summary>
    public double Winter => Math.Clamp(0.1 - 0.9 * Season, 0, 1);

    /// <summary>A bell around an hour of the day, 1 at its centre.</summary>
    public double Bell(double hour, double widthHours)
    {
        var apart = Math.Abs(Hour - hour);
        apart = Math.Min(apart, 24 - apart) / widthHours;
        return Math.Exp(-0.5 * apart * apart);
    }
}
