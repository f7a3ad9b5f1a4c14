using System.Text.Json;
using System.Text.Json.Nodes;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Api;

/// <summary>What we give away of the plan may be sent back: its <c>version</c> is then what the sender saw.</summary>
static class PlanVersion
{
    public static JsonObject Put(string json, int version)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Insert(0, "version", version);
        return node;
    }

    /// <summary>The text without the version; null = none was given.</summary>
    /// <exception cref="ApiException">It is no whole number.</exception>
    public static (string Json, int? Seen) Take(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject members && members.Remove("version", out var version))
            {
                return (members.ToJsonString(), version is JsonValue value && value.TryGetValue<int>(out var number) ? number : throw ApiException.BadParameter("version", "must be a whole number"));
            }
        }
        catch (JsonException)
        {
            // Whoever reads what is left says what is wrong.
        }

        return (json, null);
    }
}
