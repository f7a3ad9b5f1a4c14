using System.Buffers.Text;
using CityOps.Core.Live;
using CityOps.Core.Readings;
using CityOps.Ingestion.Mqtt;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Keeps <see cref="LiveFeed"/> up to date: values from live frames, asking for a key frame whenever something was missed; alerts
/// and registry from the city database at each hint and every 2 s, so that no hint is needed.
/// </summary>
public sealed class LiveFeedReader : BackgroundService
{
    const int AlertsPerRead = 1_000;
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    static readonly TimeSpan BetweenHellos = TimeSpan.FromSeconds(1);

    // Births of a whole city come within seconds, and each of them hints.
    static readonly TimeSpan BetweenRegistryReads = TimeSpan.FromMilliseconds(500);

    /// <summary>Whoever makes up devices moves the registry all the time, and it is read as a whole.</summary>
    const int RestPerWork = 4;

    readonly LiveFeed _feed;
    readonly MqttLink _link;
    readonly CityReads _city;
    readonly LiveClocks _clocks;
    readonly ILogger<LiveFeedReader> _log;
    readonly Wake _hello;
    readonly Wake _alerts;
    readonly Wake _registry;
    readonly Lock _gate = new();
    readonly FrameOrder _order = new();

    long _alertChange = -1;
    bool _registryRead;
    bool _strangeReported;

    public LiveFeedReader(LiveFeed feed, MqttLink link, CityReads city, LiveClocks clocks, ILogger<LiveFeedReader> log)
    {
        (_feed, _link, _city, _clocks, _log) = (feed, link, city, clocks, log);
        (_hello, _alerts, _registry) = (new Wake(clocks.Pace), new Wake(clocks.Pace), new Wake(clocks.Pace));
    }

    /// <summary>Every frame since the last key frame has come.</summary>
    public bool IsWhole
    {
        get
        {
            lock (_gate)
            {
                return _order.IsWhole;
            }
        }
    }

    public override void Dispose()
    {
        _link.Connected -= OnConnected;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _link.Connected += OnConnected;
        await _link.SubscribeAsync(LiveTopics.Values, OnFrame, stoppingToken);
        await _link.SubscribeAsync(LiveTopics.AlertsChanged, OnAlertsChanged, stoppingToken);
        await _link.SubscribeAsync(LiveTopics.Config, _ => _registry.Set(), stoppingToken);
        await Task.WhenAll(
            LoopAsync("a key frame", _hello, BetweenHellos, SayHelloAsync, stoppingToken),
            LoopAsync("alerts", _alerts, TimeSpan.Zero, ReadAlertsAsync, stoppingToken),
            LoopAsync("the registry", _registry, BetweenRegistryReads, ReadRegistryAsync, stoppingToken));
    }

    /// <summary>
    /// Works at each wake and every 2 s, with a rest after each time, a longer one after long work; says what is wrong once, and again when it
    /// changes.
    /// </summary>
    async Task LoopAsync(string what, Wake wake, TimeSpan rest, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        string? reported = null;
        while (true)
        {
            var began = _clocks.Pace.GetTimestamp();
            try
            {
                await work(cancellationToken);
                reported = null;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (reported != e.Message)
                {
                    reported = e.Message;
                    _log.LogWarning("The live feed cannot read {What}: {Why}; trying again", what, e.Message);
                }
            }

            var pause = rest > TimeSpan.Zero ? Longer(rest, RestPerWork * _clocks.Pace.GetElapsedTime(began)) : TimeSpan.Zero;
            await Task.Delay(pause, _clocks.Pace, cancellationToken);
            await wake.WaitAsync(Longer(Tick - pause, TimeSpan.Zero), cancellationToken);
        }
    }

    static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    void OnConnected()
    {
        lock (_gate)
        {
            _order.Forget();
        }

        _hello.Set();
        _alerts.Set();
        _registry.Set();
    }

    void OnFrame(ReadOnlyMemory<byte> payload)
    {
        if (!LiveFrameCodec.TryDecode(payload.Span, out var frame))
        {
            if (!_strangeReported)
            {
                _strangeReported = true;
                _log.LogWarning("Live frames are in no format known here: are all roles of one release?");
            }

            return;
        }

        _strangeReported = false;
        bool missed;
        lock (_gate)
        {
            var was = _order.IsWhole;
            _order.Take(frame);
            missed = was && !_order.IsWhole;
        }

        // Values are taken in any case: each is the newest of its series, whatever became of the others.
        _feed.TakeValues(frame.Items, _clocks.City.UnixMs());
        if (missed)
        {
            _hello.Set();
        }
    }

    void OnAlertsChanged(ReadOnlyMemory<byte> payload)
    {
        // Our own read of two seconds ago may have been faster than the hint.
        if (!Utf8Parser.TryParse(payload.Span, out long change, out _) || change > Volatile.Read(ref _alertChange))
        {
            _alerts.Set();
        }
    }

    Task SayHelloAsync(CancellationToken cancellationToken) =>
        IsWhole ? Task.CompletedTask : _link.PublishAsync(LiveTopics.Hello, ReadOnlyMemory<byte>.Empty, cancellationToken: cancellationToken);

    async Task ReadAlertsAsync(CancellationToken cancellationToken)
    {
        if (_alertChange < 0)
        {
            // The number first: what changes between the two reads is read again, and that is harmless.
            var change = await _city.LastAlertChange(cancellationToken);
            _feed.ResetAlerts(await _city.OpenAlerts(cancellationToken));
            Volatile.Write(ref _alertChange, change);
        }

        IReadOnlyList<Core.Alerts.Alert> changed;
        do
        {
            changed = await _city.AlertChangesSince(_alertChange, AlertsPerRead, cancellationToken);
            _feed.TakeAlerts(changed);
            Volatile.Write(ref _alertChange, changed.Aggregate(_alertChange, (newest, alert) => Math.Max(newest, alert.Change)));
        }
        while (changed.Count == AlertsPerRead);
    }

    async Task ReadRegistryAsync(CancellationToken cancellationToken)
    {
        if (_registryRead && await _city.RegistryRevision(cancellationToken) == _feed.Registry.Revision)
        {
            return;
        }

        _feed.TakeRegistry(await _city.LoadRegistry(cancellationToken));
        _registryRead = true;
    }
}
