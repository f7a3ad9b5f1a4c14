using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Ingestion.Rollups;

/// <summary>How roll-ups follow from what is below them. Pure.</summary>
sealed class RollupMath(TimeZoneInfo zone)
{
    const long HourMs = 3_600_000;
    const double SecondsOfHour = 3_600;

    /// <summary>Means are added at a fraction of their size, so that a sum of the largest doubles does not overflow. A power of two loses nothing.</summary>
    const double Scale = 1.0 / (1L << 40);

    public BucketSize Day { get; } = BucketSize.DayOf(zone);

    /// <param name="intervalSeconds">Between two readings of the device; null = nobody knows.</param>
    public static Rollup HourOf(Bucket hour, int? intervalSeconds) => new(
        hour.T, hour.Count, hour.Mean, hour.Min, hour.Max, intervalSeconds is { } seconds ? Math.Min(1, hour.Count * seconds / SecondsOfHour) : null);

    /// <summary>The days that hours make, oldest first. A day's capture is that of its hours: one without readings counts as nothing.</summary>
    public IReadOnlyList<Rollup> DaysOf(IReadOnlyList<Rollup> hours)
    {
        var days = new List<Rollup>();
        for (var first = 0; first < hours.Count;)
        {
            var (start, end) = (Day.StartOf(hours[first].T), Day.EndOf(hours[first].T));
            var next = first + 1;
            while (next < hours.Count && hours[next].T < end)
            {
                next++;
            }

            days.Add(DayOf(start, end, hours, first, next));
            first = next;
        }

        return days;
    }

    public int DaysIn(long from, long until)
    {
        var days = 0;
        for (var day = from; day < until; day = Day.EndOf(day))
        {
            days++;
        }

        return days;
    }

    /// <summary>Hours that follow each other, as stretches of time. They come in order.</summary>
    public static IEnumerable<(long From, long To)> Runs(IReadOnlyList<long> hours)
    {
        for (var first = 0; first < hours.Count;)
        {
            var last = first;
            while (last + 1 < hours.Count && hours[last + 1] == hours[last] + HourMs)
            {
                last++;
            }

            yield return (hours[first], hours[last] + HourMs);
            first = last + 1;
        }
    }

    static Rollup DayOf(long start, long end, IReadOnlyList<Rollup> hours, int first, int next)
    {
        var sum = new CompensatedSum();
        var day = hours[first] with { T = start, Count = 0 };
        var captured = 0.0;
        for (var i = first; i < next; i++)
        {
            var hour = hours[i];
            sum.Add(hour.Mean * Scale * hour.Count);
            captured += hour.Capture ?? double.NaN;
            day = day with { Count = day.Count + hour.Count, Min = Math.Min(day.Min, hour.Min), Max = Math.Max(day.Max, hour.Max) };
        }

        return day with { Mean = sum.Value / day.Count / Scale, Capture = double.IsNaN(captured) ? null : captured * HourMs / (end - start) };
    }
}
