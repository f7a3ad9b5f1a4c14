using CityOps.Core.Readings;

namespace CityOps.Core.Alerts.Performance;

/// <summary>How many alerts people got, and how they lay in time. Immutable.</summary>
/// <param name="PerHour">Mean for each hour and operator.</param>
/// <param name="PerTenMinutes">Mean for each ten minutes and operator.</param>
/// <param name="Periods">Ten-minute periods, counted from the start on; the last may be shorter.</param>
/// <param name="BusyPeriods">Those with more than ten alerts for each operator.</param>
/// <param name="Busiest">Most alerts in one of them, of all operators.</param>
/// <param name="BusiestAt">Its start, Unix ms; null without alerts.</param>
/// <param name="Hours">The 24 hours of the city's clock, from midnight on.</param>
public sealed record AlertLoad(double PerHour, double PerTenMinutes, int Periods, int BusyPeriods, int Busiest, long? BusiestAt, IReadOnlyList<HourOfDay> Hours)
{
    /// <summary>More than so many alerts in ten minutes are too many for one person.</summary>
    public const int MostInTenMinutes = 10;

    const long QuarterMs = 900_000;

    /// <param name="alerts">Those of the period.</param>
    internal static AlertLoad Of(IReadOnlyList<AnnouncedAlert> alerts, PerformancePeriod period)
    {
        var counts = alerts.GroupBy(alert => (alert.At - period.From) / PerformancePeriod.TenMinutesMs).ToDictionary(group => group.Key, group => group.Count());
        var busiest = counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => ((long Key, int Count)?)(pair.Key, pair.Value)).FirstOrDefault();
        return new AlertLoad(
            PerEach(PerformancePeriod.HourMs), PerEach(PerformancePeriod.TenMinutesMs),
            (int)((period.LengthMs + PerformancePeriod.TenMinutesMs - 1) / PerformancePeriod.TenMinutesMs),
            counts.Values.Count(count => count > MostInTenMinutes * period.Operators),
            busiest?.Count ?? 0, busiest is { } most ? period.From + (most.Key * PerformancePeriod.TenMinutesMs) : null, HoursOf(alerts, period));

        double PerEach(long ms) => PerformancePeriod.Share(alerts.Count, period.LengthMs / (double)ms * period.Operators);
    }

    /// <summary>By quarters of an hour: no offset in use today is anything between.</summary>
    static List<HourOfDay> HoursOf(IReadOnlyList<AnnouncedAlert> alerts, PerformancePeriod period)
    {
        var (counts, lengths) = (new int[24], new long[24]);
        foreach (var alert in alerts)
        {
            counts[HourAt(alert.At)]++;
        }

        for (var at = period.From; at < period.End;)
        {
            var next = Math.Min(period.End, (CivilDays.FloorDivide(at, QuarterMs) + 1) * QuarterMs);
            lengths[HourAt(at)] += next - at;
            at = next;
        }

        return [.. Enumerable.Range(0, 24).Select(hour => new HourOfDay(hour, counts[hour], lengths[hour] / (double)PerformancePeriod.HourMs, period.Operators))];

        int HourAt(long unixMs) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), period.Zone).Hour;
    }
}

/// <summary>One hour of the city's clock, of all days of a period.</summary>
/// <param name="Hour">0 to 23.</param>
/// <param name="Alerts">In all of them.</param>
/// <param name="Hours">How long they were together, in hours: the hour that comes twice in autumn is two, the one that is skipped in spring none.</param>
public sealed record HourOfDay(int Hour, int Alerts, double Hours, int Operators)
{
    /// <summary>Mean for each hour and operator.</summary>
    public double PerHour => PerformancePeriod.Share(Alerts, Hours * Operators);
}
