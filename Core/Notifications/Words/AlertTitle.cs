using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Core.Notifications;

/// <summary>What an alert is about in a few words, as a subject has room for: high NO₂, low pressure, no readings.</summary>
static class AlertTitle
{
    public static LocalText Of(Alert alert)
    {
        var (label, device) = (QuantityLabels.For(alert.Quantity), alert.Device);
        return alert.Direction switch
        {
            _ when OutageRule.Find(alert.Rule.Id) is { } outage => outage.Name,
            _ when alert.IsDrill => Drill.Name,
            ConditionKind.Absent when alert.Series is null => new LocalText($"{device} is away", $"Naprava {device} ne deluje"),
            ConditionKind.Absent => new LocalText($"No readings of {AlertSentence.Inside(label.En)}", $"Ni meritev: {AlertSentence.Inside(label.Sl)}"),
            ConditionKind.Stuck => new LocalText($"{label.En} does not move", $"{label.Sl}: vrednost se ne spreminja"),
            ConditionKind.Above when IsOfTheValue(alert) => new LocalText($"High {AlertSentence.Inside(label.En)}", $"{label.Sl}: visoka vrednost"),
            ConditionKind.Below when IsOfTheValue(alert) => new LocalText($"Low {AlertSentence.Inside(label.En)}", $"{label.Sl}: nizka vrednost"),
            ConditionKind.Outside when IsOfTheValue(alert) => new LocalText($"{label.En} out of range", $"{label.Sl}: zunaj območja"),
            // Of a change, a difference or several conditions nobody has shorter words than who named the rule.
            _ => new LocalText(alert.Rule.Name, alert.Rule.Name),
        };
    }

    /// <summary>High and low are words for values, not for sums, changes and differences.</summary>
    static bool IsOfTheValue(Alert alert) =>
        (alert.Asked?.Of.Kind ?? MeasureKind.Value) is MeasureKind.Value or MeasureKind.Mean or MeasureKind.Min or MeasureKind.Max or MeasureKind.Percentile;
}
