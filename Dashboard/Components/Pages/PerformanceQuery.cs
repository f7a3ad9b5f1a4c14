using System.Globalization;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// Which period the page of performance shows, as its address says it: <c>?days=</c> before now, or <c>?from=&amp;to=</c>, days of the city of which the last one
/// counts. Words that mean nothing are left out. Immutable.
/// </summary>
public sealed record PerformanceQuery(int Days, string? From, string? To)
{
    public const int DefaultDays = 30;

    /// <summary>What can be chosen by one click.</summary>
    public static readonly IReadOnlyList<int> Choices = [1, 7, 30, 90];

    const long DayMs = 86_400_000;

    public static PerformanceQuery Read(string? days, string? from, string? to)
    {
        var query = new PerformanceQuery(DefaultDays, Day(from), Day(to));
        return !query.IsOfDays && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && Choices.Contains(count) ? query with { Days = count } : query;
    }

    /// <summary>The address parameters; null = not in the address.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["days"] = Days == DefaultDays ? null : Days,
        ["from"] = From,
        ["to"] = To,
    };

    /// <summary>From the calendar, and not so many days before now.</summary>
    public bool IsOfDays => (From ?? To) is not null;

    /// <summary>Unix ms, the end exclusive; null where the first day comes after the last, or the period is longer than a year.</summary>
    public (long From, long To)? Period(CityClock clock)
    {
        var (now, days) = (clock.Now, Days * DayMs);
        // A day alone goes up to now, or has the usual length before it.
        var to = clock.StartOf(To, daysLater: 1) ?? now;
        var from = clock.StartOf(From) ?? to - days;
        return from < to && to - from <= PerformanceReports.Longest.TotalMilliseconds ? (from, to) : null;
    }

    static string? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null;
}
