using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>Whether the figures of an alert say something to people.</summary>
static class AlertFigures
{
    /// <summary>It has a value with a unit: not so for groups, silence, and CityOps itself.</summary>
    public static bool Has(Alert alert) => alert.Series is not null && alert.Asked?.Kind is not (ConditionKind.Absent or ConditionKind.Stuck);
}
