namespace CityOps.Core.Alerts;

/// <summary>The words of rules and alerts on the wire, out and in.</summary>
public static class RuleWords
{
    static readonly string[] Severities = ["critical", "major", "minor", "warning"];
    static readonly string[] Kinds = ["above", "below", "outside", "inside", "absent", "stuck", "all", "any", "atLeast"];
    static readonly string[] Measures = ["value", "mean", "min", "max", "sum", "count"];
    static readonly (MeasureKind Kind, string Word)[] OtherMeasures =
        [(MeasureKind.Rate, "rate"), (MeasureKind.Difference, "difference"), (MeasureKind.Neighbours, "neighbours"), (MeasureKind.Baseline, "baseline")];

    static readonly string[] Scopes = ["station", "district"];

    public static IReadOnlyList<string> AllKinds => Kinds;

    /// <summary>Without percentiles.</summary>
    public static IReadOnlyList<string> AllMeasures => [.. Measures, .. OtherMeasures.Select(other => other.Word)];

    public static string Severity(Severity severity) => Severities[(int)severity - 1];

    public static string Kind(ConditionKind kind) => Kinds[(int)kind - 1];

    public static string Measure(MeasureKind kind) => (int)kind <= Measures.Length ? Measures[(int)kind - 1] : Array.Find(OtherMeasures, other => other.Kind == kind).Word;

    public static string Scope(GroupScope scope) => Scopes[(int)scope - 1];

    public static bool TryReadSeverity(string? word, out Severity severity)
    {
        severity = (Severity)(Array.IndexOf(Severities, word) + 1);
        return severity != 0;
    }

    public static bool TryReadKind(string? word, out ConditionKind kind)
    {
        kind = (ConditionKind)(Array.IndexOf(Kinds, word) + 1);
        return kind != 0;
    }

    public static bool TryReadMeasure(string? word, out MeasureKind kind)
    {
        kind = (MeasureKind)(Array.IndexOf(Measures, word) + 1);
        kind = kind != 0 ? kind : Array.Find(OtherMeasures, other => other.Word == word).Kind;
        return kind != 0;
    }

    public static bool TryReadScope(string? word, out GroupScope scope)
    {
        scope = (GroupScope)(Array.IndexOf(Scopes, word) + 1);
        return scope != 0;
    }
}
