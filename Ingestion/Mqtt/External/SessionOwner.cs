using System.Buffers;
using System.Text;
using CityOps.Core.Wire;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// Knows whether the session at the broker is still this program's. A broker should tell who is thrown out (reason 0x8E), but
/// mosquitto 2.0.11 just closes the connection, as in any other trouble. So whoever gets the session leaves its mark there, retained,
/// and whoever comes back looks at it first.
/// </summary>
sealed class SessionOwner(ExternalOptions options)
{
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    // Random per start: a restart of the same program overwrites the mark of the one before.
    readonly string _mark = Guid.NewGuid().ToString("N");
    readonly string _topic = $"{Topics.OursPrefix}intake/{Uri.EscapeDataString(options.Settings.ClientId)}";
    bool _claimed;

    /// <summary>Says on our own connection that the session is ours.</summary>
    /// <exception cref="IOException">The broker does not allow it.</exception>
    public async Task ClaimAsync(IMqttClient client, CancellationToken cancellationToken)
    {
        var answer = await client.PublishAsync(Message(_topic, _mark, retain: true), cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw new IOException($"the broker does not let us publish under {Topics.OursPrefix}: {answer.ReasonCode}; look at its access list");
        }

        _claimed = true;
    }

    /// <summary>
    /// Looks on a connection of its own, which disturbs nobody. Returns at once before the first claim: who has just been started is
    /// meant to have the session.
    /// </summary>
    /// <exception cref="SessionTakenOverException">Another program has it.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_claimed && await ReadMarkAsync(cancellationToken).ConfigureAwait(false) is { } mark && mark != _mark)
        {
            throw new SessionTakenOverException(options.Settings.ClientId, options.Address);
        }
    }

    async Task<string?> ReadMarkAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerWithin);
        using var client = new MqttClientFactory().CreateMqttClient();
        var streams = new BrokerStreams(options);
        var (found, end) = ((string?)null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var last = $"{Topics.OursPrefix}intake/last/{Guid.NewGuid():N}";
        client.ApplicationMessageReceivedAsync += e =>
        {
            if (e.ApplicationMessage.Topic == last)
            {
                end.TrySetResult();
            }
            else
            {
                found = Encoding.UTF8.GetString(e.ApplicationMessage.Payload.ToArray());
            }

            return Task.CompletedTask;
        };
        try
        {
            var answer = await client.ConnectAsync(options.Begin(streams).WithCleanStart(true).WithClientId($"cityops-{Guid.NewGuid():N}").Build(), limit.Token).ConfigureAwait(false);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new IOException(BrokerWords.Of(answer.ResultCode));
            }

            // What is retained comes before what is published now, so our own message ends the search.
            await client.SubscribeAsync(Filters(_topic, last), limit.Token).ConfigureAwait(false);
            await client.PublishAsync(Message(last, "", retain: false), limit.Token).ConfigureAwait(false);
            await end.Task.WaitAsync(limit.Token).ConfigureAwait(false);
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token).ConfigureAwait(false);
            return found;
        }
        finally
        {
            if (streams.Opened is { } stream)
            {
                await stream.CloseGentlyAsync().ConfigureAwait(false);
            }
        }
    }

    static MqttClientSubscribeOptions Filters(params string[] topics) => new()
    {
        TopicFilters = [.. topics.Select(topic => new MqttTopicFilter { Topic = topic, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce })],
    };

    static MqttApplicationMessage Message(string topic, string payload, bool retain) => new()
    {
        Topic = topic, Payload = new(Encoding.UTF8.GetBytes(payload)), Retain = retain, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };
}
