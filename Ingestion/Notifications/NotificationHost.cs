using System.Threading.Channels;
using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Storage.City;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Notifications;

/// <summary>
/// Looks at once when the alert log has changed, and keeps one loop for each channel that sends. What is due by the clock is the job's
/// (<see cref="Jobs.CalloutJob"/>). While the city database is away everything waits and is tried again.
/// </summary>
public sealed class NotificationHost(
    AlertLog log, CalloutRunner callouts, DeliveryBook book, NotificationWriter writer, ChannelList channels, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly INotificationChannel[] _channels = [.. channels.All];
    readonly ILogger _logger = loggers.CreateLogger<NotificationHost>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilDoneAsync(() => book.RegisterAsync([.. _channels.Select(channel => (channel.Name, channel.IsPersonal))], stoppingToken), stoppingToken).ConfigureAwait(false);
        var wakes = _channels.Select(_ => NewSignal()).ToArray();
        var changed = NewSignal();
        void OnChanged(long number) => changed.Writer.TryWrite(true);
        void OnAdded() => Array.ForEach(wakes, wake => wake.Writer.TryWrite(true));
        log.Changed += OnChanged;
        callouts.Added += OnAdded;
        try
        {
            await Task.WhenAll([LookAsync(changed.Reader, stoppingToken), .. _channels.Zip(wakes, (channel, wake) => SendAsync(channel, wake.Reader, stoppingToken))]).ConfigureAwait(false);
        }
        finally
        {
            log.Changed -= OnChanged;
            callouts.Added -= OnAdded;
        }
    }

    static Channel<bool> NewSignal() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    async Task LookAsync(ChannelReader<bool> changed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await UntilDoneAsync(() => callouts.LookAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            await PauseAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task SendAsync(INotificationChannel channel, ChannelReader<bool> wake, CancellationToken cancellationToken)
    {
        var sender = new DeliverySender(channel, book, writer, callouts, clock, loggers.CreateLogger<DeliverySender>());
        while (!cancellationToken.IsCancellationRequested)
        {
            await UntilDoneAsync(() => sender.SendDueAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            await PauseAsync(wake, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Until somebody calls, or a second of the real time: a scheduler waits for a time that was when the clock is set back.</summary>
    async Task PauseAsync(ChannelReader<bool> wake, CancellationToken cancellationToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(wake.WaitToReadAsync(pause.Token).AsTask(), Task.Delay(LookEvery, clock.Pace(), pause.Token)).ConfigureAwait(false);
        await pause.CancelAsync().ConfigureAwait(false);
        wake.TryRead(out _);
    }

    /// <summary>Nothing is lost while the database is away: what waits is there when it comes back.</summary>
    async Task UntilDoneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        string? said = null;
        while (true)
        {
            try
            {
                await work().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (said != e.Message)
                {
                    _logger.LogError("Notifications wait, the next try is in a second: {Error}", e.Message);
                    said = e.Message;
                }

                await Task.Delay(LookEvery, clock.Pace(), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
