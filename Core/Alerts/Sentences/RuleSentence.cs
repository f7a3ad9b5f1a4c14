using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>A rule read out: what it watches, when it raises, when it clears. In both languages.</summary>
public static class RuleSentence
{
    public static LocalText Describe(AlertRule rule)
    {
        var unit = UnitOf(rule);
        return new LocalText($"{RaisesInEnglish(rule, unit)}{Scope(rule, "devices", "stations", "districts")}.", $"{RaisesInSlovenian(rule, unit)}{Scope(rule, "naprave", "postaje", "četrti")}.");
    }

    /// <summary>What ends an alert of the rule.</summary>
    public static LocalText Clears(AlertRule rule)
    {
        var condition = rule.Condition;
        var unit = MeasureWords.UnitOf(condition.Of, UnitOf(rule));
        return condition.Kind switch
        {
            ConditionKind.Absent => new LocalText("Clears with the next reading.", "Preneha z naslednjo meritvijo."),
            ConditionKind.Stuck => new LocalText("Clears when the value moves again.", "Preneha, ko se vrednost spet spreminja."),
            ConditionKind.All or ConditionKind.Any or ConditionKind.AtLeast =>
                new LocalText("Clears when its conditions are not met any more.", "Preneha, ko pogoji niso več izpolnjeni."),
            _ when LimitSource.IsStations(condition.LimitFrom) => ClearsAtStation(rule, condition.LimitFrom, unit),
            _ when condition.LimitFrom is not null => new LocalText("Clears when it is at most the limit of the law.", "Preneha, ko je največ zakonska mejna vrednost."),
            _ => new LocalText(
                $"Clears when it is {Back(condition.Limit, unit, AmountWords.English, "at most {0}", "at least {0}", "between {0} and {1}", "below {0} or above {1}")}{For(rule.ClearAfter, " for {0}", AmountWords.English)}.",
                $"Preneha, ko je {Back(condition.Limit, unit, AmountWords.Slovenian, "največ {0}", "najmanj {0}", "med {0} in {1}", "pod {0} ali nad {1}")}{For(rule.ClearAfter, " vsaj {0}", AmountWords.Slovenian)}."),
        };
    }

    static LocalText ClearsAtStation(AlertRule rule, string attribute, string unit)
    {
        var (band, isBelow) = (Math.Abs(rule.Condition.Limit.Clear), rule.Condition.Kind == ConditionKind.Below);
        var english = band == 0 ? (isBelow ? "at least" : "at most") : $"at least {AmountWords.English.Amount(band, unit)} {(isBelow ? "above" : "below")}";
        var slovenian = band == 0 ? (isBelow ? "najmanj na meji" : "največ na meji") : $"vsaj {AmountWords.Slovenian.Amount(band, unit)} {(isBelow ? "nad mejo" : "pod mejo")}";
        return new LocalText(
            $"Clears when it is {english} the station's {attribute}{For(rule.ClearAfter, " for {0}", AmountWords.English)}.",
            $"Preneha, ko je {slovenian} »{attribute}« te postaje{For(rule.ClearAfter, " vsaj {0}", AmountWords.Slovenian)}.");
    }

    static string RaisesInEnglish(AlertRule rule, string unit)
    {
        var (condition, label) = (rule.Condition, QuantityLabels.For(rule.Quantity).En);
        var raised = condition.Kind switch
        {
            ConditionKind.Absent => $"No readings of {label}{(condition.After is { } after ? $" for {AmountWords.English.Length(after)}" : " for longer than one and a half intervals")}",
            ConditionKind.Stuck => $"{label} does not move by more than {AmountWords.English.Amount(condition.Limit.High, unit)} in {AmountWords.English.Length(condition.Of.Over)}",
            ConditionKind.All => $"In one {RuleWords.Scope(condition.Scope)}: {Members(condition, " and ", InEnglish)}",
            ConditionKind.Any => $"In one {RuleWords.Scope(condition.Scope)}: {Members(condition, " or ", InEnglish)}",
            ConditionKind.AtLeast => $"In one {RuleWords.Scope(condition.Scope)}, at least {condition.N} series: {Members(condition, " or ", InEnglish)}",
            _ => InEnglish(condition, label, unit),
        };
        return raised + For(rule.RaiseAfter, " for {0}", AmountWords.English) + (rule.When is null ? "" : ", in its hours");
    }

