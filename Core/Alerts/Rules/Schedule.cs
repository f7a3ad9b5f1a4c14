using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>How a rule takes public holidays.</summary>
public enum HolidayUse : byte
{
    /// <summary>They are days like any other.</summary>
    AsAnyDay = 0,
    /// <summary>The rule judges on them alone.</summary>
    Only = 1,
    /// <summary>The rule does not judge on them.</summary>
    Never = 2,
}

/// <summary>When a rule judges, in civil time of the city. What is empty does not limit. Immutable; safe for concurrent use.</summary>
public sealed record Schedule
{
    /// <summary>Minutes of the day, from inclusive, to exclusive; a span that ends before it begins goes over midnight.</summary>
    public IReadOnlyList<(int From, int To)> Hours { get; init; } = [];

    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>1 to 12.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    public HolidayUse Holidays { get; init; }

    /// <param name="unixMs">Event time.</param>
    public bool Covers(long unixMs, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), zone);
        var (date, minute) = (DateOnly.FromDateTime(local.DateTime), (local.Hour * 60) + local.Minute);
        if (Hours.Count == 0)
        {
            return CoversDay(date);
        }

        foreach (var (from, to) in Hours)
        {
            // A span over midnight belongs to the day on which it begins.
            if ((from < to ? minute >= from && minute < to : minute >= from) ? CoversDay(date) : from > to && minute < to && CoversDay(date.AddDays(-1)))
            {
                return true;
            }
        }

        return false;
    }

    bool CoversDay(DateOnly date) => (Days.Count == 0 || Days.Contains(date.DayOfWeek))
        && (Months.Count == 0 || Months.Contains(date.Month))
        && Holidays switch { HolidayUse.Only => PublicHolidays.Contains(date), HolidayUse.Never => !PublicHolidays.Contains(date), _ => true };
}
