using System.Diagnostics.CodeAnalysis;
using CityOps.Core.City;

namespace CityOps.Core.Alerts;

/// <summary>
/// Where a condition's limit stands: in the rule, in air quality law (<see cref="LegalLimits"/>), or with the station (<see cref="StationAttributes"/>).
/// </summary>
static class LimitSource
{
    /// <summary>Each station has a limit of its own; one that has none is not judged.</summary>
    public static bool IsStations([NotNullWhen(true)] string? limitFrom) => limitFrom?.StartsWith(LegalLimits.Prefix, StringComparison.Ordinal) == false;

    /// <summary>The limit for a value that is known at a moment in Unix ms: of a window, that of its last moment. Null where there is none.</summary>
    public static Limit? Of(Condition condition, StationAttributes station, long at) => condition.LimitFrom switch
    {
        null => condition.Limit,
        { } name when IsStations(name) => station.TryGet(name, out var value) ? With(condition, value) : null,
        { } law => LegalLimits.At(law, condition.Of.IsWindow ? at - 1 : at) is { } value ? With(condition, value) : null,
    };

    /// <summary>The condition's limit at a value that is not the rule's own.</summary>
    public static Limit With(Condition condition, double raise)
    {
        var band = Math.Abs(condition.Limit.Raise - condition.Limit.Clear);
        return condition.Kind == ConditionKind.Below ? Limit.Below(raise, raise + band) : Limit.Above(raise, raise - band);
    }
}
