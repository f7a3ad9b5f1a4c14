using CityOps.Simulators.Load.Wire;

namespace CityOps.Simulators.Load;

/// <summary>What became of the messages of a run. Written by the sending thread, read by anyone.</summary>
sealed class LoadTally
{
    long sent;
    long acknowledged;
    long refused;
    long unheard;
    long repeated;
    long reconnects;

    public long Sent => Volatile.Read(ref sent);
    public long Acknowledged => Volatile.Read(ref acknowledged);
    public long Refused => Volatile.Read(ref refused);
    public long Unheard => Volatile.Read(ref unheard);
    public long Repeated => Volatile.Read(ref repeated);
    public long Reconnects => Volatile.Read(ref reconnects);

    /// <summary>The first refusal's reason code; for the sending thread.</summary>
    public byte RefusedBecause { get; private set; }

    public LatencyHistogram Latency { get; } = new();

    public void CountSent() => Volatile.Write(ref sent, sent + 1);

    public void CountRepeated(int messages) => Volatile.Write(ref repeated, repeated + messages);

    public void CountReconnect() => Volatile.Write(ref reconnects, reconnects + 1);

    public void CountAnswer(in PublishRing.Slot message, byte reason, TimeSpan latency)
    {
        if (reason >= Answer.FirstError)
        {
            RefusedBecause = refused == 0 ? reason : RefusedBecause;
            Volatile.Write(ref refused, refused + 1);
            return;
        }

        Volatile.Write(ref acknowledged, acknowledged + 1);
        message.Device.Acknowledge(message.Seq);
        Latency.Add(latency);
        if (reason == Answer.NoMatchingSubscribers)
        {
            Volatile.Write(ref unheard, unheard + 1);
        }
    }
}
