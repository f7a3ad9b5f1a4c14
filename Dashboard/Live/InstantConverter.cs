using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>Unix ms inside, RFC 3339 UTC with ms and <c>Z</c> in JSON. Serves <c>long?</c> too.</summary>
public sealed class InstantConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instants.ToRfc3339(value));
}
