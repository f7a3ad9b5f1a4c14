using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;

/// <summary>A request as a stand-in looks at it.</summary>
sealed record StandInRequest(string Method, string Path, IReadOnlyDictionary<string, string> Query, string? Authorization, byte[] Body)
{
    public string Route => $"{Method} {Path}";

    public string Text => Encoding.UTF8.GetString(Body);

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public IReadOnlyDictionary<string, string> Form => QueryHelpers.ParseQuery(Text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    public static async Task<StandInRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new StandInRequest(
            request.Method, request.Path, request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            request.Headers.Authorization.FirstOrDefault(), body.ToArray());
    }
}

/// <summary>What a stand-in says.</summary>
readonly record struct StandInAnswer(int Status, string Body = "")
{
    public static StandInAnswer Json(int status, object body) => new(status, JsonSerializer.Serialize(body));

    /// <summary>A statement that failed, which is told with status 200.</summary>
    public static StandInAnswer Failed(string error) => Json(200, new { results = new[] { new { statement_id = 0, error } } });
}
