using System.Text.Json;
using CityOps.Core.Alerts;

namespace CityOps.Ingestion.Alerts;

/// <summary>
/// The rules that a new city starts with: limits for Ljubljana, each with its source and unit. From then on they are the
/// city's own and may be changed.
/// </summary>
public static class StarterRules
{
    const string Resource = "CityOps.Ingestion.Alerts.Rules.ljubljana-rules.json";

    /// <summary>All of them, as version 1, with ids that stay the same from release to release.</summary>
    public static IReadOnlyList<AlertRule> Load()
    {
        using var stream = typeof(StarterRules).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"BUG: {Resource} is not in the assembly");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    static AlertRule Read(JsonElement element) =>
        RuleJson.TryReadStored(element.GetRawText(), out var rule, out var error)
            ? rule
            : throw new InvalidOperationException($"BUG: a starter rule is wrong: {error}");
}
