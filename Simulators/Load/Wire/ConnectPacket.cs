using System.Buffers.Binary;
using System.Text;

namespace CityOps.Simulators.Load.Wire;

/// <summary>A CONNECT in MQTT 5: clean start, no will.</summary>
static class ConnectPacket
{
    const byte Connect = 0x10;
    const byte CleanStart = 0x02;
    const byte WithPassword = 0x40;
    const byte WithUsername = 0x80;

    /// <param name="username">Null = no credentials.</param>
    public static byte[] Write(string clientId, string? username, string? password, TimeSpan keepAlive)
    {
        var flags = CleanStart | (username is null ? 0 : WithUsername) | (username is null || password is null ? 0 : WithPassword);
        var body = new List<byte>();
        Add(body, "MQTT");
        body.AddRange([5, (byte)flags]);
        Add(body, (ushort)keepAlive.TotalSeconds);
        body.Add(0); // no properties
        Add(body, clientId);
        if (username is not null)
        {
            Add(body, username);
            if (password is not null)
            {
                Add(body, password);
            }
        }

        Span<byte> length = stackalloc byte[4];
        var bytes = RemainingLength.Write(length, body.Count);
        return [Connect, .. length[..bytes], .. body];
    }

    static void Add(List<byte> body, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(body, (ushort)bytes.Length);
        body.AddRange(bytes);
    }

    static void Add(List<byte> body, ushort number)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        body.AddRange(bytes);
    }
}
