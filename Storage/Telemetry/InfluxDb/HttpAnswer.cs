using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>What came back for a request.</summary>
/// <param name="RetryAfter">How long the server asks us to wait; zero where it does not.</param>
/// <param name="Version">What it says of itself in <c>X-Influxdb-Version</c>.</param>
readonly record struct HttpAnswer(HttpStatusCode Status, byte[] Body, TimeSpan RetryAfter, string? Version)
{
    const int LongestText = 200;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Where a person must change something we look again now and then; otherwise as the server asks.</summary>
    public TimeSpan PauseAtLeast =>
        (int)Status is >= 400 and < 500 and not (408 or 425 or 429) ? LineSender.ProbePause : RetryAfter;

    /// <summary>Status and the server's own words.</summary>
    public string Text
    {
        get
        {
            var said = Read(Words) ?? Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, LongestText))).Trim();
            return string.Create(CultureInfo.InvariantCulture, $"{(int)Status}{(said.Length > 0 ? ": " : "")}{said}");
        }
    }

    /// <summary>Something of the body; default where it is not a JSON object.</summary>
    public T? Read<T>(Func<JsonElement, T?> read)
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A member that is text.</summary>
    public static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    /// <summary>3.x says beside it what is wrong with which line.</summary>
    static string? Words(JsonElement json) =>
        TextOf(json, "error") is not { } error ? TextOf(json, "message")
        : json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array && data.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
          && TextOf(first, "error_message") is { } more ? $"{error}: {more}"
        : error;
}
