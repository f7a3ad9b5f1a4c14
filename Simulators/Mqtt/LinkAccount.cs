namespace CityOps.Simulators.Mqtt;

/// <summary>What became of the messages of one connection, statuses aside. Thread-safe.</summary>
sealed class LinkAccount
{
    long made;
    long sent;
    long acknowledged;
    long readings;
    long refused;
    long dropped;
    long repeated;
    long unheard;
    long reconnects;

    /// <summary>Messages that were to be sent.</summary>
    public long Made => Interlocked.Read(ref made);
    /// <summary>Messages handed to a connection at least once.</summary>
    public long Sent => Interlocked.Read(ref sent);
    public long Acknowledged => Interlocked.Read(ref acknowledged);
    /// <summary>Readings in acknowledged messages.</summary>
    public long Readings => Interlocked.Read(ref readings);
    /// <summary>Messages the broker answered with an error; they are not repeated.</summary>
    public long Refused => Interlocked.Read(ref refused);
    /// <summary>Messages for which there was no room while the broker was away.</summary>
    public long Dropped => Interlocked.Read(ref dropped);
    /// <summary>Times a message was handed to a connection again after a loss.</summary>
    public long Repeated => Interlocked.Read(ref repeated);
    /// <summary>Acknowledged messages that nobody has subscribed to: the broker threw them away.</summary>
    public long Unheard => Interlocked.Read(ref unheard);
    public long Reconnects => Interlocked.Read(ref reconnects);
    public long Waiting => Made - Acknowledged - Refused - Dropped;

    public void CountMade(OutboundMessage message) => Count(ref made, message);

    public void CountSent(OutboundMessage message) => Count(ref sent, message);

    public void CountDropped(OutboundMessage message) => Count(ref dropped, message);

    public void CountRefused(OutboundMessage message) => Count(ref refused, message);

    public void CountRepeated(OutboundMessage message) => Count(ref repeated, message);

    public void CountUnheard(OutboundMessage message) => Count(ref unheard, message);

    public void CountReconnect() => Interlocked.Increment(ref reconnects);

    public void CountAcknowledged(OutboundMessage message)
    {
        Count(ref acknowledged, message);
        Interlocked.Add(ref readings, message.Readings);
    }

    static void Count(ref long number, OutboundMessage message) => Interlocked.Add(ref number, message.IsStatus ? 0 : 1);
}
