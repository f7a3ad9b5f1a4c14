using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>A rule as the text that the rule book keeps.</summary>
static class StoredRule
{
    public static string Write(AlertRule rule) => RuleJson.Write(rule, withIdAndVersion: false);

    /// <summary>Null where the text is no rule that this program reads.</summary>
    public static AlertRule? TryRead(string id, int version, string body) => RuleJson.TryRead(body, out var rule, out _) ? rule with { Id = id, Version = version } : null;

    /// <exception cref="InvalidDataException">The text is no rule; the message names which.</exception>
    public static AlertRule Read(string id, int version, string body) =>
        RuleJson.TryRead(body, out var rule, out var error)
            ? rule with { Id = id, Version = version }
            : throw new InvalidDataException($"Rule {id} version {version} in the city database cannot be read: {error}");
}
