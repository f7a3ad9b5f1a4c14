using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Localization;

namespace CityOps.Dashboard.Components.Rules;

/// <summary>Finds rules by the words on the page: every word must occur in name, sentence or quantity; case and accents do not matter.</summary>
static class RuleSearch
{
    const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    /// <summary>In the order of names.</summary>
    public static IReadOnlyList<AlertRule> Of(IReadOnlyList<AlertRule> rules, string? search)
    {
        var words = (search ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var byName = StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);
        return [.. rules.Where(rule => words.Length == 0 || Matches(rule, words)).OrderBy(rule => rule.Name, byName).ThenBy(rule => rule.Id, StringComparer.Ordinal)];
    }

    static bool Matches(AlertRule rule, string[] words)
    {
        string[] texts = [rule.Name, rule.Id, rule.Quantity, Words.Of(RuleSentence.Describe(rule))];
        // Not by the page's culture: to Slovenian č is a letter of its own.
        return words.All(word => texts.Any(text => CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, Loosely) >= 0));
    }
}
