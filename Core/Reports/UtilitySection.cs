using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>The networks of the city on a day, quantity by quantity. Not thread-safe.</summary>
public sealed class UtilitySection(ReportDay day)
{
    static readonly (string Domain, string Quantity)[] Shown =
    [
        (Domains.Water, "flow"), (Domains.Water, "pressure"), (Domains.Water, "chlorine"), (Domains.Water, "turbidity"), (Domains.Power, "power"), (Domains.Power, "load"),
        (Domains.Power, "voltage"), (Domains.Heat, "power"), (Domains.Heat, "supplyTemperature"), (Domains.Heat, "pressure"), (Domains.River, "level"), (Domains.River, "flow"),
        (Domains.Waste, "fill"), (Domains.Lighting, "power"),
    ];

    readonly Dictionary<(string Domain, string Quantity, string Unit), Sums> _sums = [];

    public static bool Wants(string domain, string quantity) => Shown.Contains((domain, quantity));

    /// <param name="before">Its hours a week before.</param>
    public void Add(ReportedSeries series, SeriesHours before)
    {
        var key = (series.Series.Domain, series.Series.Id.Quantity, series.Series.Unit);
        if (!_sums.TryGetValue(key, out var sums))
        {
            _sums[key] = sums = new Sums();
        }

        var hours = series.Hours.In(day.From, day.To).ToList();
        if (hours.Count > 0)
        {
            sums.Series++;
            hours.ForEach(hour => sums.Take(hour, series.Place));
        }

        foreach (var hour in before.All)
        {
            (sums.Before, sums.BeforeCount) = (sums.Before + hour.Mean, sums.BeforeCount + 1);
        }
    }

    public IReadOnlyList<UtilityFigure> Build() =>
    [
        .. _sums.Where(one => one.Value.Series > 0).OrderBy(one => Array.IndexOf(Shown, (one.Key.Domain, one.Key.Quantity))).ThenBy(one => one.Key.Unit, StringComparer.Ordinal)
            .Select(one => new UtilityFigure(
                one.Key.Domain, one.Key.Quantity, one.Key.Unit, one.Value.Series, one.Value.Sum / one.Value.Count,
                one.Value.BeforeCount == 0 ? null : one.Value.Before / one.Value.BeforeCount, one.Value.Lowest!, one.Value.Highest!)),
    ];

    sealed class Sums
    {
        public int Series { get; set; }
        public double Sum { get; private set; }
        public long Count { get; private set; }
        public double Before { get; set; }
        public long BeforeCount { get; set; }
        public UtilityExtreme? Lowest { get; private set; }
        public UtilityExtreme? Highest { get; private set; }

        public void Take(SeriesHour hour, string place)
        {
            (Sum, Count) = (Sum + hour.Mean, Count + 1);
            Lowest = Lowest is { } low && low.Value <= hour.Mean ? low : new UtilityExtreme(hour.Mean, place, hour.T);
            Highest = Highest is { } high && high.Value >= hour.Mean ? high : new UtilityExtreme(hour.Mean, place, hour.T);
        }
    }
}
