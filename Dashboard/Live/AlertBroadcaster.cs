using CityOps.Core.Alerts;
using CityOps.Core.Live;

namespace CityOps.Dashboard.Live;

/// <summary>Sends alerts that changed at once to all who listen; what changes within the next 250 ms goes together.</summary>
public sealed class AlertBroadcaster(LiveSender sender, LiveFeed feed, AlertItems items, LiveClocks clocks, ILogger<AlertBroadcaster> log)
    : BackgroundService
{
    static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(250);

    readonly Lock _gate = new();
    readonly Wake _wake = new(clocks.Pace);
    Dictionary<string, Alert> _pending = [];

    public override void Dispose()
    {
        feed.AlertsChanged -= Take;
        base.Dispose();
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        feed.AlertsChanged += Take;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _wake.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
            try
            {
                SendPending();
            }
            catch (Exception e)
            {
                // One alert that cannot be put into words must not silence all that come after it.
                log.LogError(e, "BUG: changed alerts could not be sent");
            }

            await Task.Delay(BetweenMessages, clocks.Pace, stoppingToken);
        }
    }

    void Take(IReadOnlyList<Alert> changed)
    {
        lock (_gate)
        {
            foreach (var alert in changed)
            {
                _pending[alert.Id] = alert;
            }
        }

        _wake.Set();
    }

    void SendPending()
    {
        Dictionary<string, Alert> pending;
        lock (_gate)
        {
            (pending, _pending) = (_pending, []);
        }

        if (pending.Count > 0)
        {
            List<AlertItem> changes = [.. pending.Values.OrderBy(alert => alert.Change).Select(items.Of)];
            sender.Send(LiveHub.AlertListeners, client => client.Alerts(changes));
        }
    }
}
