namespace CityOps.Core.Alerts;

/// <summary>What a file of rules would change, before anything is written: each rule is compared with the one of its id, else the one of its name.</summary>
public static class RuleReview
{
    /// <param name="standing">All rules, disabled ones too.</param>
    public static IReadOnlyList<RuleReviewRow> Of(IReadOnlyList<RuleInFile> file, IReadOnlyList<AlertRule> standing)
    {
        var ids = standing.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var names = standing.ToLookup(rule => rule.Name, StringComparer.Ordinal);
        var (taken, made) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        return [.. file.Select(RowOf)];

        RuleReviewRow RowOf(RuleInFile one)
        {
            if (one.Rule is not { } rule)
            {
                return Wrong(one, one.Error ?? "");
            }

            if (OutageRule.IsReserved(rule.Id))
            {
                return Wrong(one, $"id {rule.Id} belongs to the rules that are built in.");
            }

            if (!ids.TryGetValue(rule.Id, out var match) && names[rule.Name].Skip(1).Any())
            {
                return Wrong(one, "name belongs to several rules; the id must say which one is meant.");
            }

            match ??= names[rule.Name].FirstOrDefault();
            if (match is null ? !made.Add(rule.Name) : !taken.Add(match.Id))
            {
                return Wrong(one, "name or id stands in the file twice.");
            }

            return match is null ? new RuleReviewRow(one.Number, rule.Name, RuleReviewKind.New, rule, null, [], null) : Compared(one, rule, match);
        }
    }

    static RuleReviewRow Compared(RuleInFile one, AlertRule rule, AlertRule match)
    {
        var differences = RuleDifference.Of(match, rule);
        return new RuleReviewRow(one.Number, rule.Name, differences.Count == 0 ? RuleReviewKind.Same : RuleReviewKind.Changed, rule, match, differences, null);
    }

    static RuleReviewRow Wrong(RuleInFile one, string fault) => new(one.Number, one.Name, RuleReviewKind.Wrong, null, null, [], fault);
}

/// <summary>What becomes of a rule of a file.</summary>
public enum RuleReviewKind : byte
{
    New = 1,
    Changed = 2,
    Same = 3,
    Wrong = 4,
}

/// <summary>One rule of a file beside the rule that stands.</summary>
/// <param name="Number">From 1, in the file.</param>
/// <param name="Rule">As the file has it; null where it is wrong.</param>
/// <param name="Standing">The one it would change; null where it is new or wrong.</param>
/// <param name="Fault">What is wrong, beginning with the member's name; null = nothing.</param>
public sealed record RuleReviewRow(
    int Number, string? Name, RuleReviewKind Kind, AlertRule? Rule, AlertRule? Standing, IReadOnlyList<MemberDifference> Differences, string? Fault);
