namespace CityOps.Core.Alerts;

/// <summary>The words of rules and alerts on the wire, out and in.</summary>
public static class RuleWords
{
    static readonly string[] Severities = ["critical", "major", "minor", "warning"];
    static readonly string[] Kinds = ["above", "below"];

    /// <summary>Kinds that the grammar knows and this version does not judge.</summary>
    internal static readonly string[] LaterKinds = ["outside", "inside", "absent", "stuck", "all", "any", "atLeast"];

    public static string Severity(Severity severity) => Severities[(int)severity - 1];

    public static string Kind(ThresholdKind kind) => Kinds[(int)kind - 1];

    public static bool TryReadSeverity(string? word, out Severity severity)
    {
        severity = (Severity)(Array.IndexOf(Severities, word) + 1);
        return severity != 0;
    }

    public static bool TryReadKind(string? word, out ThresholdKind kind)
    {
        kind = (ThresholdKind)(Array.IndexOf(Kinds, word) + 1);
        return kind != 0;
    }
}
