using CityOps.Core.Alerts;
using CityOps.Dashboard.Localization;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>What an alert is called on a page.</summary>
static class AlertTitle
{
    /// <summary>Its rule's name as people gave it; a built-in rule has one in each language.</summary>
    public static string Of(Alert alert) => OutageRule.Find(alert.Rule.Id) is { } outage ? Words.Of(outage.Name) : alert.IsDrill ? Words.Of(Drill.Name) : alert.Rule.Name;
}
