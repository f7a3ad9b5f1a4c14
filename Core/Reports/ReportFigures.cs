using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>All figures of a report that come from readings. Not thread-safe.</summary>
public sealed class ReportFigures(ReportDay day)
{
    /// <summary>A container is emptied from here on, in per cent (our choice: the level at which a collection is due).</summary>
    const double Full = 90;

    /// <summary>A battery is changed below, in per cent (our choice: some weeks are left).</summary>
    const double Low = 20;

    readonly List<string> _full = [];
    readonly List<string> _low = [];

    public AirSection Air { get; } = new(day);
    public TrafficSection Traffic { get; } = new(day);
    public UtilitySection Utilities { get; } = new(day);
    public AvailabilitySection Availability { get; } = new(day);

    /// <summary>Of which time the hours of a series are needed.</summary>
    public (long From, long To) Wanted(Series series) =>
        IsAir(series) ? (Math.Min(Air.From, day.From), Math.Max(Air.To, day.To)) : (day.From, day.To);

    public static bool WantsWeekBefore(Series series) =>
        (series.Domain == Domains.Traffic && TrafficSection.WantsWeekBefore(series.Id.Quantity)) || UtilitySection.Wants(series.Domain, series.Id.Quantity);

    /// <param name="before">Its hours a week before, where they are wanted.</param>
    public void Add(ReportedSeries series, SeriesHours? before)
    {
        var (domain, quantity) = (series.Series.Domain, series.Series.Id.Quantity);
        Availability.Add(series);
        if (IsAir(series.Series))
        {
            Air.Add(series);
        }

        if (domain == Domains.Traffic && TrafficSection.Wants(quantity))
        {
            Traffic.Add(series, before);
        }

        if (before is not null && UtilitySection.Wants(domain, quantity))
        {
            Utilities.Add(series, before);
        }

        var last = series.Hours.In(day.From, day.To).Select(hour => (double?)hour.Mean).LastOrDefault();
        Take(domain == Domains.Waste && quantity == "fill" && last >= Full, _full, series.Place);
        Take(quantity == "battery" && series.Series.Unit == "%" && last < Low, _low, series.Place);
    }

    /// <summary>What the readings ask somebody to do.</summary>
    /// <param name="isOutOfService">Somebody works at a station: nobody wonders that it is silent.</param>
    public IEnumerable<ReportTask> Tasks(ReportList<AirFigure> air, Func<Station, bool> isOutOfService)
    {
        ReportTask?[] tasks =
        [
            ReportTask.Of(TaskKind.AirLimit, air.Items.Where(figure => figure.Exceeds).Select(figure => figure.Station).Distinct()),
            ReportTask.Of(TaskKind.FullBin, _full),
            ReportTask.Of(TaskKind.LowBattery, _low),
            ReportTask.Of(TaskKind.SilentStation, Availability.SilentStations.Where(station => !isOutOfService(station)).Select(station => station.Name)),
        ];
        return tasks.OfType<ReportTask>();
    }

    static bool IsAir(Series series) => series.Domain == Domains.Air && AirSection.Wants(series.Id.Quantity);

    static void Take(bool isOne, List<string> places, string place)
    {
        if (isOne)
        {
            places.Add(place);
        }
    }
}
