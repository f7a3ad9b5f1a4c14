using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Charts;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>The stretch of time in which an alert is looked at: from some time before it began until some time after it was over.</summary>
static class AlertPeriod
{
    const long HourMs = 3_600_000;
    const long WeekMs = 7 * 24 * HourMs;

    /// <summary>Of an alert that stands the end moves with the clock; an old one is shown with its beginning only.</summary>
    /// <param name="now">Unix ms.</param>
    public static TrendPeriod Of(Alert alert, long now)
    {
        var end = alert.IsOpen ? now : alert.ClearedAt ?? alert.RaisedAt;
        var around = Math.Clamp((end - alert.StartedAt) / 2, HourMs, WeekMs);
        var isLong = alert.IsOpen && end - alert.StartedAt > WeekMs;
        return isLong ? new TrendPeriod(alert.StartedAt - HourMs, alert.StartedAt + WeekMs)
            : new TrendPeriod(alert.StartedAt - (alert.IsOpen ? HourMs : around), alert.IsOpen || end + around >= now ? null : end + around);
    }
}
