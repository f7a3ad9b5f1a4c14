using CityOps.Core.Notifications;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <content>What became of tries, and how channels do.</content>
public sealed partial class DeliveryBook
{
    /// <summary>After so long without success nobody knows any more how a channel does.</summary>
    static readonly long ForgottenMs = (long)TimeSpan.FromMinutes(15).TotalMilliseconds;

    /// <summary>
    /// Takes a message to be tried now; false where it is no longer to be sent. The next try is set before this one is made: where its outcome cannot be written, the
    /// same message does not go out again and again.
    /// </summary>
    /// <param name="again">When it is tried again unless somebody says otherwise.</param>
    public Task<bool> ClaimAsync(string key, long now, long again, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            if (await db.Deliveries.FindAsync([key], cancellationToken) is not { State: DeliveryState.Waiting } row || row.DueAt > now)
            {
                return false;
            }

            row.Tries++;
            row.DueAt = again;
            return true;
        },
        cancellationToken);

    /// <summary>Notes the outcome of a try, and how its channel does.</summary>
    /// <param name="blamesChannel">A failure is the channel's; of one receiver that is refused it is not.</param>
    /// <param name="state">Waiting = tried again at <paramref name="dueAt"/>.</param>
    /// <param name="instead">Other ways to the same person, asked for at the first failure; null = there are none.</param>
    /// <returns>How many other ways are tried now.</returns>
    public Task<int> TriedAsync(
        string key, DeliveryState state, string outcome, long? dueAt, long now, IReadOnlyList<Call>? instead = null, bool blamesChannel = true, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            // Taken by the other side is taken, though we had given it up meanwhile.
            if (await db.Deliveries.FindAsync([key], cancellationToken) is not { } row || !(row.State == DeliveryState.Waiting || (row.State == DeliveryState.Dropped && state == DeliveryState.Sent)))
            {
                return 0;
            }

            (row.State, row.Outcome, row.DueAt, row.DoneAt) = (state, outcome, dueAt ?? row.DueAt, state == DeliveryState.Waiting ? null : now);
            if (state == DeliveryState.Sent || blamesChannel)
            {
                await NoteAsync(db, row.Channel, state == DeliveryState.Sent ? null : outcome, now, cancellationToken);
            }

            return state == DeliveryState.Sent ? 0 : await ReplaceAsync(db, row, instead ?? [], now, cancellationToken);
        },
        cancellationToken);

    /// <summary>It is no longer needed.</summary>
    public Task DropAsync(string key, long now, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            if (await db.Deliveries.FindAsync([key], cancellationToken) is { State: DeliveryState.Waiting } row)
            {
                (row.State, row.Outcome, row.DoneAt) = (DeliveryState.Dropped, OverBefore, now);
            }

            return true;
        },
        cancellationToken);

    /// <summary>Says which channels there are now; those that are gone leave no trouble behind.</summary>
    public Task RegisterAsync(IReadOnlyList<(string Name, bool Personal)> channels, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            var known = await db.NotificationChannels.ToDictionaryAsync(one => one.Name, cancellationToken);
            foreach (var (name, personal) in channels)
            {
                if (known.Remove(name, out var row))
                {
                    row.Personal = personal;
                }
                else
                {
                    db.NotificationChannels.Add(new NotificationChannelEntity { Name = name, Personal = personal });
                }
            }

            db.NotificationChannels.RemoveRange(known.Values);
            var names = channels.Select(channel => channel.Name).ToList();
            foreach (var orphan in await db.Deliveries.Where(one => one.State == DeliveryState.Waiting && !names.Contains(one.Channel)).ToListAsync(cancellationToken))
            {
                (orphan.State, orphan.DoneAt, orphan.Outcome) = (DeliveryState.Failed, orphan.DueAt, "This channel is no longer configured.");
            }

            return true;
        },
        cancellationToken);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<NotificationChannel>> ChannelsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return (await db.NotificationChannels.AsNoTracking().OrderBy(one => one.Name).ToListAsync(cancellationToken)).ConvertAll(row => row.ToChannel());
    }

    /// <summary>Forgets a channel's trouble where nothing waits for it any more: the last word of a channel is not true for ever.</summary>
    public async Task ForgetTroubleAsync(long now, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.NotificationChannels.Where(one => one.FailingSince != null && one.FailingSince < now - ForgottenMs &&
                !db.Deliveries.Any(delivery => delivery.Channel == one.Name && delivery.State == DeliveryState.Waiting))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.FailingSince, (long?)null), cancellationToken);
    }

    static async Task NoteAsync(CityDatabase db, string channel, string? trouble, long now, CancellationToken cancellationToken)
    {
        if (await db.NotificationChannels.FindAsync([channel], cancellationToken) is { } row)
        {
            row.SentAt = trouble is null ? now : row.SentAt;
            row.FailingSince = trouble is null ? null : row.FailingSince ?? now;
            row.Error = trouble;
        }
    }

    static async Task<int> ReplaceAsync(CityDatabase db, DeliveryEntity row, IReadOnlyList<Call> instead, long now, CancellationToken cancellationToken)
    {
        if (row is not { CalloutId: { } callout, Replaced: false })
        {
            return 0;
        }

        row.Replaced = true;
        var used = await db.Deliveries.Where(one => one.CalloutId == callout && one.Contact == row.Contact && one.CreatedAt >= row.CreatedAt).Select(one => one.Channel).ToListAsync(cancellationToken);
        var fresh = instead.Where(call => !used.Contains(call.Channel!)).DistinctBy(call => call.Channel).ToList();
        var alerts = fresh.Count == 0 ? [] : await db.DeliveryAlerts.Where(one => one.Delivery == row.Key).Select(one => one.AlertId).ToListAsync(cancellationToken);
        foreach (var call in fresh)
        {
            var other = CalloutTurns.Make(callout + "|" + row.Key, 0, row.Reason, row.Step, row.Severity, row.Drill, row.Count, call, now, callout);
            db.Deliveries.Add(other);
            db.DeliveryAlerts.AddRange(alerts.Select(alert => new DeliveryAlertEntity { Delivery = other.Key, AlertId = alert }));
        }

        return fresh.Count;
    }
}
