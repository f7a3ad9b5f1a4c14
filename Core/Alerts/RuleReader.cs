using System.Text.Json;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>From the members of a JSON object to a rule. What is wrong is left in the <see cref="MemberReader"/>.</summary>
static class RuleReader
{
    public const int MaxName = 100;
    public const int MaxSource = 500;
    public const int MaxProcedure = 2_000;
    public const int MaxPatterns = 1_000;
    public const int MaxPattern = 100;
    public const int MaxRuleId = 64;

    static readonly string[] LaterMembers = ["levels", "when", "limitFrom", "atLeastOf"];
    static readonly string[] LaterConditionMembers =
    [
        "over", "tumbling", "capture", "other", "radiusMetres", "weeks", "atLeastOf", "levels", "limitFrom", "low", "high", "deadband",
        "after", "for", "tolerance", "n", "conditions", "scope",
    ];

    public static AlertRule Read(MemberReader members, bool stored)
    {
        var rule = new AlertRule
        {
            Id = stored ? ReadId(members) : "",
            Version = stored ? ReadVersion(members) : 0,
            Name = members.Text("name", required: true, MaxName) ?? "",
            Quantity = ReadQuantity(members),
            Domain = ReadDomain(members),
            Devices = ReadPatterns(members, "devices", ofIds: true),
            Stations = ReadPatterns(members, "stations", ofIds: true),
            Districts = ReadPatterns(members, "districts", ofIds: false),
            Condition = ReadCondition(members),
            RaiseAfter = ReadDuration(members, "raiseAfter"),
            ClearAfter = ReadDuration(members, "clearAfter"),
            Severity = ReadSeverity(members),
            Procedure = ReadProcedure(members),
            Source = members.Text("source", required: false, MaxSource),
            Enabled = members.Flag("enabled", whenAbsent: true),
        };
        members.RefuseTheRest(LaterMembers);
        return rule;
    }

    static string ReadId(MemberReader members)
    {
        var id = members.Text("id", required: true, MaxRuleId) ?? "";
        if (!Identifiers.IsId(id))
        {
            members.Refuse("id", "must be 1 to 64 letters, digits, dots, underscores or hyphens");
        }

        return id;
    }

    static int ReadVersion(MemberReader members)
    {
        var version = members.Number("version", required: true);
        if (version is >= 1 and <= int.MaxValue && double.IsInteger(version.Value))
        {
            return (int)version.Value;
        }

        members.Refuse("version", "must be a whole number from 1");
        return 0;
    }

    static string ReadQuantity(MemberReader members)
    {
        var quantity = members.Text("quantity", required: true, 32) ?? "";
        if (!Identifiers.IsQuantity(quantity))
        {
            members.Refuse("quantity", "must be the name of a quantity: a letter, then up to 31 letters, digits or underscores, and not a reserved name");
        }

        return quantity;
    }

    static string? ReadDomain(MemberReader members)
    {
        var domain = members.Text("domain", required: false, 32);
        if (domain is not null && !Domains.IsKnown(domain))
        {
            members.Refuse("domain", $"must be one of {string.Join(", ", Domains.All)}");
        }

        return domain;
    }

    static List<string> ReadPatterns(MemberReader members, string member, bool ofIds)
    {
        var patterns = new List<string>();
        foreach (var item in members.List(member, MaxPatterns))
        {
            var text = item.ValueKind == JsonValueKind.String ? item.GetString() : null;
            if (text is null or "" || text.Length > MaxPattern || text.Any(char.IsControl))
            {
                members.Refuse(member, $"must hold patterns of 1 to {MaxPattern} characters, where * stands for anything");
            }
            else if (ofIds && text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '*')))
            {
                members.Refuse(member, "must hold patterns of letters, digits, dots, underscores, hyphens and *");
            }

            patterns.Add(text ?? "");
        }

        return patterns;
    }

    static ThresholdCondition ReadCondition(MemberReader rule)
    {
        if (rule.Object("condition", required: true) is not { } members)
        {
            return new ThresholdCondition(ThresholdKind.Above, 0, 0);
        }

        var kind = ReadKind(members);
        if (members.Text("of", required: false, 32) is { } of and not "value")
        {
            members.Refuse("of", of is "mean" or "min" or "max" or "sum" or "count" or "rate" or "difference" or "neighbours" or "baseline"
                ? $"\"{of}\" is not supported yet: use value" : "must be value");
        }

        var raise = members.Number("raise", required: true) ?? 0;
        var clear = members.Number("clear", required: false) ?? raise;
        if (kind == ThresholdKind.Above ? clear > raise : clear < raise)
        {
            members.Refuse("clear", kind == ThresholdKind.Above
                ? "must not be greater than raise: above clears when the value has fallen to it"
                : "must not be less than raise: below clears when the value has risen to it");
        }

        members.RefuseTheRest(LaterConditionMembers);
        return new ThresholdCondition(kind, raise, clear);
    }

    static ThresholdKind ReadKind(MemberReader members)
    {
        var word = members.Text("kind", required: true, 32);
        if (!RuleWords.TryReadKind(word, out var kind) && word is not null)
        {
            members.Refuse("kind", Array.IndexOf(RuleWords.LaterKinds, word) >= 0
                ? $"\"{word}\" is not supported yet: use above or below"
                : "must be above or below");
        }

        return kind;
    }

    static TimeSpan ReadDuration(MemberReader members, string member)
    {
        if (!members.Has(member))
        {
            return TimeSpan.Zero;
        }

        var text = members.Text(member, required: true, 32);
        if (!Durations.TryParse(text, out var duration, out var problem))
        {
            members.Refuse(member, problem);
        }

        return duration;
    }

    static Severity ReadSeverity(MemberReader members)
    {
        if (members.Has("levels") && !members.Has("severity"))
        {
            members.Refuse("levels", "is not supported yet: give one severity");
        }

        var word = members.Text("severity", required: true, 32);
        if (!RuleWords.TryReadSeverity(word, out var severity))
        {
            members.Refuse("severity", "must be critical, major, minor or warning");
        }

        return severity;
    }

    static LocalText? ReadProcedure(MemberReader rule)
    {
        if (rule.Object("procedure", required: false) is not { } members)
        {
            return null;
        }

        var text = new LocalText(
            members.Text("en", required: true, MaxProcedure, lines: true) ?? "",
            members.Text("sl", required: true, MaxProcedure, lines: true) ?? "");
        members.RefuseTheRest();
        return text;
    }
}
