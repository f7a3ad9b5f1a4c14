using System.Text.Json;
using System.Text.Unicode;
using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>
/// Bytes of a readings topic to readings or a reason. A total function: it never throws, whatever the bytes. Thread-safe as long as each
/// thread has its own <see cref="DecodedMessage"/>. Allocates nothing for a message that is taken, once its names have been seen.
/// </summary>
/// <remarks>
/// A payload is one record or an array of records:
/// <c>{"device":"aq-017","ts":"2026-01-13T06:10:00Z","seq":4711,"m":{"pm10":{"v":34.2,"u":"ug/m3"},"pm25":29.8,"no2":null}}</c>.
/// Members in any order; of equal names the last one counts; others are ignored; null is the same as absent.
/// <list type="bullet">
/// <item>The whole message is refused as <c>too_large</c>, <c>bad_json</c>, <c>too_deep</c> or <c>too_many</c>, whatever of it was good.
/// <c>bad_json</c> is also: empty, not UTF-8, a byte-order mark, comments, trailing commas or text, NaN, and a text, number or word in
/// place of a record. An escaped surrogate without partner is harmless where nothing reads it, elsewhere no name, time or unit.</item>
/// <item>A whole record is refused as <c>device_mismatch</c>, else <c>bad_time</c>, else <c>too_old</c> or <c>in_future</c>: as many
/// readings as it has values, at least one. An array element or an <c>m</c> that is not an object is one <c>bad_value</c>.</item>
/// <item>One value is refused as <c>bad_quantity</c>, else <c>bad_value</c>, else <c>unknown_unit</c>.</item>
/// <item>Nothing taken and nothing refused is <c>no_values</c>.</item>
/// </list>
/// </remarks>
public static class PayloadDecoder
{
    public const int MaxPayloadBytes = 256 * 1024;
    public const int MaxDepth = JsonSkip.MaxDepth;
    public const int MaxRecords = 10_000;

    /// <summary>Clears <paramref name="message"/> and fills it.</summary>
    public static void Decode(ReadOnlySpan<byte> payload, in PayloadContext context, DecodedMessage message)
    {
        message.Clear();
        if (payload.Length > MaxPayloadBytes)
        {
            message.RefuseWhole(RejectReason.TooLarge, $"{payload.Length} bytes, at most {MaxPayloadBytes} are read");
        }
        else if (WhyNotText(payload) is { } why)
        {
            message.RefuseWhole(RejectReason.BadJson, why);
        }
        else
        {
            DecodeText(payload, context, message);
        }
    }

    static string? WhyNotText(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return "the payload is empty";
        }

        if (payload.StartsWith("\uFEFF"u8))
        {
            return "the payload begins with a byte-order mark";
        }

        return Utf8.IsValid(payload) ? null : "the payload is not UTF-8";
    }

    static void DecodeText(ReadOnlySpan<byte> payload, in PayloadContext context, DecodedMessage message)
    {
        try
        {
            new PayloadWalk(payload, context, message).Run();
        }
        catch (JsonException e)
        {
            message.RefuseWhole(RejectReason.BadJson, PlainText.Excerpt(e.Message, DecodedMessage.MaxDetailLength));
            return;
        }

        if (!message.IsDecoded && message.Reason == RejectReason.None)
        {
            message.Refuse(RejectReason.NoValues, 1, "no value in the payload");
        }
    }
}
