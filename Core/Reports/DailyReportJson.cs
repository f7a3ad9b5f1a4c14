using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Core.Reports;

/// <summary>Reports as JSON, for the database and the HTTP API. A member that is added needs a default: reports that were kept do not have it.</summary>
public static class DailyReportJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Write(DailyReport report) => JsonSerializer.Serialize(report, Options);

    public static bool TryRead(string json, [NotNullWhen(true)] out DailyReport? report)
    {
        try
        {
            report = JsonSerializer.Deserialize<DailyReport>(json, Options);
        }
        catch (JsonException)
        {
            report = null;
        }

        return report is not null;
    }
}
