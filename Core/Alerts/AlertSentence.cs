using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>An alert in one sentence for people, in both languages: where, what, how much, since when, and how sure.</summary>
public static class AlertSentence
{
    /// <param name="stationName">Null where the device has no station: then its id stands for the place.</param>
    /// <param name="zone">The city's: times are said as its clocks show them.</param>
    public static LocalText Describe(Alert alert, string? stationName, TimeZoneInfo zone)
    {
        if (OutageRule.Find(alert.Rule.Id) is { } outage)
        {
            return OutageSentence.Describe(outage, alert, zone);
        }

        var place = stationName ?? alert.Device ?? alert.Station ?? alert.District;
        var label = QuantityLabels.For(alert.Quantity);
        return new LocalText(InEnglish(alert, label.En, place, zone), InSlovenian(alert, label.Sl, place, zone));
    }

    static string InEnglish(Alert alert, string label, string? place, TimeZoneInfo zone)
    {
        var subject = place is null ? label : $"{label} at {place}";
        var side = alert.Direction == ThresholdKind.Above ? "above" : "below";
        var limit = Amount(alert.Threshold);
        var since = Moment(alert.StartedAt);
        var value = $"{Amount(alert.Value)} when raised{(alert.Quality == Quality.Suspect ? ", a suspect reading" : "")}";
        var peak = alert.Peak == alert.Value ? "" : $", {Amount(alert.Peak)} at worst";
        return alert.Condition switch
        {
            AlertCondition.Cleared when alert.ClearedAt is { } cleared =>
                $"{subject} was {side} {limit} from {since} until {Moment(cleared)}: {value}{peak}; cleared.",
            AlertCondition.Cleared => $"{subject} was {side} {limit} from {since}: {value}{peak}; closed.",
            AlertCondition.Unknown =>
                $"{subject} was {side} {limit} from {since}: {value}{peak}; no readings come any more, so its present state is unknown.",
            _ => $"{subject} has been {side} {limit} since {since}: {value}{peak}.",
        };

        string Amount(double amount) => WithUnit(amount, alert.Unit, MomentWords.English, "#,##0.###", percentSpace: "");
        string Moment(long at) => MomentWords.InEnglish(at, zone);
    }

    /// <summary>The label stands before a colon so that no ending has to agree with it.</summary>
    static string InSlovenian(Alert alert, string label, string? place, TimeZoneInfo zone)
    {
        var subject = place is null ? label : $"{place}, {Inside(label)}";
        var side = alert.Direction == ThresholdKind.Above ? "nad mejo" : "pod mejo";
        var limit = Amount(alert.Threshold);
        var since = Moment(alert.StartedAt);
        var value = $"ob sprožitvi {Amount(alert.Value)}{(alert.Quality == Quality.Suspect ? ", vprašljiva meritev" : "")}";
        var peak = alert.Peak == alert.Value ? "" : $", skrajna vrednost {Amount(alert.Peak)}";
        return alert.Condition switch
        {
            AlertCondition.Cleared when alert.ClearedAt is { } cleared =>
                $"{subject}: vrednost je bila {side} {limit} od {since} do {Moment(cleared)} ({value}{peak}); alarm je prenehal.",
            AlertCondition.Cleared => $"{subject}: vrednost je bila {side} {limit} od {since} ({value}{peak}); alarm je zaprt.",
            AlertCondition.Unknown =>
                $"{subject}: vrednost je bila {side} {limit} od {since} ({value}{peak}); meritev ni več, zato sedanje stanje ni znano.",
            _ => $"{subject}: vrednost je {side} {limit} od {since} ({value}{peak}).",
        };

        string Amount(double amount) => WithUnit(amount, alert.Unit, MomentWords.Slovenian, "#,##0.###", percentSpace: " ");
        string Moment(long at) => MomentWords.InSlovenian(at, zone);
    }

    static string WithUnit(double amount, string unit, CultureInfo culture, string format, string percentSpace)
    {
        var number = amount.ToString(format, culture);
        var shown = UnitLabels.Display(unit);
        return shown switch
        {
            "" => number,
            "%" => $"{number}{percentSpace}%",
            _ => $"{number} {shown}",
        };
    }

    /// <summary>A label inside a sentence: Hitrost becomes hitrost, PM10 and pH stay.</summary>
    static string Inside(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && char.IsLower(label[1])
            ? char.ToLower(label[0], MomentWords.Slovenian) + label[1..]
            : label;
}
