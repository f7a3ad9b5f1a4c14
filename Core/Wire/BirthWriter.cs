using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityOps.Core.City;

namespace CityOps.Core.Wire;

/// <summary>Writes what a device says of itself, retained, on its <c>status</c> topic. Thread-safe.</summary>
public static class BirthWriter
{
    // Names keep their č, š and ž: the text goes to a broker, never into a page.
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bare word for a device that went away.</summary>
    public static ReadOnlySpan<byte> Offline => "offline"u8;

    /// <summary>The JSON birth; members that are null are left out.</summary>
    public static byte[] Write(Birth birth)
    {
        ArgumentNullException.ThrowIfNull(birth);
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteString("state", birth.Online ? "online" : "offline");
        WriteText(json, "name", birth.Name);
        WriteNumber(json, "lat", birth.Lat);
        WriteNumber(json, "lon", birth.Lon);
        WriteText(json, "district", birth.District);
        WriteText(json, "station", birth.Station);
        WriteText(json, "gateway", birth.Gateway);
        WriteNumber(json, "interval", birth.IntervalSeconds);
        WriteText(json, "fw", birth.Firmware);
        WriteUnits(json, birth.Units);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    static void WriteUnits(Utf8JsonWriter json, IReadOnlyDictionary<string, string> units)
    {
        if (units.Count == 0)
        {
            return;
        }

        json.WriteStartObject("m");
        foreach (var (quantity, unit) in units)
        {
            json.WriteString(quantity, unit);
        }

        json.WriteEndObject();
    }
}
