using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>The tabs of the page of alerts.</summary>
public enum AlertsTab : byte
{
    /// <summary>What people work through.</summary>
    Active,
    Shelved,
    /// <summary>What is over.</summary>
    History,
}

/// <summary>
/// What the page of alerts shows, as its address says it: <c>?tab=&amp;severity=&amp;acknowledged=&amp;domain=&amp;district=&amp;q=&amp;from=&amp;to=&amp;before=</c>.
/// Words that mean nothing are left out. Days are the city's, and the last one counts. Immutable.
/// </summary>
public sealed record AlertsQuery(
    AlertsTab Tab, Severity? Severity, bool? Acknowledged, string? Domain, string? District, string? Search, string? From, string? To, string? Before)
{
    const int LongestText = 80;
    const int MostStations = 500;

    public static AlertsQuery Read(
        string? tab, string? severity, string? acknowledged, string? domain, string? district, string? search, string? from, string? to, string? before) => new(
        Enum.TryParse<AlertsTab>(tab, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : AlertsTab.Active,
        Enum.TryParse<Severity>(severity, ignoreCase: true, out var found) && Enum.IsDefined(found) ? found : null,
        bool.TryParse(acknowledged, out var flag) ? flag : null,
        Text(domain), Text(district), Text(search), Text(from), Text(to), before);

    /// <summary>The address parameters; null = not in the address.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["tab"] = Tab == AlertsTab.Active ? null : Word(Tab),
        ["severity"] = Severity is { } severity ? Word(severity) : null,
        ["acknowledged"] = Acknowledged is { } acknowledged ? acknowledged ? "true" : "false" : null,
        ["domain"] = Domain,
        ["district"] = District,
        ["q"] = Search,
        ["from"] = From,
        ["to"] = To,
        ["before"] = Before,
    };

    /// <summary>Something is left out besides what the tab leaves out.</summary>
    public bool IsFiltered => this with { Tab = AlertsTab.Active, Before = null } != new AlertsQuery(AlertsTab.Active, null, null, null, null, null, null, null, null);

    /// <param name="registry">Knows the names of stations.</param>
    public AlertQuery ToLog(Registry registry, CityClock clock, int limit) => new()
    {
        State = Tab switch
        {
            AlertsTab.Active => AlertState.Active,
            AlertsTab.Shelved => AlertState.Shelved,
            _ => AlertState.Cleared,
        },
        Severity = Severity,
        Acknowledged = Acknowledged,
        Domain = Domain,
        District = District,
        Search = Search is null ? null : new AlertSearch(Search, StationsNamed(registry, Search)),
        From = clock.StartOf(From),
        To = clock.StartOf(To, daysLater: 1),
        Limit = limit,
        Cursor = AlertCursor.TryParse(Before, out var cursor) ? cursor : null,
    };

    static List<string> StationsNamed(Registry registry, string text) =>
        [.. registry.Stations.Values.Where(station => station.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase)).Select(station => station.Id).Take(MostStations)];

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > LongestText ? text[..LongestText] : text.Trim();

    static string Word<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();
}
