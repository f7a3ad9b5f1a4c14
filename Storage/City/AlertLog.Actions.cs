using CityOps.Core.Alerts;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// What people do to alerts: facts beside the condition. Each is one transaction with a transition of its own. With a
/// <c>revision</c> the alert must still have it; without one nothing is compared. <c>now</c> is our clock, Unix ms.
/// </summary>
public sealed partial class AlertLog
{
    enum Effect : byte
    {
        Changed,
        StoodSo,
        NotAllowed,
        TooLong,
    }

    static readonly Dictionary<TransitionKind, string> Verbs = new()
    {
        [TransitionKind.Acknowledged] = "acknowledge", [TransitionKind.Commented] = "comment", [TransitionKind.Assigned] = "assign",
        [TransitionKind.Shelved] = "shelve", [TransitionKind.Unshelved] = "unshelve",
    };

    /// <summary>Cleared alerts can be acknowledged too. The first acknowledgement stays.</summary>
    public Task<AlertActionResult> AcknowledgeAsync(
        string id, Actor by, string? comment, int? revision, long now, CancellationToken cancellationToken = default) =>
        ActAsync(
            new PersonAct(id, TransitionKind.Acknowledged, by, comment, revision, now),
            alert =>
            {
                (alert.AcknowledgedBy, alert.AcknowledgedAt, alert.AcknowledgedComment) = (by.Name, now, comment);
                return Effect.Changed;
            },
            cancellationToken);

    /// <summary>The text is the reason of its transition.</summary>
    public Task<AlertActionResult> CommentAsync(
        string id, Actor by, string text, int? revision, long now, CancellationToken cancellationToken = default) =>
        ActAsync(new PersonAct(id, TransitionKind.Commented, by, text, revision, now), _ => Effect.Changed, cancellationToken);

    /// <param name="to">Null = nobody any more.</param>
    public Task<AlertActionResult> AssignAsync(
        string id, Actor by, string? to, int? revision, long now, CancellationToken cancellationToken = default) =>
        ActAsync(
            new PersonAct(id, TransitionKind.Assigned, by, to, revision, now),
            alert =>
            {
                var effect = alert.Assignee == to ? Effect.StoodSo : Effect.Changed;
                alert.Assignee = to;
                return effect;
            },
            cancellationToken);

    /// <summary>Takes the alert out of the active list until then. Shelving again replaces who, until and why.</summary>
    /// <param name="until">Unix ms, later than <paramref name="now"/>.</param>
    public Task<AlertActionResult> ShelveAsync(
        string id, Actor by, long until, string reason, int? revision, long now, CancellationToken cancellationToken = default) =>
        ActAsync(
            new PersonAct(id, TransitionKind.Shelved, by, reason, revision, now),
            alert =>
            {
                if (alert.Condition == AlertCondition.Cleared || until <= now)
                {
                    return Effect.NotAllowed;
                }

                if (until - now > ShelfLimits.Of(alert.Severity).TotalMilliseconds)
                {
                    return Effect.TooLong;
                }

                var stood = (alert.ShelvedBy, alert.ShelvedUntil, alert.ShelvedReason) == (by.Name, until, reason);
                (alert.ShelvedBy, alert.ShelvedUntil, alert.ShelvedReason) = (by.Name, until, reason);
                return stood ? Effect.StoodSo : Effect.Changed;
            },
            cancellationToken);

    public Task<AlertActionResult> UnshelveAsync(
        string id, Actor by, int? revision, long now, CancellationToken cancellationToken = default) =>
        ActAsync(
            new PersonAct(id, TransitionKind.Unshelved, by, null, revision, now),
            alert =>
            {
                var effect = alert.ShelvedBy is null ? Effect.StoodSo : Effect.Changed;
                (alert.ShelvedBy, alert.ShelvedUntil, alert.ShelvedReason) = (null, null, null);
                return effect;
            },
            cancellationToken);

