using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Turns what callouts decide into messages that wait, inside one transaction. Not thread-safe.</summary>
sealed class CalloutTurns(CityDatabase db, NotificationPlan plan, Audience audience, long now)
{
    /// <summary>Stands for the channel of somebody who has none.</summary>
    internal const string NoChannel = "none";

    /// <summary>Messages that now wait to be sent.</summary>
    public int Added { get; private set; }

    public async Task RunAsync(Callout callout, CancellationToken cancellationToken)
    {
        var route = plan.Route(callout.Route);
        while (callout.Next(route, now) is { } turn)
        {
            var waiting = await db.Deliveries.Where(one => one.CalloutId == callout.Id && one.State == DeliveryState.Waiting).ToListAsync(cancellationToken);
            if (turn.Reason == NotificationReason.Cleared)
            {
                await TellEndAsync(callout, turn, waiting, cancellationToken);
            }
            else
            {
                await CallAsync(callout, turn, audience.Of(route!.Steps.Skip(turn.FromStep).Take(turn.ToStep - turn.FromStep + 1).SelectMany(step => step.To), turn.Worst, now), waiting, cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        if (callout.EndedAt is not null)
        {
            await DropAsync(callout, cancellationToken);
        }
    }

    async Task CallAsync(Callout callout, CalloutTurn turn, IReadOnlyList<Call> calls, List<DeliveryEntity> waiting, CancellationToken cancellationToken)
    {
        foreach (var call in calls)
        {
            // What still waits for the same receiver goes into the new message: a channel that comes back does not pour out what has piled up.
            var earlier = waiting.Find(one => one.State == DeliveryState.Waiting && one.Channel == call.Channel && one.Contact == call.Contact?.Id);
            var (reason, alerts, severity, told) = (turn.Reason, turn.Alerts, turn.Worst, call);
            if (earlier is not null)
            {
                var before = await db.DeliveryAlerts.Where(one => one.Delivery == earlier.Key).Select(one => one.AlertId).ToListAsync(cancellationToken);
                (reason, alerts) = (earlier.Reason == NotificationReason.First ? earlier.Reason : reason, [.. alerts.Union(before)]);
                if (earlier.Severity < severity)
                {
                    // What is urgent stays so, and does not wait for the morning with what is not.
                    (severity, told) = (earlier.Severity.Value, call with { Due = Math.Min(call.Due, earlier.DueAt) });
                }

                (earlier.State, earlier.DoneAt, earlier.Outcome) = (DeliveryState.Dropped, now, "Part of a newer message.");
            }

            Add(callout, reason, turn.Reason == NotificationReason.Escalation ? callout.Step : 0, severity, alerts, told);
        }

        if (!calls.Any(call => call.IsPossible))
        {
            callout.FallThrough(now);
        }
    }

    /// <summary>Whoever heard of it hears that it is over; whoever has not is left alone.</summary>
    async Task TellEndAsync(Callout callout, CalloutTurn turn, List<DeliveryEntity> waiting, CancellationToken cancellationToken)
    {
        waiting.ForEach(Drop);
        var told = await db.Deliveries.Where(one => one.CalloutId == callout.Id && one.State == DeliveryState.Sent).ToListAsync(cancellationToken);
        foreach (var one in told.DistinctBy(one => (one.Channel, one.Contact)))
        {
            // Gone from the plan since: nothing more is sent.
            var contact = one.Contact is null ? null : plan.Contact(one.Contact);
            if (one.Contact is null || contact is not null)
            {
                var due = contact is null ? now : audience.DueOf(contact, turn.Worst, now);
                Add(callout, turn.Reason, 0, turn.Worst, turn.Alerts, new Call(one.Channel, contact, contact?.AddressOn(one.Channel) ?? one.To, "end", due));
            }
        }
    }

    async Task DropAsync(Callout callout, CancellationToken cancellationToken)
    {
        foreach (var one in await db.Deliveries.Where(one => one.CalloutId == callout.Id && one.State == DeliveryState.Waiting && one.Reason != NotificationReason.Cleared).ToListAsync(cancellationToken))
        {
            Drop(one);
        }
    }

    void Drop(DeliveryEntity delivery) => (delivery.State, delivery.DoneAt, delivery.Outcome) = (DeliveryState.Dropped, now, DeliveryBook.OverBefore);

    void Add(Callout callout, NotificationReason reason, int step, Severity severity, IReadOnlyList<string> alerts, Call call)
    {
        var delivery = Make(callout.Id, callout.Turns, reason, step, severity, callout.Drill, alerts.Count, call, now, callout.Id);
        db.Deliveries.Add(delivery);
        db.DeliveryAlerts.AddRange(alerts.Select(alert => new DeliveryAlertEntity { Delivery = delivery.Key, AlertId = alert }));
        Added += call.IsPossible ? 1 : 0;
    }

    /// <param name="origin">What it comes from: with the turn, the channel and the receiver it makes the key.</param>
    internal static DeliveryEntity Make(
        string origin, int turn, NotificationReason reason, int step, Severity? severity, bool drill, int count, Call call, long now, string? callout) => new()
    {
        Key = AlertId.From(origin, $"{call.Channel ?? NoChannel}|{call.Contact?.Id}", turn),
        CalloutId = callout,
        Channel = call.Channel ?? NoChannel,
        Contact = call.Contact?.Id,
        ContactName = call.Contact?.Name,
        To = call.To,
        Language = call.Contact?.Language ?? "sl",
        Reason = reason,
        Step = step,
        Severity = severity,
        Drill = drill,
        Count = count,
        CreatedAt = now,
        WantedAt = call.Due,
        DueAt = call.Due,
        State = call.IsPossible ? DeliveryState.Waiting : DeliveryState.Failed,
        Outcome = call.Problem switch
        {
            CallProblem.NoAddress => "No address on any channel that is used for this severity.",
            CallProblem.NoChannel => "This channel is not configured.",
            _ => null,
        },
        DoneAt = call.IsPossible ? null : now,
    };
}
