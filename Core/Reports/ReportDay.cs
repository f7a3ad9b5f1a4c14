using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>The moments that a report of one day asks about, Unix ms. Immutable.</summary>
/// <param name="day">A civil day of <paramref name="zone"/>.</param>
public sealed class ReportDay(DateOnly day, TimeZoneInfo zone)
{
    public const long HourMs = 3_600_000;
    public const long DayMs = 24 * HourMs;

    /// <summary>Legal days of air quality are those of UTC+1 all year.</summary>
    internal const long LegalOffsetMs = HourMs;

    readonly CivilDays _civil = new(zone);

    public DateOnly Day => day;

    public long From => _civil.StartOf(Number);

    public long To => _civil.StartOf(Number + 1);

    /// <summary>The same weekday, a week before.</summary>
    public long WeekBeforeFrom => _civil.StartOf(Number - 7);

    public long WeekBeforeTo => _civil.StartOf(Number - 6);

    public int Hours => (int)((To - From) / HourMs);

    /// <summary>When the civil and the legal day are both over: in summer the legal one ends an hour later.</summary>
    public long OverAt => Math.Max(To, LegalFrom + DayMs);

    /// <summary>When the evening begins.</summary>
    public long Evening => _civil.StartOf(Number + 1) - (6 * HourMs);

    /// <summary>Start of the legal day of the same date.</summary>
    public long LegalFrom => LegalStartOf(day);

    /// <summary>Start of the legal year.</summary>
    public long LegalYearFrom => LegalStartOf(new DateOnly(day.Year, 1, 1));

    /// <summary>The days of the legal year up to this one.</summary>
    public int DayOfYear => day.DayOfYear;

    long Number => CivilDays.NumberOf(day);

    static long LegalStartOf(DateOnly date) => (CivilDays.NumberOf(date) * DayMs) - LegalOffsetMs;
}
