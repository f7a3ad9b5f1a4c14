using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Wire;

/// <summary>
/// Bytes of a status topic to a <see cref="Birth"/> or a reason. A total function, thread-safe. Either all of a birth is good or none of it
/// is taken: half a birth in the registry would be a riddle.
/// </summary>
/// <remarks>
/// The bare words <c>online</c> and <c>offline</c> (white space around them is ignored), or an object with <c>state</c> (absent = online),
/// <c>name</c> (≤ 128), <c>lat</c> and <c>lon</c> (both or neither, degrees), <c>district</c> (≤ 64), <c>station</c>, <c>gateway</c> (ids),
/// <c>interval</c> (1 to 86,400 whole seconds), <c>fw</c> (≤ 64), <c>m</c> (quantity → unit, at most 256). Others are ignored, null is
/// absent, of equal names the last one counts. Texts are trimmed, empty is absent; a text with control, line-breaking or
/// text-reordering characters is <c>bad_value</c>, as is any other wrong member but those of <c>m</c> (<c>bad_quantity</c>,
/// <c>unknown_unit</c>). An empty payload, which clears a retained birth, is <c>no_values</c>.
/// </remarks>
public static class BirthDecoder
{
    public const int MaxNameLength = 128;
    public const int MaxDistrictLength = 64;
    public const int MaxFirmwareLength = 64;
    public const int MaxIntervalSeconds = 86_400;
    public const int MaxUnits = 256;

    /// <param name="birth">Null when refused.</param>
    /// <param name="reason"><see cref="RejectReason.None"/> when taken.</param>
    /// <param name="detail">The reason for a person: one printable line of at most 200 characters; empty when taken.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Birth? birth, out RejectReason reason, out string detail)
    {
        (birth, reason, detail) = Decode(payload);
        return birth is not null;
    }

    static BirthResult Decode(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > PayloadDecoder.MaxPayloadBytes)
        {
            return BirthResult.Refused(RejectReason.TooLarge, $"{payload.Length} bytes, at most {PayloadDecoder.MaxPayloadBytes} are read");
        }

        var text = payload.Trim(" \t\r\n"u8);
        if (text.SequenceEqual("online"u8) || text.SequenceEqual("offline"u8))
        {
            return BirthResult.Taken(new BirthDraft { Online = text.Length == "online"u8.Length }.ToBirth());
        }

        if (text.IsEmpty)
        {
            return BirthResult.Refused(RejectReason.NoValues, "the payload is empty");
        }

        if (!Utf8.IsValid(text))
        {
            return BirthResult.Refused(RejectReason.BadJson, "the payload is not UTF-8");
        }

        try
        {
            return new BirthWalk(text).Run();
        }
        catch (JsonException e)
        {
            return BirthResult.Refused(RejectReason.BadJson, PlainText.Excerpt(e.Message, DecodedMessage.MaxDetailLength));
        }
    }
}
