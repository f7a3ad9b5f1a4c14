using System.Buffers;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// The MQTT client of our own roles, for hints and live frames; intake has one of its own. It stays connected as well as the
/// broker allows: a new client per connection, a clean session, subscriptions made again at each connect. Nothing is queued
/// while the broker is away. Safe for concurrent use.
/// </summary>
/// <param name="options">Asked before every connect: port and password of a broker in this process are known only once it runs.</param>
/// <param name="pace">Drives the pauses between attempts.</param>
public sealed class MqttLink(Func<MqttLinkOptions> options, TimeProvider pace, ILogger<MqttLink> log)
{
    static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    readonly MqttClientFactory _factory = new();
    readonly LinkSubscriptions _subscriptions = new(log);
    volatile IMqttClient? _client;
    MqttLinkOptions? _target;
    string? _reported;

    /// <summary>Connected, and every subscription made.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>After each connect, when every subscription is made. Raised on the supervising loop: be quick.</summary>
    public event Action? Connected;

    /// <summary>
    /// Remembered across reconnects; may be called before the first connect. The handler is called for one message at a time,
    /// must be quick, and may keep the bytes.
    /// </summary>
    public async Task SubscribeAsync(string filter, Action<ReadOnlyMemory<byte>> handler, CancellationToken cancellationToken)
    {
        _subscriptions.Add(filter, handler);

        // Added first: a connect at this moment subscribes as well, and twice is harmless.
        if (_client is { IsConnected: true } client)
        {
            try
            {
                await SubscribeOnAsync(client, filter, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The supervising loop connects anew, subscribes again, and reports what is wrong.
                await client.LeaveAsync();
            }
        }
    }

    /// <summary>
    /// False when the broker is away or went away meanwhile; never throws for that. With QoS 0, true means handed to the
    /// network, no more.
    /// </summary>
    public async Task<bool> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, bool retain = false, MqttQualityOfServiceLevel qos = MqttQualityOfServiceLevel.AtMostOnce,
        CancellationToken cancellationToken = default)
    {
        if (!IsConnected || _client is not { } client)
        {
            return false;
        }

        var message = new MqttApplicationMessage
        {
            Topic = topic, Payload = new ReadOnlySequence<byte>(payload), Retain = retain, QualityOfServiceLevel = qos,
        };
        try
        {
            return (await client.PublishAsync(message, cancellationToken)).IsSuccess;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever broke the connection is seen, and reported, by the supervising loop.
            return false;
        }
    }

    /// <summary>Keeps the connection until cancelled. Never throws; says what is wrong once, and again when it changes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backOff = new BackOff(Random.Shared);
        while (!cancellationToken.IsCancellationRequested)
        {
            var began = pace.GetTimestamp();
            try
            {
                await LiveOnceAsync(_target = options(), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Report(BrokerWords.Of(e));
            }

            // A broker that takes us and throws us out at once is not asked twice a second for ever.
            var pause = backOff.Next(afterSuccess: pace.GetElapsedTime(began) >= StableAfter);
            await Task.Delay(pause, pace, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task LiveOnceAsync(MqttLinkOptions target, CancellationToken cancellationToken)
    {
        using var client = _factory.CreateMqttClient();
        var gone = new TaskCompletionSource<MqttClientDisconnectedEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += _subscriptions.DispatchAsync;
        client.DisconnectedAsync += e =>
        {
            gone.TrySetResult(e);
            return Task.CompletedTask;
        };
        try
        {
            await ConnectAsync(client, target, cancellationToken);
            (_reported, IsConnected) = (null, true);
            await SayAsync(client, target, "online");
            log.LogInformation("Connected to the broker at {Broker}", target);
            Connected?.Invoke();
            Report(BrokerWords.Of(await gone.Task.WaitAsync(cancellationToken)));
        }
        finally
        {
            // A planned end publishes no last will.
            await SayAsync(client, target, "offline");
            (IsConnected, _client) = (false, null);
            await client.LeaveAsync();
        }
    }

    async Task ConnectAsync(IMqttClient client, MqttLinkOptions target, CancellationToken cancellationToken)
    {
        // The library's own limit holds only for those who give it no token.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerWithin);
        var result = await client.ConnectAsync(target.Build(_factory), limit.Token);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException(BrokerWords.Of(result.ResultCode));
        }

        _client = client;
        foreach (var filter in _subscriptions.Filters)
        {
            await SubscribeOnAsync(client, filter, cancellationToken);
        }
    }

    /// <summary>Retained, for whoever watches us from outside. Whatever is wrong with the connection is reported elsewhere.</summary>
    static async Task SayAsync(IMqttClient client, MqttLinkOptions target, string state)
    {
        if (target.StatusTopic is null || !client.IsConnected)
        {
            return;
        }

        using var limit = new CancellationTokenSource(AnswerWithin);
        try
        {
            await client.PublishAsync(
                new MqttApplicationMessage
                {
                    Topic = target.StatusTopic, Payload = new ReadOnlySequence<byte>(System.Text.Encoding.UTF8.GetBytes(state)), Retain = true, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                },
                limit.Token);
        }
        catch (Exception)
        {
            // The broker went away at this moment; its last word of us is the last will.
        }
    }

    static async Task SubscribeOnAsync(IMqttClient client, string filter, CancellationToken cancellationToken)
    {
        var result = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
        if (result.Items.FirstOrDefault(item => (int)item.ResultCode >= 0x80) is { } refused)
        {
            throw new IOException($"the broker refused the subscription to {filter}: {refused.ResultCode}");
        }
    }

    void Report(string why)
    {
        if (_reported != why)
        {
            _reported = why;
            log.LogWarning("No connection to the broker at {Broker}: {Why}; trying again", _target, why);
        }
    }
}
