namespace CityOps.Core.Reports;

/// <summary>Traffic of a day by station: several detectors of one place count together. Not thread-safe.</summary>
public sealed class TrafficSection(ReportDay day)
{
    public const int MostLines = 15;

    const string Flow = "flow";
    const string Speed = "speed";

    readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    readonly Dictionary<(string Device, long T), double> _flows = [];
    readonly List<(Place Place, ReportedSeries Series)> _speeds = [];

    public static bool Wants(string quantity) => quantity is Flow or Speed;

    public static bool WantsWeekBefore(string quantity) => quantity == Flow;

    /// <param name="before">Its hours a week before; null of a speed.</param>
    public void Add(ReportedSeries series, SeriesHours? before)
    {
        var place = PlaceOf(series);
        if (series.Series.Id.Quantity == Speed)
        {
            _speeds.Add((place, series));
            return;
        }

        place.Detectors++;
        place.Captures += series.Hours.CaptureIn(day.From, day.To);
        foreach (var hour in series.Hours.In(day.From, day.To))
        {
            place.HasHours = true;
            place.Flow[(hour.T - day.From) / ReportDay.HourMs] += hour.Mean;
            _flows[(series.Series.Id.Device, hour.T)] = hour.Mean;
        }

        foreach (var hour in before?.All ?? [])
        {
            place.Before = (place.Before ?? 0) + hour.Mean;
        }
    }

    public ReportList<TrafficFigure> Build()
    {
        foreach (var (place, series) in _speeds)
        {
            AddSpeed(place, series);
        }

        var counted = _places.Values.Where(place => place.HasHours).Select(FigureOf).OrderByDescending(figure => figure.Vehicles).ThenBy(figure => figure.Station, StringComparer.Ordinal).ToList();
        return new ReportList<TrafficFigure>([.. counted.Take(MostLines)], Math.Max(0, counted.Count - MostLines));
    }

    /// <summary>The mean of all vehicles is the harmonic one: q vehicles an hour at v take q / v of an hour for each kilometre.</summary>
    void AddSpeed(Place place, ReportedSeries series)
    {
        foreach (var hour in series.Hours.In(day.From, day.To).Where(hour => hour.Mean > 0))
        {
            if (_flows.TryGetValue((series.Series.Id.Device, hour.T), out var flow))
            {
                (place.Weight, place.Time) = (place.Weight + flow, place.Time + (flow / hour.Mean));
            }
        }
    }

    TrafficFigure FigureOf(Place place)
    {
        var busiest = Array.IndexOf(place.Flow, place.Flow.Max());
        return new TrafficFigure(
            place.Name, place.District, place.Flow.Sum(), place.Before, day.From + (busiest * ReportDay.HourMs), place.Flow[busiest],
            place.Time > 0 ? place.Weight / place.Time : null, place.Captures / place.Detectors);
    }

    Place PlaceOf(ReportedSeries series)
    {
        var id = series.Station?.Id ?? series.Series.Id.Device;
        if (!_places.TryGetValue(id, out var place))
        {
            _places[id] = place = new Place(series.Place, series.Station?.District, day.Hours);
        }

        return place;
    }

    sealed class Place(string name, string? district, int hours)
    {
        public string Name => name;
        public string? District => district;

        /// <summary>Vehicles in each hour of the day.</summary>
        public double[] Flow { get; } = new double[hours];

        public double? Before { get; set; }
        public int Detectors { get; set; }

        /// <summary>Something was counted; of a counter that was silent all day nobody knows whether nobody came by.</summary>
        public bool HasHours { get; set; }

        public double Captures { get; set; }
        public double Weight { get; set; }
        public double Time { get; set; }
    }
}
