using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Ingestion.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;

namespace CityOps.Ingestion.Mqtt.External;

/// <summary>
/// Intake from a broker elsewhere. One loop keeps one connection at a time and makes a new one, with everything that belongs to it,
/// when that ends. The broker's session keeps what comes meanwhile.
/// </summary>
sealed class ExternalBroker(
    ExternalOptions options, MqttIntake intake, TimeProvider clock, IHostApplicationLifetime program, ILogger<ExternalBroker> log)
    : IBrokerDoor, IAsyncDisposable
{
    static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);

    readonly SessionOwner _owner = new(options);
    readonly CancellationTokenSource _stop = new();
    readonly Lock _gate = new();
    Task _running = Task.CompletedTask;
    volatile ExternalConnection? _connection;
    ExternalConnection? _left;
    SessionTakenOverException? _takenOver;

    // Of the gate.
    string? _trouble = "not connected yet";
    long _since = clock.UnixMs();
    int _connects;

    public DoorState State
    {
        get
        {
            lock (_gate)
            {
                var numbers = new Dictionary<string, double>
                {
                    [DoorState.Unacknowledged] = _connection?.Window.Messages ?? 0, [DoorState.Reconnects] = Math.Max(0, _connects - 1),
                };
                return _trouble is null
                    ? new DoorState(true, _since, _connection is { IsPaused: true }
                        ? $"Reading from the broker at {options.Address} pauses until more of what came is in the journal."
                        : $"Messages come from the broker at {options.Address}.", numbers)
                    : new DoorState(false, _since, $"No messages from the broker at {options.Address}: {_trouble}.", numbers);
            }
        }
    }

    /// <summary>The one there is now; for tests.</summary>
    internal ExternalConnection? Connection => _connection;

    /// <summary>How often a connection was tried; for tests.</summary>
    internal int Attempts { get; private set; }

    public Task OpenAsync()
    {
        _running = Task.Run(() => RunAsync(_stop.Token));
        return Task.CompletedTask;
    }

    public async Task CloseAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        if (_takenOver is { } why)
        {
            throw why;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    async Task RunAsync(CancellationToken cancellationToken)
    {
        // The real clock, also where the city's own runs faster: a network does not.
        var (pace, backOff) = (TimeProvider.System, new BackOff(Random.Shared));
        while (!cancellationToken.IsCancellationRequested)
        {
            var began = pace.GetTimestamp();
            Attempts++;
            try
            {
                // The broker will send again what was not acknowledged: let the journal have it first, so that memory holds it once.
                await (_left?.CommitsAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
                await _owner.CheckAsync(cancellationToken).ConfigureAwait(false);
                await LiveOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (SessionTakenOverException e)
            {
                End(e);
                return;
            }
            catch (Exception e)
            {
                Report(BrokerWords.Of(e));
            }

            var pause = backOff.Next(afterSuccess: pace.GetElapsedTime(began) >= StableAfter);
            await Task.Delay(pause, pace, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Down("it is being left");
    }

    /// <summary>A connection from its beginning to its end.</summary>
    async Task LiveOnceAsync(CancellationToken cancellationToken)
    {
        var connection = new ExternalConnection(options, intake, log);
        try
        {
            _connection = connection;
            await OpenAsync(connection, cancellationToken).ConfigureAwait(false);
            Report(WhyGone(await connection.Gone.WaitAsync(cancellationToken).ConfigureAwait(false)));
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            (_connection, _left) = (null, connection);
        }
    }

    async Task OpenAsync(ExternalConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(_owner, Up, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (connection.Gone is { IsCompletedSuccessfully: true, Result: { ClientWasConnected: true } gone })
        {
            throw new IOException(WhyGone(gone));
        }

        Up();
    }

    string WhyGone(MqttClientDisconnectedEventArgs gone) => gone.Reason == MqttClientDisconnectReason.SessionTakenOver
        ? throw new SessionTakenOverException(options.Settings.ClientId, options.Address)
        : BrokerWords.Of(gone);

    /// <summary>Messages come. Said twice of a connection whose session the broker had, and counted once.</summary>
    void Up()
    {
        lock (_gate)
        {
            if (_trouble is null)
            {
                return;
            }

            (_trouble, _since) = (null, clock.UnixMs());
            _connects++;
        }

        log.LogInformation("Connected to the broker at {Broker} as {ClientId}", options.Address, options.Settings.ClientId);
    }

    /// <summary>Says what is wrong once, and again when it changes.</summary>
    void Report(string why)
    {
        if (Down(why))
        {
            log.LogWarning("No messages from the broker at {Broker}: {Why}; trying again", options.Address, why);
        }
    }

    bool Down(string why)
    {
        lock (_gate)
        {
            var changed = _trouble != why;
            (_since, _trouble) = (_trouble is null ? clock.UnixMs() : _since, why);
            return changed;
        }
    }

    void End(SessionTakenOverException why)
    {
        _takenOver = why;
        Down("another program took over our session");
        log.LogCritical("{Why}", why.Message);
        program.StopApplication();
    }
}
