using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Reports;

/// <summary>How much of what should have come on a day has come. Not thread-safe.</summary>
public sealed class AvailabilitySection(ReportDay day)
{
    readonly Dictionary<string, Sums> _domains = new(StringComparer.Ordinal);
    readonly Dictionary<string, (Station Station, bool HasSpoken)> _stations = new(StringComparer.Ordinal);

    /// <summary>At least one reading came on the day.</summary>
    public bool HasReadings { get; private set; }

    /// <summary>Stations of which nothing came all day.</summary>
    public IEnumerable<Station> SilentStations => _stations.Values.Where(one => !one.HasSpoken).Select(one => one.Station);

    public void Add(ReportedSeries series)
    {
        if (!_domains.TryGetValue(series.Series.Domain, out var sums))
        {
            _domains[series.Series.Domain] = sums = new Sums();
        }

        var hasSpoken = series.Hours.In(day.From, day.To).Any();
        HasReadings |= hasSpoken;
        sums.Series++;
        sums.Silent += hasSpoken ? 0 : 1;
        sums.Captures += series.Hours.CaptureIn(day.From, day.To);
        if (series.Station is { } station)
        {
            sums.Stations.Add(station.Id);
            _stations[station.Id] = (station, hasSpoken || (_stations.TryGetValue(station.Id, out var known) && known.HasSpoken));
        }
    }

    public IReadOnlyList<AvailabilityFigure> Build() =>
    [
        .. Domains.All.Where(_domains.ContainsKey).Select(domain => (domain, Sums: _domains[domain]))
            .Select(one => new AvailabilityFigure(one.domain, one.Sums.Stations.Count, one.Sums.Series, one.Sums.Silent, one.Sums.Captures / one.Sums.Series)),
    ];

    sealed class Sums
    {
        public HashSet<string> Stations { get; } = new(StringComparer.Ordinal);
        public int Series { get; set; }
        public int Silent { get; set; }
        public double Captures { get; set; }
    }
}
