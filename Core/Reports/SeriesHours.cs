namespace CityOps.Core.Reports;

/// <summary>An hour of a series.</summary>
/// <param name="T">Its start, Unix ms.</param>
/// <param name="Count">Readings that did not fail.</param>
public readonly record struct SeriesHour(long T, long Count, double Mean);

/// <summary>Hours of one series, oldest first, and how many readings they should have. Immutable.</summary>
/// <param name="interval">How often its device promises to report; null = it does not say, and its fullest hour counts as whole.</param>
public sealed class SeriesHours(IReadOnlyList<SeriesHour> hours, TimeSpan? interval)
{
    const double NeededShare = 0.75;

    public IReadOnlyList<SeriesHour> All => hours;

    /// <summary>Readings that an hour should have; less than one where they come less often. Zero where nothing is known.</summary>
    public double Expected { get; } = interval is { } every && every > TimeSpan.Zero ? TimeSpan.FromHours(1) / every : hours.Count == 0 ? 0 : hours.Max(hour => hour.Count);

    public bool IsValid(SeriesHour hour) => hour.Count >= NeededShare * Expected;

    /// <summary>Those that begin in a time.</summary>
    public IEnumerable<SeriesHour> In(long from, long to) => hours.Where(hour => hour.T >= from && hour.T < to);

    /// <summary>Share of the expected readings that have come, 0 to 1; an hour with too many makes up for no other.</summary>
    public double CaptureIn(long from, long to)
    {
        var length = (to - from) / (double)ReportDay.HourMs;
        if (Expected == 0)
        {
            return 0;
        }

        return Expected < 1
            ? Math.Min(1, In(from, to).Sum(hour => hour.Count) / (Expected * length))
            : In(from, to).Sum(hour => Math.Min(hour.Count, Expected)) / (Expected * length);
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
}