    /// <summary>Brings back what was shelved until a time that has passed, each with a transition of that time. Returns how many.</summary>
    public async Task<int> EndShelvesAsync(long now, CancellationToken cancellationToken = default)
    {
        var (ended, last) = await _writes.RunAsync(
            async (db, counter) =>
            {
                var over = await db.Alerts.Where(alert => alert.ShelvedUntil != null && alert.ShelvedUntil <= now).ToListAsync(cancellationToken);
                foreach (var alert in over)
                {
                    var until = alert.ShelvedUntil!.Value;
                    (alert.ShelvedBy, alert.ShelvedUntil, alert.ShelvedReason) = (null, null, null);
                    alert.Revision++;
                    alert.Change = counter.Next();
                    await RecordAsync(db, new PersonAct(alert.Id, TransitionKind.Unshelved, null, "over", null, until), alert.Change, cancellationToken);
                }

                return (over.Count, counter.Value);
            },
            cancellationToken);
        Tell(ended > 0, last);
        return ended;
    }

    async Task<AlertActionResult> ActAsync(PersonAct act, Func<AlertEntity, Effect> apply, CancellationToken cancellationToken)
    {
        var (result, change) = await _writes.RunAsync(
            async (db, counter) =>
            {
                if (await db.Alerts.FindAsync([act.AlertId], cancellationToken) is not { } alert)
                {
                    return (new AlertActionResult(null, AlertActionOutcome.NotFound), 0L);
                }

                if (Refuse(alert, act) is { } refusal)
                {
                    return (new AlertActionResult(alert.ToAlert(), refusal), 0L);
                }

                var before = PersonsWords.Of(alert);
                var effect = apply(alert);
                if (effect != Effect.Changed)
                {
                    var outcome = effect switch
                    {
                        Effect.StoodSo => AlertActionOutcome.Done,
                        Effect.TooLong => AlertActionOutcome.TooLong,
                        _ => AlertActionOutcome.NotAllowed,
                    };
                    return (new AlertActionResult(alert.ToAlert(), outcome), 0L);
                }

                alert.Revision++;
                alert.Change = counter.Next();
                await RecordAsync(db, act, alert.Change, cancellationToken);
                await db.AddAuditAsync(AuditOf(act, before, alert), act.Now, cancellationToken);
                return (new AlertActionResult(alert.ToAlert(), AlertActionOutcome.Done), alert.Change);
            },
            cancellationToken);
        Tell(change > 0, change);
        return result;
    }

    static AuditAct AuditOf(PersonAct act, string before, AlertEntity alert)
    {
        var (verb, isComment) = (Verbs[act.Kind], act.Kind == TransitionKind.Commented);
        return new AuditAct(act.By!, "alert." + verb, "alert:" + alert.Id, isComment ? null : before, isComment ? PersonsWords.Comment(act.Reason) : PersonsWords.Of(alert));
    }

    static AlertActionOutcome? Refuse(AlertEntity alert, PersonAct act)
    {
        if (act.Kind == TransitionKind.Acknowledged && alert.AcknowledgedBy is not null)
        {
            return AlertActionOutcome.AlreadyAcknowledged;
        }

        return act.Revision is { } seen && seen != alert.Revision ? AlertActionOutcome.StaleRevision : null;
    }

    /// <summary>Two comments within one millisecond are two comments: the later one gets the next free event time.</summary>
    static async Task RecordAsync(CityDatabase db, PersonAct act, long change, CancellationToken cancellationToken)
    {
        var last = await db.AlertTransitions.Where(t => t.AlertId == act.AlertId && t.Kind == act.Kind)
            .MaxAsync(t => (long?)t.EventTime, cancellationToken);
        db.AlertTransitions.Add(new AlertTransitionEntity
        {
            AlertId = act.AlertId,
            Kind = act.Kind,
            EventTime = last >= act.Now ? last.Value + 1 : act.Now,
            At = act.Now,
            By = act.By?.Name,
            Reason = act.Reason,
            Change = change,
        });
    }

    /// <param name="By">Null where the clock did it.</param>
    sealed record PersonAct(string AlertId, TransitionKind Kind, Actor? By, string? Reason, int? Revision, long Now);
}
