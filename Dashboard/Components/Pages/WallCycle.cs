using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>
/// What the wall's map shows: the whole city, then each domain with alerts, half a minute each. A new critical alert stops that: its station is shown for
/// two minutes, or until somebody acknowledges it. Called once a second; not for concurrent use.
/// </summary>
sealed class WallCycle
{
    public const int SecondsATurn = 30, SecondsOfCritical = 120;

    HashSet<string>? _known;
    string? _critical;
    int _left;
    int _second;

    /// <summary>Only this domain; null = the whole city.</summary>
    public string? Domain { get; private set; }

    /// <summary>The id of the station that is shown.</summary>
    public string? Station { get; private set; }

    /// <param name="listed">Open alerts that ask for a hand.</param>
    public void Next(IReadOnlyList<Alert> listed)
    {
        var critical = listed.Where(alert => alert is { Severity: Severity.Critical, Acknowledged: null, Station: not null }).ToList();
        if (_known is not null && critical.Where(alert => !_known.Contains(alert.Id)).MaxBy(alert => alert.RaisedAt) is { } fresh)
        {
            (_critical, _left) = (fresh.Id, SecondsOfCritical);
        }

        _known = [.. listed.Select(alert => alert.Id)];
        Station = _left-- > 0 ? critical.Find(alert => alert.Id == _critical)?.Station : null;
        if (Station is not null)
        {
            (Domain, _second) = (null, 0);
            return;
        }

        (_critical, _left) = (null, 0);
        var turns = listed.Select(alert => alert.Domain).OfType<string>().Distinct().Order(StringComparer.Ordinal).Prepend(null).ToList();
        // One domain alone would only hide the rest of the city.
        Domain = turns.Count <= 2 ? null : turns[_second++ / SecondsATurn % turns.Count];
    }
}
