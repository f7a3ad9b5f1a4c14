using System.Text;
using CityOps.Core.Wire;
using CityOps.Simulators.Load.Wire;

namespace CityOps.Simulators.Load;

/// <summary>
/// A device of the load: writes its next message and keeps its account. Values walk slowly below the limits that matter. Used by
/// the sending thread only; allocates nothing for a message.
/// </summary>
sealed class LoadDevice
{
    /// <summary>Longest PUBLISH without its topic.</summary>
    public const int MostBytesBesideTopic = 16 + ReferencePayload.MostBytes;

    // In hundredths of ug/m3: the daily limit of pm10 is 50, no2 has 200 and o3 120.
    static readonly (int Low, int High)[] Ranges = [(15_00, 45_00), (10_00, 22_00), (12_00, 80_00), (30_00, 110_00)];

    readonly byte[] topic;
    readonly int[] values = new int[ReferencePayload.Quantities];
    uint random;
    long lastTs;
    long acknowledged;
    long highestAcknowledged;

    public LoadDevice(string domain, string id, int number)
    {
        Id = id;
        topic = Encoding.UTF8.GetBytes(Topics.Readings(domain, id));
        random = 2_463_534_242u ^ ((uint)number * 2_654_435_761u) | 1;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Ranges[i].Low + (int)(Next() % (uint)(Ranges[i].High - Ranges[i].Low));
        }
    }

    public string Id { get; }

    public int TopicBytes => topic.Length;

    /// <summary>Number of the last message, and how many there were.</summary>
    public long Seq { get; private set; }

    public DeviceAccount ToAccount() => new(Id, Seq, acknowledged, highestAcknowledged);

    public void Acknowledge(long seq)
    {
        acknowledged++;
        highestAcknowledged = Math.Max(highestAcknowledged, seq);
    }

    /// <summary>Writes the next PUBLISH and returns its length.</summary>
    /// <param name="now">Unix ms. A device never uses a millisecond twice: each of its readings is a point of its own in every store.</param>
    /// <param name="id">Packet id; not used at QoS 0.</param>
    public int WriteNext(Span<byte> to, long now, int qos, ushort id)
    {
        Walk();
        lastTs = Math.Max(now, lastTs + 1);
        return PublishPacket.Write(to, topic, qos, id, lastTs, ++Seq, values);
    }

    void Walk()
    {
        var draw = Next();
        for (var i = 0; i < values.Length; i++, draw >>= 8)
        {
            var (low, high) = Ranges[i];
            var step = ((int)(draw & 0xFF) - 128) / 4;
            var next = values[i] + step;
            values[i] = next < low || next > high ? values[i] - step : next;
        }
    }

    // Xorshift: a walk needs no better one, and the same device walks the same way in every run.
    uint Next()
    {
        random ^= random << 13;
        random ^= random >> 17;
        return random ^= random << 5;
    }
}
