using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>An alert of a value that does not move.</summary>
static class StuckSentence
{
    public static LocalText Describe(Alert alert, string? place, TimeZoneInfo zone)
    {
        var asked = alert.Asked;
        var (over, tolerance) = (asked?.Of.Over ?? TimeSpan.Zero, asked?.Limit.High ?? alert.Threshold);
        var label = QuantityLabels.For(alert.Quantity).En;
        var english = $"{(place is null ? label : $"{label} at {place}")} {{0}} moved by more than {AmountWords.English.Amount(tolerance, alert.Unit)} in {AmountWords.English.Length(over)}; found {MomentWords.InEnglish(alert.StartedAt, zone)}";
        var slovenian = $"{AlertSentence.SubjectInSlovenian(alert, place)}: vrednost se v {AmountWords.Slovenian.Length(over)} ni {{0}} za več kot {AmountWords.Slovenian.Amount(tolerance, alert.Unit)}; ugotovljeno {MomentWords.InSlovenian(alert.StartedAt, zone)}";
        return alert is { Condition: AlertCondition.Cleared, ClearedAt: { } cleared }
            ? new LocalText(Fill(english, "had not") + $", moving again {MomentWords.InEnglish(cleared, zone)}.", Fill(slovenian, "spremenila") + $", spet se spreminja od {MomentWords.InSlovenian(cleared, zone)}.")
            : new LocalText(Fill(english, "has not") + ".", Fill(slovenian, "spremenila") + ".");
    }

    static string Fill(string text, string word) => text.Replace("{0}", word, StringComparison.Ordinal);
}
