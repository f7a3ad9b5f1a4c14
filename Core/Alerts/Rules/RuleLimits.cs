using CityOps.Core.City;

namespace CityOps.Core.Alerts;

/// <summary>The limits that a rule sets for the value of a series, as a picture of that series can show them.</summary>
public static class RuleLimits
{
    /// <summary>
    /// One for each severity, the mildest first. None where the rule compares something else than values and their windows with its limit, such as a
    /// change, and where neither law nor station sets one at that time.
    /// </summary>
    /// <param name="station">Of the station that the series stands at.</param>
    /// <param name="at">Unix ms: the law has dates.</param>
    public static IReadOnlyList<Level> Of(AlertRule rule, StationAttributes station, long at)
    {
        var condition = rule.Condition;
        if (condition.Kind is not (ConditionKind.Above or ConditionKind.Below or ConditionKind.Outside or ConditionKind.Inside) || !IsOfValues(condition.Of.Kind))
        {
            return [];
        }

        return condition.Levels.Count > 0 ? condition.Levels
            : LimitSource.Of(condition, station, at) is { } limit ? [new Level(rule.Severity, limit)]
            : [];
    }

    static bool IsOfValues(MeasureKind kind) =>
        kind is MeasureKind.Value or MeasureKind.Mean or MeasureKind.Min or MeasureKind.Max or MeasureKind.Percentile;
}