    static string RaisesInSlovenian(AlertRule rule, string unit)
    {
        var (condition, label) = (rule.Condition, QuantityLabels.For(rule.Quantity).Sl);
        var scope = condition.Scope == GroupScope.District ? "V eni četrti" : "Na eni postaji";
        var raised = condition.Kind switch
        {
            ConditionKind.Absent => $"{label}: ni meritev{(condition.After is { } after ? $" {AmountWords.Slovenian.Length(after)}" : " dlje kot poldrugi interval")}",
            ConditionKind.Stuck => $"{label}: vrednost se v {AmountWords.Slovenian.Length(condition.Of.Over)} ne spremeni za več kot {AmountWords.Slovenian.Amount(condition.Limit.High, unit)}",
            ConditionKind.All => $"{scope}: {Members(condition, " in ", InSlovenian)}",
            ConditionKind.Any => $"{scope}: {Members(condition, " ali ", InSlovenian)}",
            ConditionKind.AtLeast => $"{scope}, število serij vsaj {condition.N}: {Members(condition, " ali ", InSlovenian)}",
            _ => InSlovenian(condition, label, unit),
        };
        return raised + For(rule.RaiseAfter, " vsaj {0}", AmountWords.Slovenian) + (rule.When is null ? "" : ", ob svojih urah");
    }

    static string InEnglish(Condition condition, string label, string unit)
    {
        var measured = MeasureWords.UnitOf(condition.Of, unit);
        var side = LimitSource.IsStations(condition.LimitFrom) ? $"{(condition.Kind == ConditionKind.Below ? "below" : "above")} the station's {condition.LimitFrom}"
            : condition.LimitFrom is { } law ? $"above the limit {law}" : MeasureWords.SideInEnglish(condition.Limit, measured);
        var levels = string.Concat(condition.Levels.Skip(1).Select(level => $", {RuleWords.Severity(level.Severity)} {MeasureWords.SideInEnglish(level.Limit, measured)}"));
        return $"{MeasureWords.SubjectInEnglish(condition.Of, label)} is {side}{levels}{Few(condition, " in {0} of {1} readings")}";
    }

    static string InSlovenian(Condition condition, string label, string unit)
    {
        var measured = MeasureWords.UnitOf(condition.Of, unit);
        var side = LimitSource.IsStations(condition.LimitFrom) ? $"{(condition.Kind == ConditionKind.Below ? "pod" : "nad")} mejo »{condition.LimitFrom}« te postaje"
            : condition.LimitFrom is { } law ? $"nad mejo {law}" : MeasureWords.SideInSlovenian(condition.Limit, measured);
        var levels = string.Concat(condition.Levels.Skip(1).Select(level => $", resnost »{SeverityInSlovenian(level.Severity)}« {MeasureWords.SideInSlovenian(level.Limit, measured)}"));
        return $"{label}: {MeasureWords.SubjectInSlovenian(condition.Of).Noun} je {side}{levels}{Few(condition, " v {0} od {1} meritev")}";
    }

    static string Members(Condition condition, string between, Func<Condition, string, string, string> say) => string.Join(between, condition.Conditions.Select(one =>
        say(one.Condition, say == InSlovenian ? QuantityLabels.For(one.Quantity).Sl : QuantityLabels.For(one.Quantity).En, UnitOf(null, one.Quantity))));

    static string SeverityInSlovenian(Severity severity) => severity switch
    {
        Severity.Critical => "kritično",
        Severity.Major => "resno",
        Severity.Minor => "manjše",
        _ => "blago",
    };

    static string Few(Condition condition, string text) => condition.AtLeastOf is { } few
        ? text.Replace("{0}", $"{few.N}", StringComparison.Ordinal).Replace("{1}", $"{few.M}", StringComparison.Ordinal)
        : "";

    static string For(TimeSpan time, string text, AmountWords words) => time == TimeSpan.Zero ? "" : text.Replace("{0}", words.Length(time), StringComparison.Ordinal);

    static string Back(Limit limit, string unit, AmountWords words, string above, string below, string outside, string inside)
    {
        var text = limit.Kind switch { ConditionKind.Above => above, ConditionKind.Below => below, ConditionKind.Outside => outside, _ => inside };
        var (first, second) = limit.Kind is ConditionKind.Above or ConditionKind.Below ? (limit.Clear, 0) : (limit.ClearLow, limit.ClearHigh);
        return text.Replace("{0}", words.Amount(first, unit), StringComparison.Ordinal).Replace("{1}", words.Amount(second, unit), StringComparison.Ordinal);
    }

    static string Scope(AlertRule rule, string devices, string stations, string districts)
    {
        var parts = new List<string>();
        Add(rule.Devices, devices);
        Add(rule.Stations, stations);
        Add(rule.Districts, districts);
        return parts.Count == 0 ? "" : $" ({string.Join("; ", parts)})";

        void Add(IReadOnlyList<string> patterns, string what)
        {
            if (patterns.Count > 0)
            {
                parts.Add($"{what} {string.Join(", ", patterns)}");
            }
        }
    }

    static string UnitOf(AlertRule rule) => UnitOf(rule.Domain, rule.Quantity);

    /// <summary>The canonical one; where several domains have the quantity in other units, none.</summary>
    static string UnitOf(string? domain, string quantity)
    {
        var units = (domain is null ? Domains.All : [domain]).Select(one => QuantityCatalog.TryGet(one, quantity, out var spec) ? spec.Unit : null).OfType<string>().Distinct().ToList();
        return units.Count == 1 ? units[0] : "";
    }
}
