namespace CityOps.Simulators.City.People;

/// <summary>How many drive in the whole city.</summary>
static class CityTraffic
{
    const double BusiestHour = 8.4;

    /// <summary>Percent of an ordinary working day's traffic per hour.</summary>
    public static double At(in Moment at) => DailyProfile.Traffic.At(at) * August(at) * WithoutSchool(at) * (1 - 0.15 * at.Weather.Snow);

    /// <summary>The same, 1 in the busiest hour.</summary>
    public static double ShareAt(in Moment at) => At(at) / BusiestHour;

    /// <summary>August is quieter by about a sixth.</summary>
    public static double August(in Moment at) => 1 - 0.17 * Curve.Bump((at.DayOfYear - 224) / 30);

    // Parents do not drive children to school, and some have their leave.
    static double WithoutSchool(in Moment at) => at.IsSchoolDay ? 1 : 1 - 0.13 * at.Bell(7.4, 1.1);
}
