using System.Text;
using System.Text.Json;

namespace CityOps.Tests.Simulators.Mqtt;

/// <summary>One message as the broker got it.</summary>
sealed record Heard(string Topic, byte[] Payload, bool Retain, int Qos)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    public JsonElement Json => JsonDocument.Parse(Payload).RootElement;

    public string Device => Topic.Split('/')[3];

    /// <summary>The records of a reading message, one or many.</summary>
    public IReadOnlyList<JsonElement> Records => Json.ValueKind == JsonValueKind.Array ? [.. Json.EnumerateArray()] : [Json];

    public long Seq => Records[0].GetProperty("seq").GetInt64();

    public static long At(JsonElement record) => record.GetProperty("ts").GetDateTimeOffset().ToUnixTimeMilliseconds();

    public static int Values(JsonElement record) => record.GetProperty("m").EnumerateObject().Count();
}
