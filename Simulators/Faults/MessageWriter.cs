using System.Buffers;
using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Simulators.Faults;

/// <summary>Writes messages as the devices would, also those that faults have changed. The bytes are valid until the next call. Not thread-safe.</summary>
sealed class MessageWriter : IDisposable
{
    readonly ReadingPayloadWriter plain = new();

    public void Dispose() => plain.Dispose();

    public ReadOnlySpan<byte> Write(DeviceMessage message)
    {
        var bytes = message.OddUnit is { } unit ? WithUnit(message, unit) : Bare(message);
        return message.Form is { } form ? form.Payload(message, bytes.ToArray()) : bytes;
    }

    public static string TopicOf(DeviceMessage message) => message.Form?.Topic?.Invoke(message) ?? message.Device.Device.ReadingsTopic;

    ReadOnlySpan<byte> Bare(DeviceMessage message)
    {
        var names = message.Device.Names;
        if (message.Records is [var one])
        {
            return plain.WriteOne(one.Ts, one.Seq, names, one.Values);
        }

        plain.BeginArray();
        foreach (var record in message.Records)
        {
            plain.Add(record.Ts, record.Seq, names, record.Values);
        }

        return plain.EndArray();
    }

    static ReadOnlySpan<byte> WithUnit(DeviceMessage message, string unit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var record in message.Records)
        {
            json.WriteStartObject();
            json.WriteString("ts", Instants.ToRfc3339(record.Ts));
            json.WriteNumber("seq", record.Seq);
            json.WriteStartObject("m");
            json.WriteStartObject(message.Device.Names[0]);
            json.WriteNumber("v", record.Values[0]);
            json.WriteString("u", unit);
            json.WriteEndObject();
            for (var i = 1; i < record.Values.Length; i++)
            {
                json.WriteNumber(message.Device.Names[i], record.Values[i]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
