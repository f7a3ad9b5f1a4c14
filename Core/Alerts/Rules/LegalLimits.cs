using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace CityOps.Core.Alerts;

/// <summary>
/// Limits of air quality law as dated data, in µg/m³ (CO: mg/m³): Directive 2008/50/EC until 11 December 2026, Directive (EU) 2024/2881 from
/// 12 December 2026 on. Days are those of Central European Time. Immutable; safe for concurrent use.
/// </summary>
public static class LegalLimits
{
    /// <summary>What a rule's <c>limitFrom</c> begins with to name one.</summary>
    public const string Prefix = "law:";

    /// <summary>The day from which the directive of 2024 applies (its Article 31).</summary>
    public static readonly DateOnly NewLaw = new(2026, 12, 12);

    const long CetMs = 3_600_000;

    static readonly FrozenDictionary<string, (double Old, double New)> ByName = new Dictionary<string, (double Old, double New)>
    {
        ["no2.hour.alert"] = (400, 200),
        ["no2.hour.information"] = (double.NaN, 150),
        ["so2.hour.alert"] = (500, 350),
        ["so2.hour.information"] = (double.NaN, 275),
        ["o3.hour.information"] = (180, 180),
        ["o3.hour.alert"] = (240, 240),
        ["pm10.day.alert"] = (double.NaN, 90),
        ["pm25.day.alert"] = (double.NaN, 50),
        ["pm10.day.limit"] = (50, 50),
        ["no2.hour.limit"] = (200, 200),
        ["so2.hour.limit"] = (350, 350),
        ["so2.day.limit"] = (125, 125),
        ["co.8h.limit"] = (10, 10),
        ["o3.8h.target"] = (120, 120),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names, with their prefix.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal).Select(name => Prefix + name);

    public static bool IsKnown([NotNullWhen(true)] string? limitFrom) =>
        limitFrom?.StartsWith(Prefix, StringComparison.Ordinal) == true && ByName.ContainsKey(limitFrom[Prefix.Length..]);

    /// <summary>The limit in force at a moment in Unix ms; null before there was one.</summary>
    public static double? At(string limitFrom, long unixMs)
    {
        var (old, now) = ByName[limitFrom[Prefix.Length..]];
        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs + CetMs).UtcDateTime);
        var limit = day < NewLaw ? old : now;
        return double.IsNaN(limit) ? null : limit;
    }
}
