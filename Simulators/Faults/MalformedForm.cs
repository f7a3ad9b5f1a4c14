using System.Globalization;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Simulators.Faults;

/// <summary>A way for a message to be wrong, and what the product says to it.</summary>
/// <param name="Reason">Why it is rejected.</param>
/// <param name="SeqIsSeen">Whether its number is read all the same; else it counts as missing.</param>
/// <param name="Payload">From the message that should have been sent, and its bytes.</param>
/// <param name="Topic">Null = that of the device's readings.</param>
sealed record MalformedForm(
    string Name, RejectReason Reason, bool SeqIsSeen, Func<DeviceMessage, byte[], byte[]> Payload, Func<DeviceMessage, string>? Topic = null)
{
    const int TooDeepBy = 40;
    const int TooManyRecords = PayloadDecoder.MaxRecords + 1;

    /// <summary>In the order in which they take turns.</summary>
    public static IReadOnlyList<MalformedForm> All { get; } =
    [
        new("truncated", RejectReason.BadJson, false, (_, whole) => whole[..(whole.Length / 2)]),
        new("nan", RejectReason.BadJson, false, (m, _) => Record(m, name => $"\"{name}\":NaN")),
        new("text", RejectReason.BadValue, true, (m, _) => Record(m, name => $"\"{name}\":\"12,3\"")),
        new("nesting", RejectReason.BadValue, true, (m, _) => Text($"{{{Head(m)},\"m\":[{{\"{m.Device.Names[0]}\":1}}]}}")),
        new("deep", RejectReason.TooDeep, false, (m, _) => Text($"{{\"x\":{new string('[', TooDeepBy)}{new string(']', TooDeepBy)},{Head(m)}}}")),
        new("many", RejectReason.TooMany, false, (_, _) => Text($"[{string.Join(',', Enumerable.Repeat("{}", TooManyRecords))}]")),
        new("binary", RejectReason.BadJson, false, (m, _) => [0xff, 0xfe, 0x00, (byte)m.Last.Seq, 0xc3, 0x28]),
        new("empty", RejectReason.BadJson, false, (_, _) => []),
        new("huge", RejectReason.TooLarge, false, (_, whole) => [.. whole, .. Text(new string(' ', PayloadDecoder.MaxPayloadBytes))]),
        new("wrong-device", RejectReason.DeviceMismatch, false, (m, _) => Text($"{{\"device\":\"somebody-else\",{Head(m)},\"m\":{{\"{m.Device.Names[0]}\":1}}}}")),
        new("bad-topic", RejectReason.BadTopic, false, (_, whole) => whole, m => $"{Topics.Root}{m.Device.Device.Domain}/{m.Device.Device.Id}/reading"),
        new("wrong-domain", RejectReason.WrongDomain, false, (_, whole) => whole, m => Topics.Readings(OtherDomain(m), m.Device.Device.Id)),
        new("bad-time", RejectReason.BadTime, true, (m, _) => Text($"{{\"ts\":\"yesterday\",\"seq\":{Seq(m)},\"m\":{{\"{m.Device.Names[0]}\":1}}}}")),
        new("no-values", RejectReason.NoValues, true, (m, _) => Text($"{{{Head(m)},\"m\":{{}}}}")),
        new("bad-quantity", RejectReason.BadQuantity, true, (m, _) => Text($"{{{Head(m)},\"m\":{{\"7 of 9\":1}}}}")),
    ];

    public static MalformedForm? Find(string name) => All.FirstOrDefault(form => form.Name == name);

    static byte[] Record(DeviceMessage m, Func<string, string> member) =>
        Text($"{{{Head(m)},\"m\":{{{string.Join(',', m.Device.Names.Select(name => member(name.ToString())))}}}}}");

    static string Head(DeviceMessage m) => $"\"ts\":\"{Instants.ToRfc3339(m.Last.Ts)}\",\"seq\":{Seq(m)}";

    static string Seq(DeviceMessage m) => m.Last.Seq.ToString(CultureInfo.InvariantCulture);

    static string OtherDomain(DeviceMessage m) => m.Device.Device.Domain == "air" ? "water" : "air";

    static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
