namespace CityOps.Core.Reports;

/// <summary>An hour of a series.</summary>
/// <param name="T">Its start, Unix ms.</param>
/// <param name="Count">Readings that did not fail.</param>
public readonly record struct SeriesHour(long T, long Count, double Mean);

/// <summary>Hours of one series, oldest first, and how many readings they should have. Immutable.</summary>
/// <param name="interval">How often its device promises to report; null = it does not say, and the fullest hour of a day counts as whole.</param>
/// <param name="promisedFrom">
/// From when the promise is known to hold, Unix ms. Devices change how often they report: before, a day is asked for no more than its own fullest hour had.
/// </param>
public sealed class SeriesHours(IReadOnlyList<SeriesHour> hours, TimeSpan? interval, long promisedFrom = long.MinValue)
{
    const double NeededShare = 0.75;

    readonly double? _promised = interval is { } every && every > TimeSpan.Zero ? TimeSpan.FromHours(1) / every : null;
    readonly Dictionary<long, long> _fullest = hours.GroupBy(hour => DayOf(hour.T)).ToDictionary(day => day.Key, day => day.Max(hour => hour.Count));

    public IReadOnlyList<SeriesHour> All => hours;

    /// <summary>It has at least three quarters of its readings.</summary>
    public bool IsValid(SeriesHour hour) => hour.Count >= NeededShare * ExpectedOf(hour.T);

    /// <summary>Those that begin in a time.</summary>
    public IEnumerable<SeriesHour> In(long from, long to) => hours.Where(hour => hour.T >= from && hour.T < to);

    /// <summary>Share of the expected readings that have come, 0 to 1; an hour with too many makes up for no other.</summary>
    public double CaptureIn(long from, long to)
    {
        var length = (to - from) / (double)ReportDay.HourMs;
        var inside = In(from, to).ToList();
        if (inside.Count == 0)
        {
            return 0;
        }

        var expected = _promised ?? inside.Max(hour => hour.Count);
        return expected < 1
            ? Math.Min(1, inside.Sum(hour => hour.Count) / (expected * length))
            : inside.Sum(hour => Math.Min(hour.Count, expected)) / (expected * length);
    }

    /// <summary>Hourly means side by side; NaN where an hour is absent or not valid.</summary>
    public double[] Dense(long from, int count)
    {
        var dense = new double[count];
        Array.Fill(dense, double.NaN);
        foreach (var hour in In(from, from + (count * ReportDay.HourMs)).Where(IsValid))
        {
            dense[(hour.T - from) / ReportDay.HourMs] = hour.Mean;
        }

        return dense;
    }

    double ExpectedOf(long t) => _promised is not { } promised ? _fullest[DayOf(t)] : t >= promisedFrom ? promised : Math.Min(promised, _fullest[DayOf(t)]);

    static long DayOf(long t) => (t + ReportDay.LegalOffsetMs) / ReportDay.DayMs;
}
