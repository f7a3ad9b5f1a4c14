using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>Evidence as the text that the alert log keeps: <c>{"ruleVersion","readings":[{"t","v","q"}],"truncated"}</c>.</summary>
static class EvidenceJson
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(AlertEvidence evidence) => JsonSerializer.Serialize(evidence, Json);

    public static AlertEvidence Read(string text) =>
        JsonSerializer.Deserialize<AlertEvidence>(text, Json) ?? throw new InvalidDataException("The evidence of an alert cannot be read.");
}
