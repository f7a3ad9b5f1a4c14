using System.Threading.Channels;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Live;

namespace CityOps.Dashboard.Components.Screen;

/// <summary>
/// Tells the components of one screen when to draw: when the feed's version moved, at most once in <see cref="Shortest"/>, and
/// once a second. An alert does not wait for the rest after a value: only that after another alert. One per circuit. Listeners are
/// called from any thread, one call at a time, in the culture of the first one.
/// </summary>
/// <param name="pace">The viewer's time: the city's own clock may run faster.</param>
public sealed class ScreenPulse(LiveFeed feed, TimeProvider pace) : IAsyncDisposable
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A full channel already holds the one signal that is needed.
    static readonly BoundedChannelOptions OneSignal = new(1) { FullMode = BoundedChannelFullMode.DropWrite };

    readonly Channel<bool> _signal = Channel.CreateBounded<bool>(OneSignal);
    readonly Channel<bool> _alerts = Channel.CreateBounded<bool>(OneSignal);
    readonly CancellationTokenSource _stop = new();
    Task? _loop;
    ITimer? _seconds;
    int _isSecondDue;
    bool _isDisposed;

    event Action<ScreenBeat>? Beat;

    /// <summary>Dispose the answer to stop listening.</summary>
    public IDisposable Subscribe(Action<ScreenBeat> draw)
    {
        Beat += draw;
        if (_loop is null)
        {
            // Read before listening: a move in between then counts as one.
            var drawn = feed.Version;
            feed.Moved += OnMoved;
            feed.AlertsChanged += OnAlerts;
            _seconds = pace.CreateTimer(_ => OnSecond(), null, Second, Second);
            _loop = Task.Run(() => RunAsync(drawn, _stop.Token));
        }

        return new Subscription(this, draw);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        feed.Moved -= OnMoved;
        feed.AlertsChanged -= OnAlerts;
        await _stop.CancelAsync();
        if (_seconds is not null)
        {
            await _seconds.DisposeAsync();
        }

        if (_loop is not null)
        {
            await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    void OnMoved() => _ = _signal.Writer.TryWrite(true);

    void OnAlerts(IReadOnlyList<Alert> changed) => _ = _alerts.Writer.TryWrite(true);

    void OnSecond()
    {
        Interlocked.Exchange(ref _isSecondDue, 1);
        _ = _signal.Writer.TryWrite(true);
    }

    async Task RunAsync(long drawn, CancellationToken stop)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(stop))
        {
            // Before the version: an alert that comes between the two is drawn now, and at worst once more.
            var isAlert = _alerts.Reader.TryRead(out var _);
            var version = feed.Version;
            var beat = version == drawn ? ScreenBeat.None : ScreenBeat.Moved;
            drawn = version;
            if (Interlocked.Exchange(ref _isSecondDue, 0) == 1)
            {
                beat |= ScreenBeat.Second;
            }

            if (beat != ScreenBeat.None)
            {
                Beat?.Invoke(beat);
                await RestAsync(isAlert, stop);
            }
        }
    }

    async Task RestAsync(bool isAfterAlert, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var rest = Task.Delay(Shortest, pace, over.Token);
        await (isAfterAlert ? rest : Task.WhenAny(rest, _alerts.Reader.WaitToReadAsync(over.Token).AsTask()));
        await over.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    sealed class Subscription(ScreenPulse pulse, Action<ScreenBeat> draw) : IDisposable
    {
        public void Dispose() => pulse.Beat -= draw;
    }
}
