using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>What a rule compares and with which limit, as the middle of a sentence.</summary>
static class MeasureWords
{
    /// <summary>Of a value measured in a unit: what its measure is in.</summary>
    public static string UnitOf(Measure measure, string unit) => measure.Kind switch
    {
        MeasureKind.Count => "1",
        MeasureKind.Rate => UnitLabels.Display(unit) + "/h",
        _ => unit,
    };

    /// <summary><c>The mean over 24 h of PM10</c>; the value itself is only the label.</summary>
    public static string SubjectInEnglish(Measure measure, string label)
    {
        var over = AmountWords.English.Length(measure.Over);
        return measure.Kind switch
        {
            MeasureKind.Mean => $"The mean over {over} of {label}",
            MeasureKind.Min => $"The lowest value in {over} of {label}",
            MeasureKind.Max => $"The highest value in {over} of {label}",
            MeasureKind.Sum => $"The sum over {over} of {label}",
            MeasureKind.Count => $"The number of readings in {over} of {label}",
            MeasureKind.Percentile => string.Create(CultureInfo.InvariantCulture, $"The {Ordinal(measure.Percent)} percentile over {over} of {label}"),
            MeasureKind.Rate => $"The change per hour over {over} of {label}",
            MeasureKind.Difference => $"The difference from {OtherOf(measure, english: true)} of {label}",
            MeasureKind.Neighbours => $"The difference from the neighbours of {label}",
            MeasureKind.Baseline => $"The difference from what is usual at this hour of {label}",
            _ => label,
        };
    }

    /// <summary>The noun that the verb follows, and its past form: povprečje je bilo, vrednost je bila.</summary>
    public static (string Noun, string Was) SubjectInSlovenian(Measure measure)
    {
        var over = AmountWords.Slovenian.Length(measure.Over);
        return measure.Kind switch
        {
            MeasureKind.Mean => ($"povprečje v {over}", "je bilo"),
            MeasureKind.Min => ($"najnižja vrednost v {over}", "je bila"),
            MeasureKind.Max => ($"najvišja vrednost v {over}", "je bila"),
            MeasureKind.Sum => ($"vsota v {over}", "je bila"),
            MeasureKind.Count => ($"število meritev v {over}", "je bilo"),
            MeasureKind.Percentile => (string.Create(CultureInfo.InvariantCulture, $"{measure.Percent}. percentil v {over}"), "je bil"),
            MeasureKind.Rate => ($"sprememba na uro v {over}", "je bila"),
            MeasureKind.Difference => ($"razlika do serije {OtherOf(measure, english: false)}", "je bila"),
            MeasureKind.Neighbours => ("razlika do sosednjih postaj", "je bila"),
            MeasureKind.Baseline => ("razlika do običajne vrednosti ob tej uri", "je bila"),
            _ => ("vrednost", "je bila"),
        };
    }

    public static string SideInEnglish(Limit limit, string unit, double? threshold = null) => Side(limit, unit, threshold, AmountWords.English, "above {0}", "below {0}", "outside {0} to {1}", "between {0} and {1}");

    public static string SideInSlovenian(Limit limit, string unit, double? threshold = null) =>
        Side(limit, unit, threshold, AmountWords.Slovenian, "nad mejo {0}", "pod mejo {0}", "zunaj območja od {0} do {1}", "med {0} in {1}");

    static string Side(Limit limit, string unit, double? threshold, AmountWords words, string above, string below, string outside, string inside)
    {
        var text = limit.Kind switch { ConditionKind.Above => above, ConditionKind.Below => below, ConditionKind.Outside => outside, _ => inside };
        var (first, second) = limit.Kind is ConditionKind.Above or ConditionKind.Below ? (threshold ?? limit.Raise, 0) : (limit.Low, limit.High);
        return text.Replace("{0}", words.Amount(first, unit), StringComparison.Ordinal).Replace("{1}", words.Amount(second, unit), StringComparison.Ordinal);
    }

    static string OtherOf(Measure measure, bool english)
    {
        if (measure.Other is not { } other || other.Contains(':', StringComparison.Ordinal))
        {
            return measure.Other ?? "";
        }

        var label = QuantityLabels.For(other);
        return english ? label.En : $"»{label.Sl}«";
    }

    static string Ordinal(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}{((number % 100 is 11 or 12 or 13) ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");
}
