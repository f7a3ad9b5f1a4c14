using System.Buffers.Binary;
using System.Text;
using CityOps.Core.Wire;
using CityOps.Simulators.Load;

namespace CityOps.Tests.Simulators.Load;

public sealed class LoadDeviceTests
{
    const long Now = 1_768_284_600_000;
    readonly byte[] buffer = new byte[512];

    [Fact]
    public void Messages_AreThoseOfTheReferenceLoad()
    {
        var (device, message) = (new LoadDevice("air", "load-7", 7), new DecodedMessage());
        double before = 0;
        for (var seq = 1; seq <= 5_000; seq++)
        {
            var payload = Payload(device.WriteNext(buffer, Now + seq * 10, 1, (ushort)seq), seq);
            Assert.InRange(payload.Length, 150, 180);
            PayloadDecoder.Decode(payload, new PayloadContext("load-7", "air", Now, TimeSpan.FromDays(31), TimeSpan.FromMinutes(5)), message);
            Assert.Equal((4, 0, (long)seq), (message.Readings.Length, message.RefusedTotal, message.Seqs[0]));
            Assert.Equal(["pm10", "pm25", "no2", "o3"], message.Readings.ToArray().Select(reading => reading.Quantity));
            Assert.All(message.Readings.ToArray(), reading => Assert.Equal(Now + seq * 10, reading.ObservedAt));
            Assert.InRange(message.Readings[0].Value, 15, 45);
            Assert.InRange(Math.Abs(message.Readings[0].Value - (seq == 1 ? message.Readings[0].Value : before)), 0, 0.33);
            before = message.Readings[0].Value;
        }
    }

    [Fact]
    public void Device_NeverUsesAMillisecondTwice()
    {
        var device = new LoadDevice("air", "load-7", 7);
        var times = Enumerable.Range(1, 3).Select(seq => TimeIn(Payload(device.WriteNext(buffer, Now, 1, 1), 1))).ToList();
        Assert.Equal([Now, Now + 1, Now + 2], times);
        Assert.Equal(Now + 50, TimeIn(Payload(device.WriteNext(buffer, Now + 50, 1, 1), 1)));
    }

    [Fact]
    public void Message_AllocatesNothing()
    {
        var device = new LoadDevice("air", "load-7", 7);
        device.WriteNext(buffer, Now, 1, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
        {
            device.WriteNext(buffer, Now, 1, 1);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AtQos0_ThereIsNoPacketId()
    {
        var length = new LoadDevice("air", "load-7", 7).WriteNext(buffer, Now, 0, 99);
        Assert.Equal(0x30, buffer[0]);
        Assert.StartsWith("cityops/v1/air/load-7/readings\0{\"ts\":", Encoding.UTF8.GetString(buffer, 5, length - 5), StringComparison.Ordinal);
    }

    /// <summary>The payload of a PUBLISH of QoS 1 whose other parts are as they should be.</summary>
    byte[] Payload(int length, int id)
    {
        const string topic = "cityops/v1/air/load-7/readings";
        Assert.Equal(0x32, buffer[0]);
        Assert.Equal(length - 3, (buffer[1] & 0x7F) | (buffer[2] << 7));
        Assert.Equal(topic, Encoding.UTF8.GetString(buffer, 5, BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(3))));
        Assert.Equal(id, BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(5 + topic.Length)));
        Assert.Equal(0, buffer[7 + topic.Length]);
        return buffer[(8 + topic.Length)..length];
    }

    static long TimeIn(byte[] payload) => long.Parse(Encoding.UTF8.GetString(payload, 6, 13), System.Globalization.CultureInfo.InvariantCulture);
}
