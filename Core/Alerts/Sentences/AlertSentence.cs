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

        if (alert.IsDrill)
        {
            return Drill.Meaning;
        }

        var place = stationName ?? alert.Device ?? alert.Station ?? alert.District;
        return alert.Direction switch
        {
            ConditionKind.Absent => SilenceSentence.Describe(alert, place, zone),
            ConditionKind.Stuck => StuckSentence.Describe(alert, place, zone),
            ConditionKind.All or ConditionKind.Any or ConditionKind.AtLeast => GroupSentence.Describe(alert, place, zone),
            _ => new LocalText(InEnglish(alert, place, zone), InSlovenian(alert, place, zone)),
        };
    }

    /// <summary><c>Celovška 12, hitrost</c>: the label stands before a colon so that no ending has to agree with it.</summary>
    internal static string SubjectInSlovenian(Alert alert, string? place)
    {
        var label = QuantityLabels.For(alert.Quantity).Sl;
        return place is null ? label : $"{place}, {Inside(label)}";
    }

    static Limit LimitOf(Alert alert) => alert.Asked?.Limit ??
        (alert.Direction == ConditionKind.Above ? Limit.Above(alert.Threshold, alert.Threshold) : Limit.Below(alert.Threshold, alert.Threshold));

    static string InEnglish(Alert alert, string? place, TimeZoneInfo zone)
    {
        var measure = alert.Asked?.Of ?? Measure.Value;
        var label = MeasureWords.SubjectInEnglish(measure, QuantityLabels.For(alert.Quantity).En);
        var subject = place is null ? label : $"{label} at {place}";
        var unit = MeasureWords.UnitOf(measure, alert.Unit);
        var side = MeasureWords.SideInEnglish(LimitOf(alert), unit, alert.Threshold);
        var since = MomentWords.InEnglish(alert.StartedAt, zone);
        var value = $"{Amount(alert.Value)} when raised{(alert.Quality == Quality.Suspect ? ", a suspect reading" : "")}";
        var peak = alert.Peak == alert.Value ? "" : $", {Amount(alert.Peak)} at worst";
        return alert.Condition switch
        {
            AlertCondition.Cleared when alert.ClearedAt is { } cleared =>
                $"{subject} was {side} from {since} until {MomentWords.InEnglish(cleared, zone)}: {value}{peak}; cleared.",
            AlertCondition.Cleared => $"{subject} was {side} from {since}: {value}{peak}; closed.",
            AlertCondition.Unknown =>
                $"{subject} was {side} from {since}: {value}{peak}; no readings come any more, so its present state is unknown.",
            _ => $"{subject} has been {side} since {since}: {value}{peak}.",
        };

        string Amount(double amount) => AmountWords.English.Amount(amount, unit);
    }

    static string InSlovenian(Alert alert, string? place, TimeZoneInfo zone)
    {
        var measure = alert.Asked?.Of ?? Measure.Value;
        var (noun, was) = MeasureWords.SubjectInSlovenian(measure);
        var subject = SubjectInSlovenian(alert, place);
        var unit = MeasureWords.UnitOf(measure, alert.Unit);
        var side = MeasureWords.SideInSlovenian(LimitOf(alert), unit, alert.Threshold);
        var since = MomentWords.InSlovenian(alert.StartedAt, zone);
        var value = $"ob sprožitvi {Amount(alert.Value)}{(alert.Quality == Quality.Suspect ? ", vprašljiva meritev" : "")}";
        var peak = alert.Peak == alert.Value ? "" : $", skrajna vrednost {Amount(alert.Peak)}";
        return alert.Condition switch
        {
            AlertCondition.Cleared when alert.ClearedAt is { } cleared =>
                $"{subject}: {noun} {was} {side} od {since} do {MomentWords.InSlovenian(cleared, zone)} ({value}{peak}); alarm je prenehal.",
            AlertCondition.Cleared => $"{subject}: {noun} {was} {side} od {since} ({value}{peak}); alarm je zaprt.",
            AlertCondition.Unknown =>
                $"{subject}: {noun} {was} {side} od {since} ({value}{peak}); meritev ni več, zato sedanje stanje ni znano.",
            _ => $"{subject}: {noun} je {side} od {since} ({value}{peak}).",
        };

        string Amount(double amount) => AmountWords.Slovenian.Amount(amount, unit);
    }

    /// <summary>A label inside a sentence: Hitrost becomes hitrost, PM10 and pH stay.</summary>
    internal static string Inside(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && char.IsLower(label[1])
            ? char.ToLower(label[0], MomentWords.Slovenian) + label[1..]
            : label;
}
