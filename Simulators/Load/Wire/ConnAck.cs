using System.Buffers.Binary;

namespace CityOps.Simulators.Load.Wire;

/// <summary>What the broker answered to a CONNECT.</summary>
/// <param name="Reason">0 = welcome.</param>
/// <param name="ReceiveMaximum">Most unacknowledged messages it wants on this connection.</param>
/// <param name="MaximumQos">The highest it takes.</param>
readonly record struct ConnAck(byte Reason, int ReceiveMaximum, int MaximumQos)
{
    const byte UnsupportedProtocolVersion = 0x84;

    /// <param name="body">What follows the length.</param>
    /// <exception cref="InvalidDataException">It is not the body of a CONNACK.</exception>
    public static ConnAck Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length < 2)
        {
            throw new InvalidDataException("a CONNACK that is too short");
        }

        // A broker that knows only MQTT 3.1.1 says 1, and has no properties.
        var answer = new ConnAck(body[1] == 1 ? UnsupportedProtocolVersion : body[1], ushort.MaxValue, 2);
        if (body.Length == 2)
        {
            return answer;
        }

        var rest = body[2..];
        if (!RemainingLength.TryRead(rest, out var length, out var bytes) || length > rest.Length - bytes)
        {
            throw new InvalidDataException("a CONNACK whose properties are too short");
        }

        for (rest = rest.Slice(bytes, length); rest.Length > 0; rest = rest[LengthOf(rest)..])
        {
            answer = rest[0] switch
            {
                0x21 => answer with { ReceiveMaximum = BinaryPrimitives.ReadUInt16BigEndian(Value(rest, 2)) },
                0x24 => answer with { MaximumQos = Value(rest, 1)[0] },
                _ => answer,
            };
        }

        return answer;
    }

    /// <summary>Bytes of the property that a span begins with, its identifier included.</summary>
    static int LengthOf(ReadOnlySpan<byte> property)
    {
        var length = property[0] switch
        {
            0x24 or 0x25 or 0x28 or 0x29 or 0x2A => 2,
            0x13 or 0x21 or 0x22 => 3,
            0x11 or 0x27 => 5,
            0x12 or 0x15 or 0x16 or 0x1A or 0x1C or 0x1F => 1 + Text(property, 1),
            0x26 => 1 + Text(property, 1) + Text(property, 1 + Text(property, 1)),
            _ => throw new InvalidDataException($"a CONNACK with property {property[0]}"),
        };
        return length <= property.Length ? length : throw new InvalidDataException("a CONNACK with a property that is cut off");
    }

    static int Text(ReadOnlySpan<byte> property, int from) => 2 + BinaryPrimitives.ReadUInt16BigEndian(Value(property, 2, from));

    static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> property, int bytes, int from = 1) =>
        property.Length >= from + bytes ? property.Slice(from, bytes) : throw new InvalidDataException("a CONNACK with a property that is cut off");
}
