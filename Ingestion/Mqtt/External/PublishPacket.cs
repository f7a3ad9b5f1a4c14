using System.Buffers.Binary;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>A PUBLISH of MQTT 5 as it lies in the buffer that it was read into: valid until the next read.</summary>
readonly ref struct PublishPacket
{
    const int QosBits = 0x06;

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> Topic { get; private init; }

    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Zero with QoS 0, which is not acknowledged.</summary>
    public ushort PacketId { get; private init; }

    /// <summary>Of the whole packet.</summary>
    public int Bytes { get; private init; }

    /// <summary>Reads a whole packet, its head included; its properties are nothing to us.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static PublishPacket Read(ReadOnlySpan<byte> packet, int headBytes)
    {
        var rest = packet[headBytes..];
        var topic = Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2)));
        var id = (packet[0] & QosBits) == 0 ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2));
        Take(ref rest, TakeLength(ref rest));
        return new PublishPacket { Topic = topic, Payload = rest, PacketId = id, Bytes = packet.Length };
    }

    /// <summary>
    /// The remaining length behind a packet's first byte: 7 bits a byte, lowest first, at most four bytes. Returns how many bytes
    /// it has, or zero when they are not all there.
    /// </summary>
    /// <exception cref="InvalidDataException">It has a fifth byte.</exception>
    public static int ReadLength(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i == 4)
            {
                throw new InvalidDataException("the broker sent a packet whose length has no end");
            }

            length |= (bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                return i + 1;
            }
        }

        return 0;
    }

    static int TakeLength(scoped ref ReadOnlySpan<byte> rest)
    {
        var bytes = ReadLength(rest, out var length);
        Take(ref rest, bytes > 0 ? bytes : throw Broken());
        return length;
    }

    static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, int count)
    {
        var taken = count <= rest.Length ? rest[..count] : throw Broken();
        rest = rest[count..];
        return taken;
    }

    static InvalidDataException Broken() => new("the broker sent a PUBLISH that ends too early");
}
