using System.Buffers.Binary;

namespace CityOps.Simulators.Load.Wire;

/// <summary>A PUBLISH of the reference load in MQTT 5.</summary>
static class PublishPacket
{
    const byte Publish = 0x30;
    const byte Again = 0x08;
    const int HeadBytes = 3;

    /// <summary>Writes it and returns its length.</summary>
    /// <param name="id">Packet id; not used at QoS 0.</param>
    public static int Write(Span<byte> to, ReadOnlySpan<byte> topic, int qos, ushort id, long ts, long seq, ReadOnlySpan<int> hundredths)
    {
        to[0] = (byte)(Publish | (qos << 1));
        var at = HeadBytes;
        BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)topic.Length);
        topic.CopyTo(to[(at + 2)..]);
        at += 2 + topic.Length;
        if (qos > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[at..], id);
            at += 2;
        }

        to[at++] = 0; // no properties
        at += ReferencePayload.Write(to[at..], ts, seq, hundredths);
        // With a payload of this size the length always takes two bytes, so the body can be written before it is known.
        RemainingLength.Write(to[1..], at - HeadBytes);
        return at;
    }

    /// <summary>Says that it may be a repetition.</summary>
    public static void MarkAgain(Span<byte> packet) => packet[0] |= Again;
}
