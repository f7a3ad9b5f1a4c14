using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CityOps.Tests.Storage.Journal;

namespace CityOps.Tests.Ingestion.Mqtt;

/// <summary>An MQTT 3.1.1 connection byte by byte: the test says which packet ids are used and when the connection breaks.</summary>
sealed class RawMqtt : IDisposable
{
    public const byte ConnAck = 0x20;
    public const byte PubAck = 0x40;
    public const byte PubRec = 0x50;
    public const byte PingResp = 0xD0;

    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    readonly TcpClient _tcp = new() { NoDelay = true };
    Task<(byte Kind, byte[] Body)?>? _reading;

    /// <summary>Connects and returns with the broker's answer code, 0 = taken.</summary>
    public static async Task<(RawMqtt Client, int Code)> TryConnectAsync(int port, string id, bool clean = true, (string Topic, string Payload)? will = null)
    {
        var client = new RawMqtt();
        await client._tcp.ConnectAsync(IPAddress.Loopback, port);
        var body = new MemoryStream();
        body.Write([0, 4, .. "MQTT"u8, 4, (byte)((clean ? 2 : 0) | (will is null ? 0 : 4 | 32)), 0, 60]);
        Text(body, id);
        if (will is var (topic, payload))
        {
            Text(body, topic);
            Text(body, payload);
        }

        await client.SendAsync(0x10, body);
        var answer = await client.ReadAsync();
        return (client, answer is (ConnAck, var code) ? code[1] : -1);
    }

    public static async Task<RawMqtt> ConnectAsync(int port, string id, bool clean = true, (string Topic, string Payload)? will = null)
    {
        var (client, code) = await TryConnectAsync(port, id, clean, will);
        Assert.Equal(0, code);
        return client;
    }

    public Task PublishAsync(string topic, string payload, ushort id, int qos = 1, bool again = false, bool retain = false) =>
        PublishAsync(topic, Encoding.UTF8.GetBytes(payload), id, qos, again, retain);

    public Task PublishAsync(string topic, byte[] payload, ushort id, int qos = 1, bool again = false, bool retain = false)
    {
        var body = new MemoryStream();
        Text(body, topic);
        if (qos > 0)
        {
            Number(body, id);
        }

        body.Write(payload);
        return SendAsync((byte)(0x30 | (qos << 1) | (again ? 8 : 0) | (retain ? 1 : 0)), body);
    }

    /// <summary>Messages of QoS 0 in one write.</summary>
    public async Task PublishAllAsync(IEnumerable<(string Topic, string Payload)> messages)
    {
        var packets = new MemoryStream();
        foreach (var (topic, payload) in messages)
        {
            var body = new MemoryStream();
            Text(body, topic);
            body.Write(Encoding.UTF8.GetBytes(payload));
            Packet(packets, 0x30, body);
        }

        await _tcp.GetStream().WriteAsync(packets.ToArray());
    }

    public Task PingAsync() => SendAsync(0xC0, new MemoryStream());

    /// <summary>The next packet, or null when the broker closed the connection.</summary>
    public async Task<(byte Kind, byte[] Body)?> ReadAsync()
    {
        _reading ??= ReadPacketAsync();
        var packet = await _reading.WaitAsync(JournalFolder.Limit);
        _reading = null;
        return packet;
    }

    /// <summary>The next packet must be of this kind; returns its packet id.</summary>
    public async Task<int> ReadAckAsync(byte kind = PubAck)
    {
        var packet = await ReadAsync();
        Assert.Equal(kind, packet?.Kind);
        return BinaryPrimitives.ReadUInt16BigEndian(packet!.Value.Body);
    }

    /// <summary>Nothing arrives for a while.</summary>
    public async Task AssertSilentAsync()
    {
        _reading ??= ReadPacketAsync();
        await Task.WhenAny(_reading, Task.Delay(Short));
        Assert.False(_reading.IsCompleted, "A packet came that should not have.");
    }

    public void Dispose() => _tcp.Dispose();

    async Task<(byte Kind, byte[] Body)?> ReadPacketAsync()
    {
        try
        {
            var stream = _tcp.GetStream();
            var one = new byte[1];
            await stream.ReadExactlyAsync(one);
            var kind = (byte)(one[0] & 0xF0);
            var (length, shift) = (0, 0);
            do
            {
                await stream.ReadExactlyAsync(one);
                length |= (one[0] & 0x7F) << shift;
                shift += 7;
            }
            while (one[0] >= 0x80);
            var body = new byte[length];
            await stream.ReadExactlyAsync(body);
            return (kind, body);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    async Task SendAsync(byte kind, MemoryStream body)
    {
        var packet = new MemoryStream();
        Packet(packet, kind, body);
        await _tcp.GetStream().WriteAsync(packet.ToArray());
    }

    static void Packet(MemoryStream to, byte kind, MemoryStream body)
    {
        to.WriteByte(kind);
        for (var left = (int)body.Length; ; left >>= 7)
        {
            to.WriteByte((byte)(left >= 0x80 ? left | 0x80 : left));
            if (left < 0x80)
            {
                break;
            }
        }

        to.Write(body.ToArray());
    }

    static void Text(MemoryStream to, string text)
    {
        Number(to, (ushort)Encoding.UTF8.GetByteCount(text));
        to.Write(Encoding.UTF8.GetBytes(text));
    }

    static void Number(MemoryStream to, ushort number) => to.Write([(byte)(number >> 8), (byte)number]);
}
