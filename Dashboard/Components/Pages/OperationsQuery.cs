using System.Collections.Frozen;
using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// What the operations page shows, as its address says it, so that a view can be shared: <c>?station=&amp;series=&amp;severity=&amp;domain=&amp;q=&amp;range=&amp;table=&amp;map=</c>.
/// Words that mean nothing are left out. Immutable.
/// </summary>
/// <param name="Station">Chosen on the map; of a chosen series the station follows.</param>
public sealed record OperationsQuery(
    SeriesId? Series, FrozenSet<Severity> Severities, FrozenSet<string> Domains, string Search, int Hours, bool IsTable, string? Station = null, bool IsMapTable = false)
{
    public const int DefaultHours = 6;
    const int LongestSearch = 80;
    const string Table = "table";

    public static readonly IReadOnlyList<int> Ranges = [1, 6, 24];

    public static OperationsQuery Empty { get; } = new(null, [], [], "", DefaultHours, false);

    public static OperationsQuery From(string? series, string? severity, string? domain, string? search, string? hours, string? table, string? station = null, string? map = null) => new(
        SeriesId.TryParse(series, out var id) ? id : null,
        Split(severity).Select(word => (Known: Enum.TryParse<Severity>(word, ignoreCase: true, out var found) && Enum.IsDefined(found), found))
            .Where(word => word.Known).Select(word => word.found).ToFrozenSet(),
        Split(domain).Where(word => Identifiers.IsId(word)).ToFrozenSet(),
        search is { Length: > LongestSearch } ? search[..LongestSearch] : search ?? "",
        int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && Ranges.Contains(wanted) ? wanted : DefaultHours,
        table == "true", station is not null && Identifiers.IsId(station) ? station : null, map == Table);

    /// <summary>The address parameters; null = not in the address, because it is the default.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["station"] = Station,
        ["series"] = Series?.ToString(),
        ["severity"] = Join(Severities.Order().Select(severity => severity.ToString().ToLowerInvariant())),
        ["domain"] = Join(Domains.Order(StringComparer.Ordinal)),
        ["q"] = Search.Length == 0 ? null : Search,
        ["range"] = Hours == DefaultHours ? null : Hours,
        ["table"] = IsTable ? "true" : null,
        ["map"] = IsMapTable ? Table : null,
    };

    public OperationsQuery With(SeriesId series) => this with { Series = series, Station = null };

    public OperationsQuery With(string station) => this with { Station = station, Series = null };

    public OperationsQuery Toggle(Severity severity) => this with { Severities = Toggled(Severities, severity) };

    public OperationsQuery Toggle(string domain) => this with { Domains = Toggled(Domains, domain) };

    static FrozenSet<T> Toggled<T>(FrozenSet<T> set, T item) => set.Contains(item) ? set.Where(other => !Equals(other, item)).ToFrozenSet() : set.Append(item).ToFrozenSet();

    static string[] Split(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    static string? Join(IEnumerable<string> words) => string.Join(',', words) is { Length: > 0 } list ? list : null;
}
