using System.Net.Sockets;
using CityOps.Simulators.Load.Wire;

namespace CityOps.Simulators.Load;

/// <summary>
/// One connection of the load with its devices: writes what is due, reads acknowledgements, and after a loss writes again what was
/// not acknowledged. Nothing here waits. Used by the sending thread only.
/// </summary>
sealed class LoadConnection : IDisposable
{
    // A connection that has nothing in flight is looked at this often, to notice that it ended.
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PingAfter = LoadDialer.KeepAlive / 3;
    static readonly byte[] Ping = [0xC0, 0];
    static readonly byte[] Goodbye = [0xE0, 0];

    readonly LoadOptions options;
    readonly LoadTally tally;
    readonly TimeProvider clock;
    readonly LoadDevice[] devices;
    readonly PublishRing ring;
    readonly byte[] answers = new byte[16 * 1024];
    int filled;
    Socket? socket;
    int most;
    int turn;
    long lookedAt;
    long wroteAt;
    long heardAt;
    long pingedAt;

    public LoadConnection(string clientId, LoadDevice[] devices, LoadOptions options, LoadTally tally, TimeProvider clock)
    {
        (ClientId, this.devices, this.options, this.tally, this.clock) = (clientId, devices, options, tally, clock);
        ring = new PublishRing(options.Window, devices.Max(device => device.TopicBytes) + LoadDevice.MostBytesBesideTopic);
    }

    public string ClientId { get; }

    /// <summary>The attempt to connect again, while there is one.</summary>
    public Task<LoadDialer.Dialed>? Dialing { get; set; }

    public bool Connected => socket is not null;

    /// <summary>Everything was written, and at QoS 1 answered.</summary>
    public bool IsSettled => ring.IsEmpty;

    /// <summary>How many new messages it takes now.</summary>
    public int Room => Connected ? Math.Max(0, Math.Min(ring.Room, most - ring.InFlight - ring.Unwritten)) : 0;

    public void Attach(LoadDialer.Dialed dialed)
    {
        socket = dialed.Socket;
        most = Math.Min(options.Window, dialed.ReceiveMaximum);
        filled = 0;
        lookedAt = wroteAt = heardAt = pingedAt = clock.GetTimestamp();
    }

    /// <summary>Makes so many new messages, the devices taking turns. There must be room.</summary>
    /// <param name="now">Unix ms.</param>
    public void Make(int messages, long now, long timestamp)
    {
        for (; messages > 0; messages--)
        {
            ring.Add(devices[turn], now, timestamp, options.Qos);
            turn = turn + 1 == devices.Length ? 0 : turn + 1;
            tally.CountSent();
        }
    }

    /// <summary>Writes what the socket takes; false when the connection is lost.</summary>
    /// <param name="scratch">Packets are put together here, so that they go in one write.</param>
    public bool Write(Span<byte> scratch, long timestamp)
    {
        while (ring.Unwritten > 0)
        {
            var length = ring.CopyUnwritten(scratch, options.Qos == 0 ? int.MaxValue : most);
            if (length == 0)
            {
                return true;
            }

            var written = socket!.Send(scratch[..length], SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                return false;
            }

            ring.Written(written);
            if (options.Qos == 0)
            {
                ring.ForgetWritten();
            }

            wroteAt = timestamp;
            if (written < length)
            {
                return true;
            }
        }

        return true;
    }

    /// <summary>Reads what is there and keeps the connection alive; false when it is lost.</summary>
    public bool Read(long timestamp)
    {
        if (ring.InFlight == 0 && clock.GetElapsedTime(lookedAt, timestamp) < LookEvery)
        {
            return true;
        }

        lookedAt = timestamp;
        while (true)
        {
            var space = answers.AsSpan(filled);
            var read = socket!.Receive(space, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                return StayAlive(timestamp);
            }

            if (error != SocketError.Success || read == 0 || !TryTake(read, timestamp))
            {
                return false;
            }

            if (read < space.Length)
            {
                return true;
            }
        }
    }

    /// <summary>Gives the connection up; what was not answered will be written again on the next.</summary>
    public void Lose()
    {
        socket?.Dispose();
        socket = null;
        tally.CountRepeated(ring.Rewind());
    }

    public void SayGoodbye()
    {
        if (!ring.InPacket)
        {
            socket?.Send(Goodbye, SocketFlags.None, out _);
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        if (Dialing is { IsCompletedSuccessfully: true } late)
        {
            late.Result.Socket.Dispose();
        }
    }

    /// <summary>Settles what so many new bytes answer; false where the broker ended the connection or speaks no MQTT.</summary>
    bool TryTake(int read, long timestamp)
    {
        heardAt = timestamp;
        filled += read;
        var at = 0;
        try
        {
            while (Answer.TryRead(answers.AsSpan(at, filled - at), out var answer, out var length))
            {
                at += length;
                if (answer.Kind == Answer.Disconnect)
                {
                    return false;
                }

                if (answer.Kind == Answer.PubAck && ring.TrySettle(answer.Id, out var message))
                {
                    tally.CountAnswer(message, answer.Reason, clock.GetElapsedTime(message.At, timestamp));
                }
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        filled -= at;
        answers.AsSpan(at, filled).CopyTo(answers);
        return filled < answers.Length;
    }

    bool StayAlive(long timestamp)
    {
        if (clock.GetElapsedTime(heardAt, timestamp) > LoadDialer.KeepAlive)
        {
            return false;
        }

        var quiet = clock.GetElapsedTime(wroteAt, timestamp) > PingAfter || clock.GetElapsedTime(heardAt, timestamp) > PingAfter;
        if (quiet && !ring.InPacket && clock.GetElapsedTime(pingedAt, timestamp) > PingAfter)
        {
            socket!.Send(Ping, SocketFlags.None, out _);
            pingedAt = timestamp;
        }

        return true;
    }
}
