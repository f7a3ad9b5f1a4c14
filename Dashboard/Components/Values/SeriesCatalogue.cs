using System.Globalization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Localization;

namespace CityOps.Dashboard.Components.Values;

/// <summary>
/// The rows of the live table in a stable order: by place, then quantity, then id. Made again only when the registry or the
/// list of series changed, and filtered again only when the filter did, so that a new value costs nothing here. Not for
/// concurrent use.
/// </summary>
sealed class SeriesCatalogue
{
    /// <summary>While thousands of devices arrive, not for each of them.</summary>
    internal const long RebuildEveryMs = 2_000;

    const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    long _registryRevision = -1;
    IReadOnlyList<SeriesId>? _series;
    long _rebuiltAt;
    (object Rows, string Domains, string Search)? _filteredBy;
    List<SeriesRow> _filtered = [];

    public IReadOnlyList<SeriesRow> Rows { get; private set; } = [];

    /// <summary>Domains that occur, in the order of <see cref="KnownDomains"/>.</summary>
    public IReadOnlyList<string> Domains { get; private set; } = [];

    static readonly string[] KnownDomains = ["air", "traffic", "water", "power", "heat", "river", "waste", "lighting"];

    /// <param name="series">Another list where there is another series.</param>
    /// <param name="now">Unix ms.</param>
    public void Refresh(Registry registry, IReadOnlyList<SeriesId> series, long now)
    {
        var isSame = registry.Revision == _registryRevision && ReferenceEquals(series, _series);
        if (isSame || (Rows.Count > 0 && Math.Abs(now - _rebuiltAt) < RebuildEveryMs))
        {
            return;
        }

        (_registryRevision, _series, _rebuiltAt) = (registry.Revision, series, now);
        Rows = Ordered(series, registry);
        Domains = [.. Rows.Select(row => row.Domain).Where(domain => domain.Length > 0).Distinct().OrderBy(Rank).ThenBy(domain => domain, StringComparer.Ordinal)];
    }

    /// <summary>Rows of some series, by place, then quantity, then id.</summary>
    public static IReadOnlyList<SeriesRow> Ordered(IEnumerable<SeriesId> series, Registry registry)
    {
        var byName = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        return [.. series.Select(one => RowOf(one, registry))
            .OrderBy(row => row.Place, byName).ThenBy(row => row.Label, byName).ThenBy(row => row.Series.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Rows of the given domains (none = all) in which every word occurs; case and accents do not matter.</summary>
    public List<SeriesRow> Where(IReadOnlySet<string> domains, string search)
    {
        var by = (Rows, string.Join(',', domains.Order(StringComparer.Ordinal)), search);
        if (by != _filteredBy)
        {
            _filteredBy = by;
            var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _filtered = [.. Rows.Where(row => (domains.Count == 0 || domains.Contains(row.Domain)) && Matches(row, words))];
        }

        return _filtered;
    }

    /// <summary>Every word occurs in it; case and accents do not matter.</summary>
    public static bool Matches(SeriesRow row, string[] words) =>
        words.All(word => Has(row.Place, word) || Has(row.District, word) || Has(row.Label, word) || Has(row.Series.ToString(), word));

    // Not by the page's culture: to Slovenian č is a letter of its own, and "celovska" would not find Celovška.
    static bool Has(string? text, string word) =>
        text is not null && CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, Loosely) >= 0;

    static int Rank(string domain) => Array.IndexOf(KnownDomains, domain) is var at && at < 0 ? KnownDomains.Length : at;

    static SeriesRow RowOf(SeriesId id, Registry registry)
    {
        var device = registry.Devices.GetValueOrDefault(id.Device);
        var station = registry.StationOf(id.Device);
        var series = registry.Series.GetValueOrDefault(id);
        return new SeriesRow(
            id, station?.Name ?? device?.Name ?? id.Device, station?.District, Words.Quantity(id.Quantity),
            series?.Domain ?? device?.Domain ?? "", series?.Unit ?? "");
    }
}
