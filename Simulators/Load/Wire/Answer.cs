using System.Buffers.Binary;

namespace CityOps.Simulators.Load.Wire;

/// <summary>A packet of the broker on a connection that only publishes.</summary>
/// <param name="Kind">The upper four bits of its first byte.</param>
/// <param name="Id">Of a PUBACK: which packet it is for.</param>
/// <param name="Reason">Of a PUBACK or DISCONNECT: 0 = well, from 0x80 on an error.</param>
readonly record struct Answer(byte Kind, ushort Id, byte Reason)
{
    public const byte PubAck = 0x40;
    public const byte Disconnect = 0xE0;
    public const byte NoMatchingSubscribers = 0x10;
    public const byte FirstError = 0x80;

    /// <summary>Reads the packet that the bytes begin with; false while some of it is missing.</summary>
    /// <param name="length">Its bytes.</param>
    /// <exception cref="InvalidDataException">It is no MQTT packet.</exception>
    public static bool TryRead(ReadOnlySpan<byte> from, out Answer answer, out int length)
    {
        (answer, length) = (default, 0);
        if (from.Length < 2 || !RemainingLength.TryRead(from[1..], out var rest, out var bytes) || from.Length < 1 + bytes + rest)
        {
            return false;
        }

        var body = from.Slice(1 + bytes, rest);
        length = 1 + bytes + rest;
        var kind = (byte)(from[0] & 0xF0);
        answer = kind switch
        {
            PubAck when rest < 2 => throw new InvalidDataException("a PUBACK without packet id"),
            PubAck => new Answer(kind, BinaryPrimitives.ReadUInt16BigEndian(body), rest > 2 ? body[2] : (byte)0),
            Disconnect => new Answer(kind, 0, rest > 0 ? body[0] : (byte)0),
            _ => new Answer(kind, 0, 0),
        };
        return true;
    }
}
