using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>The worst open alert of each series. Made once per list of alerts.</summary>
sealed class AlertMarks
{
    IReadOnlyList<Alert>? _from;
    Dictionary<SeriesId, Alert> _worst = [];

    public IReadOnlyDictionary<SeriesId, Alert> Of(IReadOnlyList<Alert> open)
    {
        if (!ReferenceEquals(open, _from))
        {
            _from = open;
            _worst = open.Where(alert => alert.Series is not null).GroupBy(alert => alert.Series!.Value)
                .ToDictionary(group => group.Key, group => group.MinBy(alert => (alert.Severity, alert.Acknowledged is not null))!);
        }

        return _worst;
    }
}
