using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Live;

/// <summary>Alerts on their way out, with the names of this city and its time zone. Safe for concurrent use.</summary>
public sealed class AlertItems(LiveFeed feed, TimeZoneInfo zone, DescribeAlert describe)
{
    public AlertItem Of(Alert alert) => AlertItem.From(alert, feed.Registry, zone, describe);
}
