using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>
/// The order of the list on one screen. While a hand or the keyboard is in the list nothing may move under it: known alerts
/// keep their places, cleared ones go, and new ones wait. Not for concurrent use.
/// </summary>
sealed class AlertOrder
{
    IReadOnlyList<string> _places = [];

    /// <param name="alerts">In the order of the feed.</param>
    /// <returns>What to show, and how many new ones wait.</returns>
    public (IReadOnlyList<Alert> Shown, int Waiting) Arrange(IReadOnlyList<Alert> alerts, bool isHeld)
    {
        if (!isHeld)
        {
            _places = [.. alerts.Select(alert => alert.Id)];
            return (alerts, 0);
        }

        var byId = alerts.ToDictionary(alert => alert.Id);
        var shown = _places.Where(byId.ContainsKey).Select(id => byId[id]).ToList();
        return (shown, alerts.Count - shown.Count);
    }
}
