using CityOps.Simulators.City.People;

namespace CityOps.Simulators.City;

/// <summary>24 hourly values for working days and 24 for the others, joined without steps, across midnight too.</summary>
/// <param name="saturdayShare">What a Saturday has of the second row.</param>
/// <param name="freeShare">What Sundays and public holidays have of it.</param>
sealed class DailyProfile(double[] working, double[] weekend, double saturdayShare = 1, double freeShare = 1)
{
    readonly double[] saturday = [.. weekend.Select(value => value * saturdayShare)];
    readonly double[] free = [.. weekend.Select(value => value * freeShare)];

    /// <summary>Percent of a working day's traffic per hour: early peaks, 06:30-08:30 and 14:30-17:00.</summary>
    public static DailyProfile Traffic { get; } = new(
        [0.6, 0.4, 0.3, 0.3, 0.6, 2.1, 5.6, 8.0, 6.6, 5.4, 5.1, 5.2, 5.5, 6.0, 7.1, 8.4, 7.8, 6.6, 5.4, 4.2, 3.2, 2.5, 1.9, 1.2],
        [1.8, 1.2, 0.8, 0.6, 0.5, 0.7, 1.4, 2.4, 3.7, 5.3, 6.8, 7.4, 6.9, 6.4, 6.6, 6.9, 7.1, 7.0, 6.6, 5.7, 4.7, 3.9, 3.1, 2.5],
        saturdayShare: 0.92, freeShare: 0.74);

    /// <summary>Water use as a multiple of the day's mean.</summary>
    public static DailyProfile Water { get; } = new(
        [
            0.45, 0.38, 0.35, 0.34, 0.38, 0.62, 1.15, 1.55, 1.45, 1.25, 1.15, 1.12,
            1.18, 1.15, 1.08, 1.05, 1.10, 1.20, 1.35, 1.50, 1.45, 1.20, 0.90, 0.62
        ],
        [
            0.55, 0.45, 0.38, 0.36, 0.37, 0.45, 0.70, 1.05, 1.40, 1.55, 1.50, 1.40,
            1.35, 1.28, 1.15, 1.08, 1.10, 1.18, 1.30, 1.42, 1.38, 1.18, 0.92, 0.70
        ]);

    /// <summary>Electricity as a multiple of a working day's mean: a plateau, and a peak at 18-20.</summary>
    public static DailyProfile Power { get; } = new(
        [
            0.62, 0.57, 0.55, 0.54, 0.56, 0.64, 0.80, 0.95, 1.05, 1.10, 1.12, 1.13,
            1.14, 1.10, 1.06, 1.04, 1.06, 1.12, 1.20, 1.22, 1.15, 1.02, 0.88, 0.73
        ],
        [
            0.66, 0.60, 0.57, 0.55, 0.55, 0.57, 0.62, 0.72, 0.85, 0.96, 1.02, 1.06,
            1.08, 1.04, 0.98, 0.95, 0.97, 1.05, 1.15, 1.18, 1.12, 1.00, 0.88, 0.76
        ],
        freeShare: 0.92);

    /// <summary>Heat at a given outdoor temperature, as a multiple: the morning boost, the night setback.</summary>
    public static DailyProfile Heat { get; } = new(
        [
            0.86, 0.85, 0.85, 0.88, 0.95, 1.08, 1.15, 1.14, 1.08, 1.03, 1.00, 0.98,
            0.97, 0.97, 0.97, 0.98, 1.00, 1.03, 1.06, 1.07, 1.05, 1.00, 0.93, 0.88
        ],
        [
            0.87, 0.86, 0.85, 0.87, 0.91, 0.99, 1.07, 1.12, 1.12, 1.08, 1.04, 1.01,
            0.99, 0.98, 0.98, 0.99, 1.01, 1.03, 1.06, 1.07, 1.05, 1.00, 0.94, 0.89
        ]);

    public double At(in Moment at)
    {
        // The value of an hour stands at its middle.
        var centred = at.Hour - 0.5;
        var before = (int)Math.Floor(centred);
        var from = OfHour(at.Day, before);
        var to = OfHour(at.Day, before + 1);
        return from + (to - from) * (centred - before);
    }

    double OfHour(int day, int hour) => hour switch
    {
        < 0 => Table(day - 1)[hour + 24],
        > 23 => Table(day + 1)[hour - 24],
        _ => Table(day)[hour],
    };

    double[] Table(int day) => CityCalendar.KindOf(day) switch
    {
        DayKind.Working => working,
        DayKind.Saturday => saturday,
        _ => free,
    };
}
