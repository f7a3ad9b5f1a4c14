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

    public static AlertRule Read(MemberReader members, bool stored)
    {
        var (name, quantity) = (members.Text("name", required: true, MaxName) ?? "", ReadQuantity(members));
        var condition = ConditionReader.Read(members, quantity);
        var rule = new AlertRule
        {
            Id = stored ? ReadId(members) : "",
            Version = stored ? ReadVersion(members) : 0,
            Name = name,
            Quantity = quantity,
            Domain = ReadDomain(members),
            Devices = ReadPatterns(members, "devices", ofIds: true),
            Stations = ReadPatterns(members, "stations", ofIds: true),
            Districts = ReadPatterns(members, "districts", ofIds: false),
            Condition = condition,
            RaiseAfter = MeasureReader.ReadDuration(members, "raiseAfter"),
            ClearAfter = MeasureReader.ReadDuration(members, "clearAfter"),
            Severity = ReadSeverity(members, condition),
            When = ScheduleReader.Read(members),
            Procedure = ReadProcedure(members),
            Source = members.Text("source", required: false, MaxSource),
            Latch = members.Flag("latch", whenAbsent: false),
            Enabled = members.Flag("enabled", whenAbsent: true),
        };
        members.RefuseTheRest();
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

    static Severity ReadSeverity(MemberReader members, Condition condition)
    {
        if (condition.Levels.Count > 0)
        {
            // As written with them: the mildest.
            if (members.Text("severity", required: false, 32) is { } said && (!RuleWords.TryReadSeverity(said, out var same) || same != condition.Levels[0].Severity))
            {
                members.Refuse("severity", "is that of the first level, or is left out");
            }

            return condition.Levels[0].Severity;
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
