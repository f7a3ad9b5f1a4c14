namespace CityOps.Core.Alerts;

/// <summary>
/// Days off work by Slovenian law (Zakon o praznikih in dela prostih dnevih v Republiki Sloveniji): the fixed ones, Easter Sunday and Monday, and
/// Pentecost. Stateless; safe for concurrent use.
/// </summary>
public static class PublicHolidays
{
    /// <summary>Month and day.</summary>
    static readonly (int Month, int Day)[] Fixed =
    [
        (1, 1), (1, 2), (2, 8), (4, 27), (5, 1), (5, 2), (6, 25), (8, 15), (10, 31), (11, 1), (12, 25), (12, 26),
    ];

    const int Pentecost = 49;

    public static bool Contains(DateOnly date) =>
        Array.IndexOf(Fixed, (date.Month, date.Day)) >= 0 || (date.DayNumber - EasterSunday(date.Year).DayNumber) is 0 or 1 or Pentecost;

    /// <summary>The Gregorian computus in the form of Meeus, Jones and Butcher.</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
