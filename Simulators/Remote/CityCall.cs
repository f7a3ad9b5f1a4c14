using System.Buffers;
using System.Security.Cryptography;
using CityOps.Core.Wire;
using CityOps.Simulators.Mqtt;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Simulators.Remote;

/// <summary>Tells a played city something through the broker, and waits for its answer.</summary>
sealed class CityCall(PlayerOptions broker, TimeProvider clock)
{
    /// <summary>A city answers at once; what takes longer is no city.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    const int BufferBytes = 16 * 1024;
    const int CorrelationBytes = 16;

    /// <returns>Null when no city answered.</returns>
    /// <exception cref="BrokerUnreachableException">No broker answered within <see cref="PlayerOptions.WaitForBroker"/>.</exception>
    /// <exception cref="BrokerRefusedException">User, password, rights or certificate are wrong.</exception>
    public async Task<CityAnswer?> AskAsync(ReadOnlyMemory<byte> order, CancellationToken ct)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var correlation = RandomNumberGenerator.GetBytes(CorrelationBytes);
        var answered = new TaskCompletionSource<CityAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += e =>
        {
            // Others ask at the same time.
            if (e.ApplicationMessage.CorrelationData.AsSpan().SequenceEqual(correlation) && CityAnswer.Read(e.ApplicationMessage.Payload) is { } answer)
            {
                answered.TrySetResult(answer);
            }

            return Task.CompletedTask;
        };
        try
        {
            await ConnectAsync(client, ct);
            await OrderEar.SubscribeAsync(client, Topics.CityAnswers, ct);
            return await SendAsync(client, order, correlation, ct) ? await answered.Task.WaitAsync(AnswerWithin, clock, ct) : null;
        }
        catch (BrokerRefusal e)
        {
            throw new BrokerRefusedException(broker.Host, broker.Port, e);
        }
        catch (TimeoutException) when (client.IsConnected)
        {
            return null;
        }
        catch (Exception e) when (ConnectionTrouble.Is(e, ct))
        {
            throw new BrokerUnreachableException(broker.Host, broker.Port, e);
        }
    }

    async Task ConnectAsync(IMqttClient client, CancellationToken ct)
    {
        var mqtt = ClientOptions.To(broker, "city-call").Build(BufferBytes);
        var schedule = new ReconnectSchedule(broker.ReconnectFloor, broker.ReconnectCeiling);
        var began = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Dialling.ConnectAsync(client, mqtt, ct);
                return;
            }
            catch (Exception e) when (ConnectionTrouble.Is(e, ct) && e is not BrokerRefusal && clock.GetElapsedTime(began) < broker.WaitForBroker)
            {
                if (attempt == 0)
                {
                    broker.Notice($"No broker answers at {broker.Host}:{broker.Port} yet, trying for {broker.WaitForBroker:c}.");
                }
            }

            await Task.Delay(schedule.Delay(attempt, Random.Shared.NextDouble()), clock, ct);
        }
    }

    /// <returns>False when the broker says that nobody listens.</returns>
    static async Task<bool> SendAsync(IMqttClient client, ReadOnlyMemory<byte> order, byte[] correlation, CancellationToken ct)
    {
        var sent = await client.PublishAsync(
            new MqttApplicationMessage
            {
                Topic = Topics.CityOrders, Payload = new ReadOnlySequence<byte>(order), ResponseTopic = Topics.CityAnswers, CorrelationData = correlation,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                // An order that waits in a broker for longer than we do is not wanted any more.
                MessageExpiryInterval = (uint)AnswerWithin.TotalSeconds,
            },
            ct);
        return sent.ReasonCode < MqttClientPublishReasonCode.UnspecifiedError ? sent.ReasonCode != MqttClientPublishReasonCode.NoMatchingSubscribers
            : throw new BrokerRefusal($"does not let us publish {Topics.CityOrders} ({sent.ReasonCode}). broker-access --simulated-city lets a user command the city.");
    }
}
