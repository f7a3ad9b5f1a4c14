using System.Globalization;
using CityOps.Core.City;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Components.Values;

namespace CityOps.Dashboard.Components.History;

/// <summary>All series of the city to choose from, also those that are silent now. Made once per registry. Not for concurrent use.</summary>
public sealed class HistorySeries
{
    Registry _registry = Registry.Empty;

    /// <summary>By place, then quantity.</summary>
    public IReadOnlyList<SeriesRow> Rows { get; private set; } = [];

    /// <summary>True where they are others than before.</summary>
    public bool Refresh(Registry registry)
    {
        if (ReferenceEquals(registry, _registry))
        {
            return false;
        }

        _registry = registry;
        Rows = SeriesCatalogue.Ordered(registry.Series.Keys, registry);
        return true;
    }

    public IReadOnlyList<SeriesRow> Matching(HistorySearch search)
    {
        var words = (search.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. In(search).Where(row => (search.Station is null || StationOf(row)?.Id == search.Station) && SeriesCatalogue.Matches(row, words))];
    }

    public IReadOnlyList<string> Domains => [.. Rows.Select(row => row.Domain).Where(domain => domain.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Districts(HistorySearch search) =>
        [.. In(search.InDistrict(null)).Select(row => row.District).OfType<string>().Distinct().Order(StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true))];

    public IReadOnlyList<Station> Stations(HistorySearch search) => [.. In(search).Select(StationOf).OfType<Station>().Distinct()];

    IEnumerable<SeriesRow> In(HistorySearch search) =>
        Rows.Where(row => (search.Domain is null || row.Domain == search.Domain) && (search.District is null || row.District == search.District));

    Station? StationOf(SeriesRow row) => _registry.StationOf(row.Series.Device);
}
