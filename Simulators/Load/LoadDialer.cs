using System.Net.Sockets;
using CityOps.Simulators.Load.Wire;
using CityOps.Simulators.Mqtt;
using MQTTnet;

namespace CityOps.Simulators.Load;

/// <summary>Opens connections: socket, CONNECT, CONNACK. Thread-safe.</summary>
sealed class LoadDialer(LoadOptions options, TimeProvider clock)
{
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    const int MostAnswerBytes = 4_096;

    readonly ReconnectSchedule pauses = new(options.ReconnectFloor, options.ReconnectCeiling);

    /// <param name="within">How long a broker that is not there is asked again; one that refuses us is not.</param>
    /// <exception cref="BrokerUnreachableException">Nobody answered in time.</exception>
    /// <exception cref="BrokerRefusedException">The broker does not want us.</exception>
    public async Task<Dialed> FirstAsync(string clientId, TimeSpan within, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await DialAsync(clientId, ct);
            }
            catch (BrokerRefusal e)
            {
                throw new BrokerRefusedException(options.Host, options.Port, e);
            }
            catch (Exception e) when (IsTrouble(e, ct))
            {
                if (clock.GetElapsedTime(began) >= within)
                {
                    throw new BrokerUnreachableException(options.Host, options.Port, e);
                }
            }

            await PauseAsync(attempt, ct);
        }
    }

    /// <summary>After a loss: tries until it works or is cancelled.</summary>
    public async Task<Dialed> AgainAsync(string clientId, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            await PauseAsync(attempt, ct);
            try
            {
                return await DialAsync(clientId, ct);
            }
            catch (Exception e) when (IsTrouble(e, ct))
            {
                // Said once when the connection was lost; a person may mend even a refusal meanwhile.
            }
        }
    }

    static bool IsTrouble(Exception e, CancellationToken ct) =>
        e is SocketException or IOException or InvalidDataException or BrokerRefusal || (e is OperationCanceledException && !ct.IsCancellationRequested);

    Task PauseAsync(int attempt, CancellationToken ct) => Task.Delay(pauses.Delay(attempt, Random.Shared.NextDouble()), clock, ct);

    // Blocking calls, away from the caller: a socket on which an asynchronous one was made wakes a thread of the runtime at each
    // arriving segment for ever after, and that would double what a message costs.
    Task<Dialed> DialAsync(string clientId, CancellationToken ct) => Task.Factory.StartNew(() => Dial(clientId, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    Dialed Dial(string clientId, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = patience.Token.Register(socket.Dispose);
        using var stopped = ct.Register(socket.Dispose);
        try
        {
            socket.Connect(options.Host, options.Port);
            socket.Send(ConnectPacket.Write(clientId, options.Username, options.Password, KeepAlive));
            var answer = Judge(ReadAnswer(socket));
            // From here on the sending thread asks every few milliseconds what is there and what has room, and never waits.
            socket.Blocking = false;
            return new Dialed(socket, answer.ReceiveMaximum);
        }
        catch (Exception e)
        {
            socket.Dispose();
            ct.ThrowIfCancellationRequested();
            if (patience.IsCancellationRequested)
            {
                throw new IOException($"no answer within {Patience.TotalSeconds:0} s", e);
            }

            throw;
        }
    }

    ConnAck Judge(ConnAck answer)
    {
        if (answer.Reason != 0)
        {
            var code = (MqttClientConnectResultCode)answer.Reason;
            throw BrokerRefusal.Of(code) ?? (Exception)new IOException($"it answers {code}");
        }

        return answer.MaximumQos >= options.Qos ? answer : throw new BrokerRefusal($"takes no messages of QoS {options.Qos}.");
    }

    static ConnAck ReadAnswer(Socket socket)
    {
        const byte connAck = 0x20;
        var buffer = new byte[MostAnswerBytes];
        // Nothing follows a CONNACK before we publish, so reading more than it does not happen.
        for (var filled = 0; filled < buffer.Length;)
        {
            var read = socket.Receive(buffer.AsSpan(filled));
            filled += read;
            if (read == 0)
            {
                throw new IOException("it closed the connection");
            }

            if (buffer[0] != connAck)
            {
                throw new InvalidDataException("what answers is no MQTT broker");
            }

            if (RemainingLength.TryRead(buffer.AsSpan(1, filled - 1), out var length, out var bytes) && filled >= 1 + bytes + length)
            {
                return ConnAck.Parse(buffer.AsSpan(1 + bytes, length));
            }
        }

        throw new InvalidDataException("what answers is no MQTT broker");
    }

    /// <summary>A connection that the broker welcomed.</summary>
    internal sealed record Dialed(Socket Socket, int ReceiveMaximum);
}
