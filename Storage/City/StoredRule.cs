using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>A rule as the text that the rule book keeps.</summary>
static class StoredRule
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(AlertRule rule) => JsonSerializer.Serialize(rule, Json);

    /// <exception cref="InvalidDataException">The text is no rule; the message names which.</exception>
    public static AlertRule Read(string id, int version, string body)
    {
        try
        {
            var rule = JsonSerializer.Deserialize<AlertRule>(body, Json) ?? throw new JsonException("null");
            return rule with { Id = id, Version = version };
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"Rule {id} version {version} in the city database cannot be read: {error.Message}", error);
        }
    }
}
