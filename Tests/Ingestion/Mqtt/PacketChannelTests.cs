using System.Net;
using CityOps.Ingestion.Mqtt;
using MQTTnet.Exceptions;
using MQTTnet.Implementations;

namespace CityOps.Tests.Ingestion.Mqtt;

/// <summary>What the library reads of what a client writes, however the network cuts it.</summary>
public sealed class PacketChannelTests
{
    const byte Connect = 0x10;
    const byte Publish = 0x32;
    const byte Ping = 0xC0;
    const int Most = PacketChannel.MostBytes;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public async Task PacketsWithinTheLimit_ComeAsTheyAre(int atOnce)
    {
        byte[] sent = [.. Packet(Connect, 20), .. Packet(Publish, 0), .. Packet(Publish, 127), .. Packet(Ping, 0), .. Packet(Publish, 128), .. Packet(Publish, 20_000)];
        Assert.Equal(sent, await ReadAsync(sent, atOnce));
    }

    [Theory]
    [InlineData(Most, 0)]
    [InlineData(Most + 1, 1)]
    [InlineData((2 * Most) + 70_000, Most + 70_000)]
    public async Task LargeMessage_IsCutAtTheLimit_AndTheNextOneComes(int length, int cut)
    {
        var large = Packet(Publish, length);
        byte[] next = [.. Packet(Publish, 5), .. Packet(Ping, 0)];
        var read = await ReadAsync([.. large, .. next], 1_500);
        var head = large.Length - length;
        Assert.Equal([.. Packet(Publish, length - cut)[..head], .. large[head..^cut], .. next], read);
    }

    [Theory]
    [InlineData(new byte[] { Connect, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { Publish, 0x80, 0x80, 0x80, 0x80, 0x01 })]
    public async Task WhatIsNoMessageAndTooLarge_OrNoNumber_EndsTheConnection(byte[] head) =>
        await Assert.ThrowsAsync<MqttProtocolViolationException>(() => ReadAsync(head, 10));

    [Theory]
    [InlineData(new byte[] { Publish })]
    [InlineData(new byte[] { Publish, 0x80 })]
    [InlineData(new byte[] { Publish, 0x80, 0x80, 0x80 })]
    public async Task EndInTheMiddleOfAHead_IsTheEnd(byte[] head) => Assert.Empty(await ReadAsync(head, 10));

    [Fact]
    public async Task EndWithinTheRestOfALargeMessage_IsTheEnd() =>
        Assert.Equal(Most, (await ReadAsync(Packet(Publish, Most + 900)[..^100], 10_000)).Length - 4);

    static byte[] Packet(byte kind, int length)
    {
        var head = new List<byte> { kind };
        for (var left = length; head.Count == 1 || left > 0; left >>= 7)
        {
            head.Add((byte)((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
        }

        return [.. head, .. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];
    }

    static async Task<byte[]> ReadAsync(byte[] sent, int atOnce)
    {
        var nowhere = new IPEndPoint(IPAddress.Loopback, 1);
        using var channel = new PacketChannel(new MqttTcpChannel(new MemoryStream(sent), nowhere, nowhere, null));
        var read = new MemoryStream();
        var buffer = new byte[atOnce + 1];
        while (await channel.ReadAsync(buffer, 1, atOnce, TestContext.Current.CancellationToken) is var count and > 0)
        {
            read.Write(buffer, 1, count);
        }

        return read.ToArray();
    }
}
