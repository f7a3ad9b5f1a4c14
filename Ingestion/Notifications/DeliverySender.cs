using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Notifications;

/// <summary>Sends what waits on one channel, and notes what became of each. One caller.</summary>
sealed class DeliverySender(
    INotificationChannel channel, DeliveryBook book, NotificationWriter writer, CalloutRunner callouts, TimeProvider clock, ILogger<DeliverySender> logger)
{
    const int AtOnce = 4;
    const int Most = 8;

    static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(4);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);
    static readonly TimeSpan NoteWithin = TimeSpan.FromSeconds(10);

    /// <summary>Returns how many were tried.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var waiting = await book.WaitingAsync(channel.Name, clock.UnixMs(), Most, cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            waiting, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (delivery, cancel) => await TryAsync(delivery, cancel).ConfigureAwait(false))
            .ConfigureAwait(false);
        return waiting.Count;
    }

    /// <summary>How long until the next try.</summary>
    /// <param name="tries">Those that failed, this one included.</param>
    internal static TimeSpan PauseAfter(int tries, TimeSpan? asked)
    {
        var ours = FirstPause * Math.Pow(3, Math.Min(tries - 1, 10));
        var pause = ours < LongestPause ? ours : LongestPause;
        return asked is { } wish && wish > pause ? (wish < LongestAsked ? wish : LongestAsked) : pause;
    }

    /// <summary>One that cannot be sent at all must not take the others with it; it was set to be tried again.</summary>
    async Task TryAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(delivery, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "{Channel}: a message waits", channel.Name);
        }
    }

    async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var alerts = await book.AlertsOfAsync(delivery.Key, cancellationToken).ConfigureAwait(false);
        var now = clock.UnixMs();
        if (!IsNeeded(delivery, alerts, now) || IsGone(delivery))
        {
            await book.DropAsync(delivery.Key, now, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await WriteAsync(delivery, alerts, now, cancellationToken).ConfigureAwait(false) is not { } notification)
        {
            return;
        }

        if (!await book.ClaimAsync(delivery.Key, now, now + (long)PauseAfter(delivery.Tries + 1, null).TotalMilliseconds, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var outcome = await channel.SendAsync(notification, cancellationToken).ConfigureAwait(false);
        // What has gone out is written down, also while we stop: else it would go out again.
        using var limit = new CancellationTokenSource(NoteWithin);
        await NoteAsync(delivery, outcome, limit.Token).ConfigureAwait(false);
    }

    /// <summary>Null where there are no words for it, and never will be: it has failed, and takes no other's turn.</summary>
    async Task<Notification?> WriteAsync(Delivery delivery, IReadOnlyList<Alert> alerts, long now, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(delivery, alerts, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            logger.LogError("{Channel}: a message cannot be written: {Why}", channel.Name, e.Message);
            await book.TriedAsync(delivery.Key, DeliveryState.Failed, e.Message, null, now, blamesChannel: false, cancellationToken: cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>The person is no longer in the plan.</summary>
    bool IsGone(Delivery delivery) => delivery is { Contact: { } contact, Reason: not NotificationReason.Test } && callouts.Plan.Contact(contact) is null;

    /// <summary>Nobody is woken for what somebody else has taken up, or what is over; that it is over, a try of a channel and a report are always told.</summary>
    static bool IsNeeded(Delivery delivery, IReadOnlyList<Alert> alerts, long now) =>
        delivery.Reason is NotificationReason.Cleared or NotificationReason.Test or NotificationReason.Report || alerts.Any(alert => CalledAlert.StandingOf(alert, now) == AlertStanding.Calling);

    async Task NoteAsync(Delivery delivery, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var now = clock.UnixMs();
        if (outcome.Result == SendResult.Sent)
        {
            await book.TriedAsync(delivery.Key, DeliveryState.Sent, outcome.Text, null, now, cancellationToken: cancellationToken).ConfigureAwait(false);
            return;
        }

        logger.LogWarning("{Channel}: a message was not taken: {Why}", channel.Name, outcome.Text);
        var next = now + (long)PauseAfter(delivery.Tries + 1, outcome.RetryAfter).TotalMilliseconds;
        var again = outcome.Result == SendResult.Retry && delivery.Reason != NotificationReason.Test && next - delivery.WantedAt < GiveUpAfter.TotalMilliseconds;
        var instead = Instead(delivery, now);
        if (await book.TriedAsync(delivery.Key, again ? DeliveryState.Waiting : DeliveryState.Failed, outcome.Text, again ? next : null, now, instead, outcome.Result == SendResult.Retry, cancellationToken).ConfigureAwait(false) > 0)
        {
            callouts.Tell();
        }
    }

    List<Call> Instead(Delivery delivery, long now) =>
        delivery.Contact is { } id && callouts.Plan.Contact(id) is { } contact ? [.. callouts.Audience.InsteadOf(contact, channel.Name, delivery.Severity ?? Severity.Warning, now)] : [];
}
