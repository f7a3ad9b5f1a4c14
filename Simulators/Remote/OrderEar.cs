using CityOps.Core.Wire;
using CityOps.Simulators.Mqtt;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace CityOps.Simulators.Remote;

/// <summary>Hears orders at the broker, on a connection of its own, and sends back what the desk answers. One order at a time.</summary>
sealed class OrderEar(PlayerOptions options, OrderDesk desk, TimeProvider clock)
{
    public const int MostCorrelationBytes = 64;
    const int BufferBytes = 8 * 1024;

    // Only the first of a kind: whoever sends orders must not fill the log.
    string? said;

    /// <summary>Listens until cancelled; losses are mended. Never fails.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var schedule = new ReconnectSchedule(options.ReconnectFloor, options.ReconnectCeiling);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                attempt = await ListenAsync(ct) ? 0 : attempt;
                await Task.Delay(schedule.Delay(attempt, Random.Shared.NextDouble()), clock, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The city is over.
        }
    }

    /// <summary>One connection, from its beginning to its end.</summary>
    /// <returns>Whether it stood.</returns>
    async Task<bool> ListenAsync(CancellationToken ct)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += e => HearAsync(client, e.ApplicationMessage, ct);
        try
        {
            await Dialling.ConnectAsync(client, ClientOptions.To(options, "simulated-city").Build(BufferBytes), ct);
            await SubscribeAsync(client, Topics.CityOrders, ct);
            Say($"taken at {Topics.CityOrders}");
            await ended.Task.WaitAsync(ct);
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await LeaveAsync(client);
            throw;
        }
        catch (BrokerRefusal e)
        {
            Say($"none are heard, the broker {e.Message}");
            return false;
        }
        catch (Exception e) when (ConnectionTrouble.Is(e, ct))
        {
            // The gateways say that the broker is away.
            return false;
        }
    }

    /// <exception cref="BrokerRefusal">The broker does not let us hear this topic.</exception>
    public static async Task SubscribeAsync(IMqttClient client, string topic, CancellationToken ct)
    {
        // An order that somebody left retained would come again with each connection.
        var filter = new MqttTopicFilterBuilder().WithTopic(topic).WithAtLeastOnceQoS().WithRetainHandling(MqttRetainHandling.DoNotSendOnSubscribe);
        var answer = await client.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(filter).Build(), ct);
        if (answer.Items.First().ResultCode > MqttClientSubscribeResultCode.GrantedQoS2)
        {
            throw new BrokerRefusal($"does not let us hear {topic} ({answer.Items.First().ResultCode}).");
        }
    }

    async Task HearAsync(IMqttClient client, MqttApplicationMessage order, CancellationToken ct)
    {
        // Only there, so that nobody can make the city speak in the name of a device.
        var isAsked = !string.IsNullOrEmpty(order.ResponseTopic);
        if (order.Retain || isAsked && (order.ResponseTopic != Topics.CityAnswers || order.CorrelationData is { Length: > MostCorrelationBytes }))
        {
            Say($"one was left alone: it is retained, or its answer would not go to {Topics.CityAnswers} with at most {MostCorrelationBytes} bytes of correlation data");
            return;
        }

        var answer = desk.Answer(order.Payload);
        if (!isAsked)
        {
            return;
        }

        try
        {
            var sent = await client.PublishAsync(
                new MqttApplicationMessage
                {
                    Topic = Topics.CityAnswers, Payload = new(answer.ToUtf8()), CorrelationData = order.CorrelationData,
                    QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                },
                ct);
            if (sent.ReasonCode >= MqttClientPublishReasonCode.UnspecifiedError)
            {
                Say($"no answer goes out, the broker refuses {Topics.CityAnswers} ({sent.ReasonCode}); broker-access --simulated-city lets this user");
            }
        }
        catch (Exception e) when (ConnectionTrouble.Is(e, ct) || ct.IsCancellationRequested)
        {
            // Whoever asked has lost the broker, too, or will ask again.
        }
    }

    static async Task LeaveAsync(IMqttClient client)
    {
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttClientNotConnectedException or InvalidOperationException)
        {
            // It was over already.
        }
    }

    void Say(string what)
    {
        if (said != what)
        {
            options.Notice($"orders: {said = what}");
        }
    }
}
