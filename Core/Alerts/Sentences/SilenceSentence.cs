using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>An alert of an absence rule: a series, or a whole device, from which nothing comes.</summary>
static class SilenceSentence
{
    public static LocalText Describe(Alert alert, string? place, TimeZoneInfo zone)
    {
        var (from, od) = (MomentWords.InEnglish(alert.StartedAt, zone), MomentWords.InSlovenian(alert.StartedAt, zone));
        var (until, until2) = alert is { Condition: AlertCondition.Cleared, ClearedAt: { } cleared } ? (MomentWords.InEnglish(cleared, zone), MomentWords.InSlovenian(cleared, zone)) : (null, null);
        if (alert.Series is null)
        {
            var (behind, za) = alert.Peak >= 1
                ? ($"; silent devices behind it: {AmountWords.English.Amount(alert.Peak, "1")}", $"; naprave za njo, ki molčijo: {AmountWords.Slovenian.Amount(alert.Peak, "1")}")
                : ("", "");
            return new LocalText(
                until is null ? $"{alert.Device} has been away since {from}{behind}." : $"{alert.Device} was away from {from} until {until}{behind}.",
                until2 is null ? $"Naprava {alert.Device} ne deluje od {od}{za}." : $"Naprava {alert.Device} ni delovala od {od} do {until2}{za}.");
        }

        var label = QuantityLabels.For(alert.Quantity).En;
        var source = place is null ? "" : $" from {place}";
        var subject = AlertSentence.SubjectInSlovenian(alert, place);
        return new LocalText(
            until is null ? $"No readings of {label} have come{source} since {from}." : $"No readings of {label} came{source} from {from} until {until}; cleared.",
            until2 is null ? $"{subject}: od {od} ni meritev." : $"{subject}: od {od} do {until2} ni bilo meritev; alarm je prenehal.");
    }
}
