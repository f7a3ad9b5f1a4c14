using CityOps.Core.Alerts;

namespace CityOps.Core.Reports;

/// <summary>A limit or target of air quality law for one statistic of one quantity.</summary>
/// <param name="Law">Its name in <see cref="LegalLimits"/>; null where the statistic is shown and the law sets no limit.</param>
/// <param name="Allowed">How often a year may exceed it: Directive 2008/50/EC Annexes VII and XI, in force until the end of 2029.</param>
public sealed record AirStandard(string Quantity, AirStatistic Statistic, string? Law, int? Allowed)
{
    public static IReadOnlyList<AirStandard> All { get; } =
    [
        new("pm10", AirStatistic.DayMean, "law:pm10.day.limit", 35),
        new("pm25", AirStatistic.DayMean, null, null),
        new("no2", AirStatistic.HourMax, "law:no2.hour.limit", 18),
        new("o3", AirStatistic.EightHourMax, "law:o3.8h.target", 25),
        new("so2", AirStatistic.HourMax, "law:so2.hour.limit", 24),
        new("so2", AirStatistic.DayMean, "law:so2.day.limit", 3),
        new("co", AirStatistic.EightHourMax, "law:co.8h.limit", null),
    ];

    public static IEnumerable<AirStandard> Of(string quantity) => All.Where(one => one.Quantity == quantity);

    /// <param name="at">Unix ms.</param>
    public double? LimitAt(long at) => Law is null ? null : LegalLimits.At(Law, at);
}
