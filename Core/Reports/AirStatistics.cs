namespace CityOps.Core.Reports;

/// <summary>What of a day the law compares. Stored as text.</summary>
public enum AirStatistic : byte
{
    /// <summary>The mean of the day; needs 18 valid hours.</summary>
    DayMean = 1,

    /// <summary>The highest mean of an hour.</summary>
    HourMax = 2,

    /// <summary>The highest running mean of eight hours that ends on the day; needs 18 of them with six valid hours each.</summary>
    EightHourMax = 3,
}

/// <summary>
/// Statistics of air quality from hourly means; NaN stands for an hour with less than 75 % of its readings. Sources of the shares: Directive 2008/50/EC Annexes VII
/// and XI, kept by Directive (EU) 2024/2881. Stateless; safe for concurrent use.
/// </summary>
public static class AirStatistics
{
    public const int HoursOfDay = 24;

    /// <summary>The first running mean of a day begins at 17 hours of the day before.</summary>
    public const int HoursBefore = 7;

    const int WindowHours = 8;
    const int WindowNeeds = 6;
    const int DayNeeds = 18;

    /// <param name="hours"><see cref="HoursBefore"/> hours of the day before, then the day.</param>
    public static double? Of(AirStatistic statistic, ReadOnlySpan<double> hours) => statistic switch
    {
        AirStatistic.DayMean => Mean(hours[HoursBefore..], DayNeeds),
        AirStatistic.HourMax => Max(hours[HoursBefore..], 1),
        _ => EightHourMax(hours),
    };

    /// <summary>Rounded half up to a whole number, as the limit is written, and then strictly greater.</summary>
    public static bool Exceeds(double value, double limit) => Math.Round(value, MidpointRounding.AwayFromZero) > limit;

    /// <summary>How often a day exceeds a limit: hours where the statistic is of an hour, else once or not.</summary>
    public static int Exceedances(AirStatistic statistic, ReadOnlySpan<double> hours, double limit)
    {
        if (statistic != AirStatistic.HourMax)
        {
            return Of(statistic, hours) is { } value && Exceeds(value, limit) ? 1 : 0;
        }

        var count = 0;
        foreach (var hour in hours[HoursBefore..])
        {
            count += !double.IsNaN(hour) && Exceeds(hour, limit) ? 1 : 0;
        }

        return count;
    }

    static double? EightHourMax(ReadOnlySpan<double> hours)
    {
        Span<double> means = stackalloc double[HoursOfDay];
        for (var end = 0; end < HoursOfDay; end++)
        {
            means[end] = Mean(hours.Slice(end, WindowHours), WindowNeeds) ?? double.NaN;
        }

        return Max(means, DayNeeds);
    }

    static double? Mean(ReadOnlySpan<double> values, int needs)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            (sum, count) = double.IsNaN(value) ? (sum, count) : (sum + value, count + 1);
        }

        return count >= needs ? sum / count : null;
    }

    static double? Max(ReadOnlySpan<double> values, int needs)
    {
        var (max, count) = (double.NegativeInfinity, 0);
        foreach (var value in values)
        {
            (max, count) = double.IsNaN(value) ? (max, count) : (Math.Max(max, value), count + 1);
        }

        return count >= needs ? max : null;
    }
}
