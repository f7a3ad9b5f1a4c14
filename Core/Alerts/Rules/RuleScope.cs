using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Where a series stands in the city, as far as rules ask.</summary>
/// <param name="IntervalMs">Configured reporting interval; null = to be learnt.</param>
readonly record struct SeriesPlace(string? Station, string? District, long? IntervalMs);

/// <summary>Which series a rule watches.</summary>
static class RuleScope
{
    public static bool Matches(AlertRule rule, SeriesId series, string domain, in SeriesPlace place) =>
        Watches(rule, series.Quantity)
        && (rule.Domain is null || rule.Domain == domain)
        && MatchesAny(rule.Devices, series.Device)
        && MatchesAny(rule.Stations, place.Station)
        && MatchesAny(rule.Districts, place.District);

    /// <summary>Whose series it watches: of a group, those of its conditions.</summary>
    public static IEnumerable<string> Quantities(AlertRule rule) =>
        rule.Condition.IsGroup ? rule.Condition.Conditions.Select(one => one.Quantity).Distinct() : [rule.Quantity];

    static bool Watches(AlertRule rule, string quantity) =>
        rule.Condition.IsGroup ? rule.Condition.Conditions.Any(one => one.Quantity == quantity) : rule.Quantity == quantity;

    /// <summary>No patterns match everything, also a series that has no such name.</summary>
    static bool MatchesAny(IReadOnlyList<string> patterns, string? name)
    {
        if (patterns.Count == 0)
        {
            return true;
        }

        for (var i = 0; name is not null && i < patterns.Count; i++)
        {
            if (MatchesPattern(patterns[i], name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>*</c> stands for any run of characters, also none; everything else for itself, case included.</summary>
    internal static bool MatchesPattern(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, retry = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].Trim('*').IsEmpty;
    }
}
