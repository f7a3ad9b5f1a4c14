using System.Buffers.Binary;
using CityOps.Simulators.Load;

namespace CityOps.Tests.Simulators.Load;

public sealed class PublishRingTests
{
    const int Window = 4;
    readonly PublishRing ring = new(Window, 300);
    readonly LoadDevice device = new("air", "d", 1);
    readonly byte[] buffer = new byte[2_000];

    [Fact]
    public void Room_ComesBackInOrderOfAnswers()
    {
        Add(4);
        WriteAll();
        Assert.Equal((0, 4), (ring.Room, ring.InFlight));
        Assert.True(ring.TrySettle(2, out var second));
        Assert.Equal((2L, 0), (second.Seq, ring.Room));
        Assert.True(ring.TrySettle(1, out _));
        Assert.Equal(2, ring.Room);
    }

    [Fact]
    public void AnswerToWhatIsNotInFlight_IsNoAnswer()
    {
        Add(2);
        Assert.False(ring.TrySettle(1, out _));
        WriteAll();
        Assert.True(ring.TrySettle(1, out _));
        Assert.All(new ushort[] { 0, 1, 3, 5, 65_535 }, id => Assert.False(ring.TrySettle(id, out _)));
    }

    [Fact]
    public void AfterALoss_WhatIsUnansweredIsTheSameAgainAndSaysSo()
    {
        Add(4);
        var first = WriteAll();
        ring.TrySettle(1, out _);
        ring.TrySettle(3, out _);
        Assert.Equal(2, ring.Rewind());
        Add(1);
        var second = WriteAll();
        Assert.Equal([2, 4, 1], second.Select(IdOf));
        Assert.Equal([0x3A, 0x3A, 0x32], second.Select(packet => packet[0]));
        Assert.Equal(first[1][1..], second[0][1..]);
        Assert.Equal(first[3][1..], second[1][1..]);
        foreach (ushort id in (ushort[])[2, 4, 1])
        {
            Assert.True(ring.TrySettle(id, out _));
        }

        Assert.True(ring.IsEmpty);
    }

    [Fact]
    public void PacketWrittenInPart_GoesOnWhereItWasAndBeginsAnewAfterALoss()
    {
        Add(2);
        var length = ring.CopyUnwritten(buffer, Window);
        var all = buffer[..length];
        ring.Written(100);
        Assert.True(ring.InPacket);
        Assert.Equal((0, 2), (ring.InFlight, ring.Unwritten));
        Assert.Equal(length - 100, ring.CopyUnwritten(buffer, Window));
        Assert.Equal(all[100..], buffer[..(length - 100)]);
        Assert.Equal(0, ring.Rewind());
        Assert.False(ring.InPacket);
        Assert.Equal(length, ring.CopyUnwritten(buffer, Window));
        Assert.Equal(all, buffer[..length]);
    }

    [Fact]
    public void NoMoreIsWrittenThanMayBeInFlight()
    {
        Add(4);
        Assert.Equal(3, Split(ring.CopyUnwritten(buffer, 3)).Count);
        ring.Written(ring.CopyUnwritten(buffer, 3));
        Assert.Equal(0, ring.CopyUnwritten(buffer, 3));
        ring.TrySettle(1, out _);
        Assert.Single(Split(ring.CopyUnwritten(buffer, 3)));
    }

    [Fact]
    public void BufferThatIsTooSmall_TakesWholePackets()
    {
        Add(4);
        Assert.Equal(2, Split(ring.CopyUnwritten(buffer.AsSpan(0, 500), Window)).Count);
    }

    [Fact]
    public void Message_AllocatesNothing()
    {
        Cycle();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
        {
            Cycle();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Cycle()
        {
            ring.Add(device, 0, 0, 1);
            ring.Written(ring.CopyUnwritten(buffer, Window));
            ring.TrySettle((ushort)((device.Seq - 1) % Window + 1), out _);
        }
    }

    void Add(int messages)
    {
        for (; messages > 0; messages--)
        {
            ring.Add(device, 1_768_284_600_000, 0, 1);
        }
    }

    List<byte[]> WriteAll()
    {
        var length = ring.CopyUnwritten(buffer, Window);
        var packets = Split(length);
        ring.Written(length);
        return packets;
    }

    List<byte[]> Split(int length)
    {
        var packets = new List<byte[]>();
        for (var at = 0; at < length;)
        {
            var packet = 3 + ((buffer[at + 1] & 0x7F) | (buffer[at + 2] << 7));
            packets.Add(buffer[at..(at + packet)]);
            at += packet;
        }

        return packets;
    }

    static int IdOf(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(5 + packet[4]));
}
