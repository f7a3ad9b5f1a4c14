using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CityOps.Simulators.Mqtt;

/// <summary>
/// One connection with a client object of its own, from connect to close. Publishes are in flight side by side up to a window;
/// what the broker has not acknowledged when the connection ends is handed back, in order.
/// </summary>
sealed class GatewayConnection : IDisposable
{
    readonly IMqttClient client;
    readonly LinkAccount account;
    readonly CancellationTokenSource ended = new();
    readonly SemaphoreSlim window;
    readonly int windowSize;
    readonly Lock failedLock = new();
    readonly List<OutboundMessage> failed = [];
    bool cut;

    GatewayConnection(IMqttClient client, LinkAccount account, int windowSize)
    {
        this.client = client;
        this.account = account;
        this.windowSize = windowSize;
        window = new SemaphoreSlim(windowSize, windowSize);
        client.DisconnectedAsync += _ => ended.CancelAsync();
    }

    /// <summary>Cancelled when the connection is over, whoever ended it.</summary>
    public CancellationToken Ended => ended.Token;

    /// <exception cref="BrokerRefusal">The broker does not want this client.</exception>
    /// <exception cref="MqttCommunicationException">It is not there, or not ready.</exception>
    public static async Task<GatewayConnection> OpenAsync(MqttClientOptions options, int window, LinkAccount account, CancellationToken ct)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        try
        {
            var answer = await Dialling.ConnectAsync(client, options, ct);

            // A broker disconnects a client that has more in flight than it allows.
            var allowed = answer.ReceiveMaximum is > 0 and var most ? Math.Min(window, most) : window;
            return new GatewayConnection(client, account, allowed);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Publishes a status and waits until it is acknowledged.</summary>
    public async Task PublishStatusAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            Payload = new(payload),
            Retain = true,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        await window.WaitAsync(ct);
        try
        {
            var answer = await client.PublishAsync(message, ct);
            if (IsError(answer.ReasonCode))
            {
                throw BrokerRefusal.ToPublish(topic, answer.ReasonCode);
            }
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>Waits for room in the window, then sends without waiting for the acknowledgement.</summary>
    public async ValueTask SendAsync(OutboundMessage message, CancellationToken ct)
    {
        await window.WaitAsync(ct);
        if (!message.Attempted)
        {
            message.Attempted = true;
            account.CountSent(message);
        }
        else
        {
            account.CountRepeated(message);
        }

        _ = PublishAsync(message);
    }

    /// <summary>Waits until nothing is in flight.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        for (var i = 0; i < windowSize; i++)
        {
            await window.WaitAsync(ct);
        }

        window.Release(windowSize);
    }

    /// <summary>Breaks the connection off without a word, as a power failure does: the broker speaks the last will. Thread-safe.</summary>
    public void Cut()
    {
        Volatile.Write(ref cut, true);
        ended.Cancel();
        // Closes the socket and sends nothing.
        client.Dispose();
    }

    /// <summary>Ends the connection and returns what was sent and not acknowledged.</summary>
    public async Task<IReadOnlyList<OutboundMessage>> CloseAsync()
    {
        await SayEndAsync();
        // Fails every publish that still waits, so the drain ends.
        await ended.CancelAsync();
        await DrainAsync(CancellationToken.None);
        lock (failedLock)
        {
            return [.. failed];
        }
    }

    public void Dispose()
    {
        // The client may still report its own end, so what that cancels is left to the collector.
        client.Dispose();
        window.Dispose();
    }

    async Task SayEndAsync()
    {
        try
        {
            if (!Volatile.Read(ref cut))
            {
                await client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttClientNotConnectedException or InvalidOperationException)
        {
            // It was over already.
        }
    }

    async Task PublishAsync(OutboundMessage message)
    {
        try
        {
            var answer = await client.PublishAsync(message.ToMqtt(), Ended);
            Settle(message, answer.ReasonCode);
        }
        catch (Exception)
        {
            // Whatever the reason, the message was not acknowledged: it goes back, and the connection is given up.
            lock (failedLock)
            {
                failed.Add(message);
            }

            await ended.CancelAsync();
        }
        finally
        {
            window.Release();
        }
    }

    void Settle(OutboundMessage message, MqttClientPublishReasonCode answer)
    {
        if (IsError(answer))
        {
            account.CountRefused(message);
        }
        else
        {
            account.CountAcknowledged(message);
            if (answer == MqttClientPublishReasonCode.NoMatchingSubscribers)
            {
                account.CountUnheard(message);
            }
        }

        message.Settle();
    }

    static bool IsError(MqttClientPublishReasonCode answer) => answer >= MqttClientPublishReasonCode.UnspecifiedError;
}
