using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>
/// Alerts that came since the last look, each once. What was there at the first look, historical alerts, acknowledged ones and changes of
/// known ones are not among them. Not for concurrent use.
/// </summary>
sealed class FreshAlerts
{
    const int MostKnown = 10_000;

    HashSet<string>? _known;

    public IReadOnlyList<Alert> Next(IReadOnlyList<Alert> open)
    {
        if (_known is null)
        {
            _known = [.. open.Select(alert => alert.Id)];
            return [];
        }

        List<Alert> fresh = [.. open.Where(alert => _known.Add(alert.Id) && alert is { Historical: false, Acknowledged: null })];
        if (_known.Count > MostKnown)
        {
            _known.IntersectWith(open.Select(alert => alert.Id));
        }

        return fresh;
    }
}
