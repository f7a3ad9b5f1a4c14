using System.Text;
using CityOps.Ingestion.Mqtt.External;

namespace CityOps.Tests.Ingestion.Mqtt.External;

public sealed class PacketSplitterTests
{
    static readonly byte[] ConnAck = [0x20, 3, 0, 0, 0];
    static readonly byte[] SubAck = [0x90, 4, 0, 1, 0, 1];
    static readonly byte[] PingResp = [0xD0, 0];

    readonly List<string> _taken = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void Messages_AreTakenOutAndTheRestIsTheLibrarys_HoweverTheBytesAreCut(int cut)
    {
        int[] lengths = [0, 60, 127, 128, 16_384, 70_000, 300_000, 5];
        List<byte> bytes = [.. ConnAck], others = [.. ConnAck];
        List<string> expected = [];
        foreach (var (length, n) in lengths.Select((length, n) => (length, n)))
        {
            var payload = new string((char)('a' + n), length);
            bytes.AddRange([.. Publish((ushort)(n * 999), payload), .. SubAck]);
            others.AddRange(SubAck);
            expected.Add($"{n * 999} a/{n * 999} {payload}");
        }

        bytes.AddRange(PingResp);
        others.AddRange(PingResp);
        var splitter = new PacketSplitter(Take);
        Assert.False(splitter.HasBegun);

        Assert.Equal(others, Feed(splitter, [.. bytes], cut));

        Assert.Equal(expected, _taken);
        Assert.True(splitter.HasBegun);
        Assert.Equal(PacketSplitter.ReadBytes, splitter.Room.Length);
    }

    [Fact]
    public void WithoutATaker_EverythingIsTheLibrarys()
    {
        byte[] bytes = [.. ConnAck, .. Publish(7, "x"), .. PingResp];

        Assert.Equal(bytes, Feed(new PacketSplitter(null), bytes, 3));
    }

    [Theory]
    [InlineData("32 03 00 05 61")]
    [InlineData("32 04 00 01 61 00")]
    [InlineData("32 06 00 01 61 00 01 09")]
    [InlineData("32 05 00 01 61 00 01")]
    [InlineData("32 FF FF FF FF 01")]
    public void WhatIsNoMqtt_EndsTheConnection(string hex) => Assert.Throws<InvalidDataException>(
        () => Feed(new PacketSplitter(Take), Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), 100));

    void Take(in PublishPacket packet) =>
        _taken.Add($"{packet.PacketId} {Encoding.UTF8.GetString(packet.Topic)} {Encoding.UTF8.GetString(packet.Payload)}");

    static List<byte> Feed(PacketSplitter splitter, byte[] bytes, int cut)
    {
        var heard = new List<byte>();
        var some = new byte[3];
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(Math.Min(cut, bytes.Length - at), splitter.Room.Length);
            bytes.AsMemory(at, count).CopyTo(splitter.Room);
            splitter.Advance(count);
            at += count;
            while (splitter.HasForLibrary)
            {
                heard.AddRange(some[..splitter.TakeForLibrary(some)]);
            }
        }

        return heard;
    }

    /// <summary>With a property, as brokers may send; QoS 0 where the id is zero.</summary>
    static byte[] Publish(ushort id, string payload)
    {
        byte[] topic = Encoding.UTF8.GetBytes($"a/{id}");
        byte[] packetId = id == 0 ? [] : [(byte)(id >> 8), (byte)id];
        byte[] body = [0, (byte)topic.Length, .. topic, .. packetId, 2, 1, 0, .. Encoding.UTF8.GetBytes(payload)];
        return [(byte)(id == 0 ? 0x30 : 0x32), .. Length(body.Length), .. body];
    }

    static IEnumerable<byte> Length(int length)
    {
        for (; length >= 0x80; length >>= 7)
        {
            yield return (byte)(length | 0x80);
        }

        yield return (byte)length;
    }
}
