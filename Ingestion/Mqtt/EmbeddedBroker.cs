using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Intake;
using Microsoft.Extensions.Logging;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// The MQTT broker in this process. Intake is its publish interceptor; an acknowledgement leaves only after the commit of the
/// message it is for.
/// </summary>
public sealed class EmbeddedBroker : IBrokerDoor, IAsyncDisposable
{
    readonly BrokerSettings _settings;
    readonly OwnRole _role;
    readonly MqttIntake _intake;
    readonly ILogger<EmbeddedBroker> _logger;
    readonly MqttServer _server;
    readonly ConcurrentDictionary<string, BrokerConnection> _connections = [];
    readonly TimeProvider _clock;
    long _forbidden;
    long _since;

    public EmbeddedBroker(BrokerSettings settings, OwnRole role, MqttIntake intake, TimeProvider clock, ILogger<EmbeddedBroker> logger)
    {
        (_settings, _role, _intake, _clock, _logger) = (settings, role, intake, clock, logger);
        _since = clock.UnixMs();
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint()
            .WithDefaultEndpointPort(settings.Port)
            .WithDefaultEndpointBoundIPAddress(BrokerSettingsReader.ListenAddress(settings.Host))
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(options, [new NamingServerAdapter(new BrokerListener(logger))]);
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.ClientConnectedAsync += ConnectedAsync;
        _server.ClientDisconnectedAsync += DisconnectedAsync;
        _server.InterceptingSubscriptionAsync += InterceptSubscriptionAsync;
        _server.InterceptingInboundPacketAsync += InterceptInboundAsync;
        _server.InterceptingPublishAsync += InterceptPublishAsync;
        _server.InterceptingOutboundPacketAsync += InterceptOutboundAsync;
    }

    public string Host => _settings.Host;

    public int Port => _settings.Port;

    public DoorState State => _server.IsStarted
        ? new DoorState(true, _since, "The embedded broker takes messages.", Numbers())
        : new DoorState(false, _since, "The embedded broker does not run.", Numbers());

    /// <inheritdoc/>
    public async Task OpenAsync()
    {
        await _server.StartAsync().ConfigureAwait(false);
        _since = _clock.UnixMs();
        _logger.LogInformation("MQTT broker on {Host}:{Port}", Host, Port);
    }

    /// <inheritdoc/>
    public async Task CloseAsync()
    {
        if (_server.IsStarted)
        {
            await _server.StopAsync().ConfigureAwait(false);
            _since = _clock.UnixMs();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _server.Dispose();
    }

    Dictionary<string, double> Numbers() => new()
    {
        [DoorState.Connections] = _connections.Count, [DoorState.Forbidden] = Interlocked.Read(ref _forbidden),
    };

    Task ValidateAsync(ValidatingConnectionEventArgs e)
    {
        if (string.IsNullOrEmpty(e.ClientId))
        {
            e.AssignedClientIdentifier = $"auto-{Guid.NewGuid():N}";
        }

        var allowed = string.IsNullOrEmpty(e.UserName) ? _settings.Anonymous : _role.Matches(e.UserName, e.Password);
        if (!allowed)
        {
            e.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            Interlocked.Increment(ref _forbidden);
            _logger.LogWarning("Refused a connection: the client's name or password is not known");
        }

        return Task.CompletedTask;
    }

    Task ConnectedAsync(ClientConnectedEventArgs e)
    {
        // Names other than our own were refused above, so a name is ours.
        var connection = BrokerConnection.Current!;
        connection.Own = e.UserName == OwnRole.User;
        _connections[e.ClientId] = connection;
        return Task.CompletedTask;
    }

    Task DisconnectedAsync(ClientDisconnectedEventArgs e)
    {
        // The id may belong to a new connection already.
        if (e.DisconnectType != MqttClientDisconnectType.Takeover && BrokerConnection.Current is { } connection)
        {
            _connections.TryRemove(new KeyValuePair<string, BrokerConnection>(e.ClientId, connection));
        }

        return Task.CompletedTask;
    }

    Task InterceptSubscriptionAsync(InterceptingSubscriptionEventArgs e)
    {
        if (!BrokerRights.MaySubscribe(e.TopicFilter.Topic, BrokerConnection.Current))
        {
            e.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
            e.ProcessSubscription = false;
            Interlocked.Increment(ref _forbidden);
        }

        return Task.CompletedTask;
    }

    Task InterceptInboundAsync(InterceptingPacketEventArgs e)
    {
        if (e.Packet is MqttPublishPacket { QualityOfServiceLevel: > MqttQualityOfServiceLevel.AtMostOnce } publish)
        {
            BrokerConnection.Current?.Received(publish.PacketIdentifier);
        }

        return Task.CompletedTask;
    }

    async Task InterceptPublishAsync(InterceptingPublishEventArgs e)
    {
        var connection = BrokerConnection.Current;
        var packetId = connection?.TakeReceived() ?? 0;
        var commit = Task.CompletedTask;
        if (!BrokerRights.MayPublish(e.ApplicationMessage.Topic, connection))
        {
            e.ProcessPublish = false;
            e.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            Interlocked.Increment(ref _forbidden);
        }
        else if (!BrokerRights.IsOurs(e.ApplicationMessage.Topic))
        {
            await _intake.WaitForRoomAsync(e.ApplicationMessage.Topic, e.CancellationToken).ConfigureAwait(false);
            commit = Accept(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload);

            // It is counted and quarantined; the broker neither hands it on nor retains it.
            e.ProcessPublish = Topics.Classify(e.ApplicationMessage.Topic).Kind != TopicKind.BadTopic;
        }

        if (packetId != 0)
        {
            connection!.Expect(packetId, commit);
        }
    }

    Task Accept(string topic, ReadOnlySequence<byte> payload) =>
        _intake.Accept(topic, payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray());

    async Task InterceptOutboundAsync(InterceptingPacketEventArgs e)
    {
        var connection = BrokerConnection.Current;
        switch (e.Packet)
        {
            case MqttPublishPacket publish:
                e.ProcessPacket = BrokerRights.MayHear(publish.Topic, connection);
                break;
            case MqttPubAckPacket or MqttPubRecPacket:
                SayThatItWasHeard(e.Packet);
                e.ProcessPacket = await IsCommittedAsync(connection, (MqttPacketWithIdentifier)e.Packet, e).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Intake subscribes to nothing and hears everything: whoever counts what nobody heard (Simulators does) would be told wrong.</summary>
    static void SayThatItWasHeard(MqttPacket answer)
    {
        if (answer is MqttPubAckPacket { ReasonCode: MqttPubAckReasonCode.NoMatchingSubscribers } ack)
        {
            ack.ReasonCode = MqttPubAckReasonCode.Success;
        }
        else if (answer is MqttPubRecPacket { ReasonCode: MqttPubRecReasonCode.NoMatchingSubscribers } received)
        {
            received.ReasonCode = MqttPubRecReasonCode.Success;
        }
    }

    /// <summary>Waits for the commit behind an acknowledgement. An exception here would be swallowed, so failure is an answer.</summary>
    static async Task<bool> IsCommittedAsync(BrokerConnection? connection, MqttPacketWithIdentifier packet, InterceptingPacketEventArgs e)
    {
        if (connection?.Take(packet.PacketIdentifier) is not { } commit)
        {
            return false;
        }

        // Without one the journal stops, or the connection is gone: unacknowledged, so the client sends it again.
        await commit.WaitAsync(e.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return commit.IsCompletedSuccessfully && !e.CancellationToken.IsCancellationRequested;
    }
}
