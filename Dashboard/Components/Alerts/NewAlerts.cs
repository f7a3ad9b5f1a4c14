using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Screen;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>Which alerts of a list are shown at the first moment they could be, with the times for measuring. Not for concurrent use.</summary>
sealed class NewAlerts
{
    readonly Dictionary<string, string> _times = [];
    HashSet<string>? _known;

    /// <param name="alerts">All there are, shown or not.</param>
    /// <param name="now">Unix ms.</param>
    public void Look(IReadOnlyList<Alert> alerts, IEnumerable<Alert> shown, long now)
    {
        if (_known is not null)
        {
            foreach (var alert in shown.Where(alert => !alert.Historical && !_known.Contains(alert.Id)))
            {
                _times[alert.Id] = HopTimes.OfAlert(alert.RaisedAt, now);
            }
        }

        _known = [.. alerts.Select(alert => alert.Id)];
        foreach (var gone in _times.Keys.Where(id => !_known.Contains(id)).ToList())
        {
            _times.Remove(gone);
        }
    }

    /// <summary>Null for one that was there before, or that something held back.</summary>
    public string? TimesOf(string id) => _times.GetValueOrDefault(id);
}
