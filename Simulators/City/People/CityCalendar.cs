using CityOps.Core.Alerts;

namespace CityOps.Simulators.City.People;

/// <summary>What each day is to the people of Ljubljana. Days are numbered as <see cref="DateOnly.DayNumber"/>. Safe for concurrent use.</summary>
static class CityCalendar
{
    // Worked out once for the years that anybody simulates: it is asked for several times a sample.
    static readonly int First = new DateOnly(2000, 1, 1).DayNumber;
    static readonly (DayKind Kind, bool School)[] Known = [.. Enumerable.Range(First, new DateOnly(2060, 1, 1).DayNumber - First).Select(Of)];

    public static DayKind KindOf(int day) => (uint)(day - First) < (uint)Known.Length ? Known[day - First].Kind : Of(day).Kind;

    /// <summary>Working days without school holidays.</summary>
    public static bool IsSchoolDay(int day) => (uint)(day - First) < (uint)Known.Length ? Known[day - First].School : Of(day).School;

    static (DayKind Kind, bool School) Of(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        var kind = date.DayOfWeek == DayOfWeek.Sunday || PublicHolidays.Contains(date) ? DayKind.Free
            : date.DayOfWeek == DayOfWeek.Saturday ? DayKind.Saturday
            : DayKind.Working;
        return (kind, kind == DayKind.Working && !IsSchoolHoliday(date));
    }

    /// <summary>
    /// As the school calendar of Slovenia has them every year: summer, Christmas, the week of Reformation Day, First of May, and a
    /// week in February, here the last whole one (regions take turns).
    /// </summary>
    static bool IsSchoolHoliday(DateOnly date) => (date.Month, date.Day) switch
    {
        (6, >= 26) or (7, _) or (8, _) => true,
        (12, >= 25) or (1, <= 2) => true,
        (4, >= 27) or (5, <= 2) => true,
        _ => IsInWeekOf(date, new DateOnly(date.Year, 10, 31)) || IsInWeekOf(date, new DateOnly(date.Year, 2, 22)),
    };

    static bool IsInWeekOf(DateOnly date, DateOnly other) => Monday(date) == Monday(other);

    static int Monday(DateOnly date) => date.DayNumber - ((int)date.DayOfWeek + 6) % 7;
}
