using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Reports;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Core.Reports;

/// <summary>A winter day, and series on it, short to write.</summary>
static class SomeDay
{
    public static readonly DateOnly Date = new(2026, 1, 12);

    public static ReportDay Winter { get; } = new(Date, Plans.Ljubljana);

    public static long HourMs => ReportDay.HourMs;

    /// <summary>A series whose value in each hour of a time a function says; NaN = nothing came.</summary>
    /// <param name="count">Readings in each hour.</param>
    public static ReportedSeries Series(
        string device, string quantity, string domain, long from, int hours, Func<int, double> value, long count = 6, int? interval = 600, string unit = "1", string? station = "Center") => new(
        new Series(new SeriesId(device, quantity), domain, unit), station is null ? null : new Station("st-" + station, station, 46.05, 14.5, "Center", domain), Hours(from, hours, value, count, interval));

    public static SeriesHours Hours(long from, int hours, Func<int, double> value, long count = 6, int? interval = 600) => new(
        [.. Enumerable.Range(0, hours).Where(i => !double.IsNaN(value(i))).Select(i => new SeriesHour(from + (i * HourMs), count, value(i)))],
        interval is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}
