namespace CityOps.Core.Reports;

/// <summary>Air quality of a day against the limits of law. Not thread-safe.</summary>
public sealed class AirSection(ReportDay day)
{
    /// <summary>Four sheets; a city with more monitors reads the worst of them.</summary>
    public const int MostLines = 120;

    readonly List<AirFigure> _figures = [];

    /// <summary>From when hours are wanted: the whole legal year, and what the first running means need.</summary>
    public long From => day.LegalYearFrom - (AirStatistics.HoursBefore * ReportDay.HourMs);

    public long To => day.LegalFrom + ReportDay.DayMs;

    public static bool Wants(string quantity) => AirStandard.Of(quantity).Any();

    /// <param name="year">Its hours from <see cref="From"/> on.</param>
    public void Add(ReportedSeries year)
    {
        var hours = year.Hours.Dense(From, (day.DayOfYear * AirStatistics.HoursOfDay) + AirStatistics.HoursBefore);
        foreach (var standard in AirStandard.Of(year.Series.Id.Quantity))
        {
            var today = DayOf(hours, day.DayOfYear - 1);
            _figures.Add(new AirFigure(
                year.Place, year.Station?.District, standard.Quantity, year.Series.Unit, standard.Statistic, AirStatistics.Of(standard.Statistic, today),
                standard.LimitAt(day.LegalFrom), ExceededIn(hours, standard), standard.Allowed, CaptureOf(today[AirStatistics.HoursBefore..])));
        }
    }

    public ReportList<AirFigure> Build()
    {
        var sorted = _figures.OrderByDescending(figure => figure.Limit is { } limit ? (figure.Value ?? 0) / limit : 0)
            .ThenBy(figure => figure.Station, StringComparer.Ordinal).ThenBy(figure => figure.Quantity, StringComparer.Ordinal).ThenBy(figure => figure.Statistic).ToList();
        return new ReportList<AirFigure>([.. sorted.Take(MostLines)], Math.Max(0, sorted.Count - MostLines));
    }

    int ExceededIn(ReadOnlySpan<double> hours, AirStandard standard)
    {
        var count = 0;
        for (var i = 0; i < day.DayOfYear; i++)
        {
            // Each day by the limit that was in force on it.
            count += standard.LimitAt(day.LegalYearFrom + (i * ReportDay.DayMs)) is { } limit ? AirStatistics.Exceedances(standard.Statistic, DayOf(hours, i), limit) : 0;
        }

        return count;
    }

    static ReadOnlySpan<double> DayOf(ReadOnlySpan<double> hours, int index) =>
        hours.Slice(index * AirStatistics.HoursOfDay, AirStatistics.HoursBefore + AirStatistics.HoursOfDay);

    static double CaptureOf(ReadOnlySpan<double> hours)
    {
        var valid = 0;
        foreach (var hour in hours)
        {
            valid += double.IsNaN(hour) ? 0 : 1;
        }

        return valid / (double)hours.Length;
    }
}
