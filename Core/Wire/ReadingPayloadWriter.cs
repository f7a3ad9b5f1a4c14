using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace CityOps.Core.Wire;

/// <summary>
/// Writes what a device publishes on its <c>readings</c> topic: one record <c>{"ts":…,"seq":…,"m":{…}}</c> or an array of
/// them, into one buffer that is used again and again. Values are bare numbers in the units of the device's birth, or each has its own.
/// Not thread-safe; one writer per sending loop.
/// </summary>
public sealed class ReadingPayloadWriter : IDisposable
{
    const int InitialBytes = 16 * 1024;
    const int TimestampBytes = 24;

    static readonly JsonEncodedText Ts = JsonEncodedText.Encode("ts");
    static readonly JsonEncodedText Seq = JsonEncodedText.Encode("seq");
    static readonly JsonEncodedText Measured = JsonEncodedText.Encode("m");
    static readonly JsonEncodedText Value = JsonEncodedText.Encode("v");
    static readonly JsonEncodedText Unit = JsonEncodedText.Encode("u");

    readonly ArrayBufferWriter<byte> buffer = new(InitialBytes);
    readonly Utf8JsonWriter json;

    public ReadingPayloadWriter() => json = new Utf8JsonWriter(buffer);

    /// <summary>One record. The bytes are valid until the next call on this writer.</summary>
    /// <inheritdoc cref="Add"/>
    public ReadOnlySpan<byte> WriteOne(long observedAt, long seq, ReadOnlySpan<JsonEncodedText> quantities, ReadOnlySpan<double> values)
    {
        Restart();
        Add(observedAt, seq, quantities, values);
        return Finish();
    }

    /// <summary>Begins an array of records; <see cref="Add"/> each, then <see cref="EndArray"/>.</summary>
    public void BeginArray()
    {
        Restart();
        json.WriteStartArray();
    }

    /// <summary>Writes one record.</summary>
    /// <param name="observedAt">Unix milliseconds UTC.</param>
    /// <param name="seq">The device's message counter; records of one message share it.</param>
    /// <param name="quantities">Names in the order of <paramref name="values"/>.</param>
    /// <param name="values">Finite numbers.</param>
    /// <exception cref="ArgumentException">There are not as many names as values, or a value is NaN or infinite.</exception>
    public void Add(long observedAt, long seq, ReadOnlySpan<JsonEncodedText> quantities, ReadOnlySpan<double> values)
    {
        if (quantities.Length != values.Length)
        {
            throw new ArgumentException($"{quantities.Length} quantities for {values.Length} values", nameof(values));
        }

        json.WriteStartObject();
        WriteTimestamp(observedAt);
        json.WriteNumber(Seq, seq);
        json.WriteStartObject(Measured);
        for (var i = 0; i < values.Length; i++)
        {
            json.WriteNumber(quantities[i], values[i]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Begins a record without a counter; <see cref="AddValue"/> each, then <see cref="EndRecord"/>.</summary>
    /// <param name="observedAt">Unix milliseconds UTC.</param>
    public void BeginRecord(long observedAt)
    {
        json.WriteStartObject();
        WriteTimestamp(observedAt);
        json.WriteStartObject(Measured);
    }

    /// <param name="value">Finite.</param>
    /// <param name="unit">Empty = a bare number.</param>
    public void AddValue(string quantity, double value, string unit)
    {
        if (unit.Length == 0)
        {
            json.WriteNumber(quantity, value);
            return;
        }

        json.WriteStartObject(quantity);
        json.WriteNumber(Value, value);
        json.WriteString(Unit, unit);
        json.WriteEndObject();
    }

    public void EndRecord()
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Ends the array. The bytes are valid until the next call on this writer.</summary>
    public ReadOnlySpan<byte> EndArray()
    {
        json.WriteEndArray();
        return Finish();
    }

    public void Dispose() => json.Dispose();

    void Restart()
    {
        buffer.ResetWrittenCount();
        json.Reset();
    }

    ReadOnlySpan<byte> Finish()
    {
        json.Flush();
        return buffer.WrittenSpan;
    }

    // The "s" format has a fast path in .NET; a custom one with milliseconds costs several times as much per record.
    void WriteTimestamp(long observedAt)
    {
        Span<byte> text = stackalloc byte[TimestampBytes];
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(observedAt).UtcDateTime;
        utc.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        text[length] = (byte)'.';
        text[length + 1] = (byte)('0' + utc.Millisecond / 100);
        text[length + 2] = (byte)('0' + utc.Millisecond / 10 % 10);
        text[length + 3] = (byte)('0' + utc.Millisecond % 10);
        text[length + 4] = (byte)'Z';
        json.WriteString(Ts, text);
    }
}
