using CityOps.Ingestion.Intake;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// One connection of intake to a broker elsewhere, from connect to close, with a client object of its own. What came on it is
/// acknowledged on it or never: its queue of acknowledgements ends with it, and a commit that is late finds nobody.
/// </summary>
sealed class ExternalConnection : IAsyncDisposable
{
    const uint SessionExpirySeconds = 14 * 24 * 3600;
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    readonly ExternalOptions _options;
    readonly MqttIntake _intake;
    readonly ILogger _log;
    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    readonly BrokerStreams _streams;
    readonly TaskCompletionSource<MqttClientDisconnectedEventArgs> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _ended = new();
    readonly AcknowledgementQueue _queue;
    readonly Lock _gate = new();
    Task _acknowledging = Task.CompletedTask;
    bool _closing;

    public ExternalConnection(ExternalOptions options, MqttIntake intake, ILogger log)
    {
        (_options, _intake, _log) = (options, intake, log);
        Window = new IntakeWindow(options.Limits);
        _queue = new AcknowledgementQueue(Window, log);
        _streams = new BrokerStreams(options, OnMessage, WaitForRoomAsync);
        _client.DisconnectedAsync += e =>
        {
            _gone.TrySetResult(e);
            return Task.CompletedTask;
        };
    }

    public IntakeWindow Window { get; }

    /// <summary>Nothing is read, because what came before is more than we may hold.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>How often something was handed to the network.</summary>
    public long Writes => _streams.Opened?.Writes ?? 0;

    /// <summary>Completes when the connection is over.</summary>
    public Task<MqttClientDisconnectedEventArgs> Gone => _gone.Task;

    /// <param name="onSession">Called when the broker has our session: what it kept for us comes now, and only behind all of that the rest of its answers.</param>
    /// <exception cref="IOException">The broker does not want us, in words.</exception>
    public async Task OpenAsync(SessionOwner owner, Action onSession, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerWithin);
        var answer = await _client.ConnectAsync(Options(), limit.Token).ConfigureAwait(false);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException(BrokerWords.Of(answer.ResultCode));
        }

        if (answer.MaximumQoS < MqttQualityOfServiceLevel.AtLeastOnce)
        {
            throw new IOException("the broker allows QoS 0 only, so it would lose messages; look at its max_qos");
        }

        _acknowledging = _queue.RunAsync(_streams.Opened!, _ended.Token);
        if (answer.IsSessionPresent)
        {
            onSession();
        }

        // No time limit: the broker's answers come behind all that it kept for us.
        await owner.ClaimAsync(_client, cancellationToken).ConfigureAwait(false);
        await IntakeSubscription.MakeAsync(_client, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes nothing more, waits a little for the commits of what was taken, acknowledges them, and says good-bye. Safe to call
    /// after a connection that is lost.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closing = true;
            _queue.Complete();
        }

        if (_client.IsConnected)
        {
            await _acknowledging.WaitAsync(_options.Limits.StopWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _ended.CancelAsync().ConfigureAwait(false);
        await _acknowledging.ConfigureAwait(false);
        await _client.LeaveAsync().ConfigureAwait(false);
        if (_streams.Opened is { } stream)
        {
            await stream.CloseGentlyAsync().ConfigureAwait(false);
        }

        _client.Dispose();
        _ended.Dispose();
    }

    /// <inheritdoc cref="AcknowledgementQueue.CommitsAsync"/>
    public Task CommitsAsync(CancellationToken cancellationToken) => _queue.CommitsAsync(cancellationToken);

    MqttClientOptions Options() => _options.Begin(_streams).WithClientId(_options.Settings.ClientId)
        .WithCleanStart(false).WithSessionExpiryInterval(SessionExpirySeconds)
        .WithReceiveMaximum(ushort.MaxValue).WithoutPacketFragmentation().WithKeepAlivePeriod(TimeSpan.FromSeconds(60)).WithTimeout(AnswerWithin)
        .Build();

    // One call at a time, in order of receipt.
    void OnMessage(in PublishPacket packet)
    {
        lock (_gate)
        {
            if (!_closing)
            {
                Window.Arrived(packet.Bytes);

                // Hints between our own roles are read by another client; intake leaves them alone.
                _queue.Add(packet.PacketId, _intake.Accept(packet.Topic, packet.Payload), packet.Bytes);
            }
        }
    }

    /// <summary>The stream's question before each read.</summary>
    async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (_closing)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        if (Window.WaitForRoomAsync().IsCompleted && _intake.HasRoom)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            IsPaused = true;
            limit.CancelAfter(_options.Limits.Pause);
            await _intake.WaitForRoomAsync(limit.Token).ConfigureAwait(false);
            await Window.WaitForRoomAsync().WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("what came before is not in the journal yet, so nothing more is read; the broker keeps it");
        }
        finally
        {
            IsPaused = false;
        }
    }
}
