using System.Globalization;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

/// <summary>Decodes for <c>air/aq-017</c> at one fixed moment and writes the outcome as one line.</summary>
static class Decoded
{
    /// <summary>2026-01-13T06:10:00Z.</summary>
    public const long Now = 1_768_284_600_000;

    public static PayloadContext Context(IReadOnlyDictionary<string, string>? bareUnits = null, string domain = "air") =>
        new("aq-017", domain, Now, TimeSpan.FromDays(31), TimeSpan.FromMinutes(5), bareUnits);

    public static DecodedMessage From(string payload, PayloadContext? context = null) => From(Encoding.UTF8.GetBytes(payload), context);

    public static DecodedMessage From(ReadOnlySpan<byte> payload, PayloadContext? context = null)
    {
        var message = new DecodedMessage();
        PayloadDecoder.Decode(payload, context ?? Context(), message);
        AssertWhole(message);
        return message;
    }

    /// <summary><c>pm10=34.2 ug/m3 @+0; …</c>, the time in ms after <see cref="Now"/>, <c>!</c> where the clock was ahead.</summary>
    public static string Readings(this DecodedMessage message) =>
        string.Join("; ", message.Readings.ToArray().Select(reading => string.Create(
            CultureInfo.InvariantCulture,
            $"{reading.Quantity}={reading.Value} {reading.Unit ?? "?"} @{reading.ObservedAt - Now:+0;-0;+0}{(reading.ClockAhead ? "!" : "")}")));

    /// <summary><c>bad_value 2, bad_time 1; first bad_time</c>.</summary>
    public static string Refusals(this DecodedMessage message)
    {
        var counts = Enum.GetValues<RejectReason>().Where(reason => message.Refused(reason) > 0)
            .Select(reason => $"{reason.ToWire()} {message.Refused(reason)}").ToList();
        return counts.Count == 0 ? "" : $"{string.Join(", ", counts)}; first {message.Reason.ToWire()}";
    }

    /// <summary>What holds for every outcome, whatever the bytes.</summary>
    public static void AssertWhole(DecodedMessage message)
    {
        Assert.True(message.IsDecoded || message.Reason != RejectReason.None, "neither a reading nor a reason");
        Assert.Equal(message.Reason == RejectReason.None, message.RefusedTotal == 0);
        Assert.Equal(message.RefusedTotal, Enum.GetValues<RejectReason>().Sum(message.Refused));
        Assert.True(message.Detail.Length <= DecodedMessage.MaxDetailLength, message.Detail);
        Assert.True(PlainText.IsPrintable(message.Detail), message.Detail);
        Assert.Equal(message.Reason == RejectReason.None, message.Detail.Length == 0);
        foreach (var reading in message.Readings)
        {
            Assert.True(double.IsFinite(reading.Value));
            Assert.True(Identifiers.IsQuantity(reading.Quantity), reading.Quantity);
            Assert.True(reading.Unit is null || Units.IsAcceptable(reading.Unit), reading.Unit);
            Assert.InRange(reading.ObservedAt, Now - (31 * 86_400_000L), Now + 300_000);
        }

        foreach (var seq in message.Seqs)
        {
            Assert.InRange(seq, 0, 1L << 53);
        }
    }
}
