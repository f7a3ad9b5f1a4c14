using CityOps.Core.Alerts;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Applies the evaluator's changes to the rows of one batch, inside its transaction. A change is one of three things: new, known
/// (nothing is written) or ignored. A cleared alert is over: each raise is an alert of its own, so nothing reopens one. Not
/// thread-safe.
/// </summary>
sealed class AlertAppend
{
    const int RowsPerQuery = 500;

    readonly CityDatabase _db;
    readonly CounterEntity _counter;
    readonly long _now;
    readonly long _announceFrom;
    readonly Dictionary<string, AlertEntity> _alerts = [];
    List<MaintenanceWindow> _windows = [];
    readonly HashSet<(string Alert, TransitionKind Kind, long EventTime)> _seen = [];

    AlertAppend(CityDatabase db, CounterEntity counter, long now, TimeSpan announceWithin)
    {
        (_db, _counter, _now) = (db, counter, now);
        _announceFrom = now - (long)announceWithin.TotalMilliseconds;
    }

    public int Ignored { get; private set; }

    public static async Task<AlertAppend> LoadAsync(
        CityDatabase db, CounterEntity counter, IReadOnlyList<AlertChange> changes, long now, TimeSpan announceWithin,
        CancellationToken cancellationToken)
    {
        var append = new AlertAppend(db, counter, now, announceWithin);
        foreach (var ids in changes.Select(c => c.AlertId).Distinct().Chunk(RowsPerQuery).Select(c => c.ToList()))
        {
            foreach (var alert in await db.Alerts.Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken))
            {
                append._alerts.Add(alert.Id, alert);
            }

            var keys = await db.AlertTransitions.Where(t => ids.Contains(t.AlertId))
                .Select(t => new { t.AlertId, t.Kind, t.EventTime }).ToListAsync(cancellationToken);
            append._seen.UnionWith(keys.Select(k => (k.AlertId, k.Kind, k.EventTime)));
        }

        if (changes.Any(change => change.Kind == TransitionKind.Raised))
        {
            append._windows = await AlertLog.CurrentWindowsAsync(db, now, cancellationToken);
        }

        return append;
    }

    /// <summary>True when the change is new and now part of the transaction.</summary>
    public bool Apply(AlertChange change)
    {
        if (_seen.Contains((change.AlertId, change.Kind, change.EventTime)))
        {
            return false;
        }

        var alert = _alerts.GetValueOrDefault(change.AlertId);
        if (change.Kind == TransitionKind.Raised)
        {
            return alert is null && Raise(change);
        }

        if (alert is null || alert.Condition == AlertCondition.Cleared)
        {
            Ignored++;
            return false;
        }

        if (!Move(alert, change))
        {
            return false;
        }

        if (change.Peak is { } peak)
        {
            alert.Widen(peak);
        }

        alert.Revision++;
        Record(alert, change);
        return true;
    }

    bool Raise(AlertChange change)
    {
        if (change.Raise is not { } raise)
        {
            Ignored++;
            return false;
        }

        var alert = AlertRaise.ToEntity(change.AlertId, raise, historical: raise.RaisedAt < _announceFrom);
        _alerts.Add(alert.Id, alert);
        _db.Alerts.Add(alert);
        _db.AlertEvidence.Add(new AlertEvidenceEntity { AlertId = alert.Id, Json = EvidenceJson.Write(raise.Evidence) });
        Record(alert, change);
        if (_windows.Find(window => window.Covers(alert.Device, alert.Station, alert.District)) is { } window)
        {
            // At once, so that nobody is called for what somebody is working at.
            alert.SuppressedBy = window.Mark;
            alert.Revision++;
            Record(alert, new AlertChange(alert.Id, TransitionKind.Suppressed, _now, null, null, window.Mark));
        }

        return true;
    }

    /// <summary>False when the alert stands so already, or the change cannot apply.</summary>
    bool Move(AlertEntity alert, AlertChange change)
    {
        switch (change.Kind)
        {
            case TransitionKind.Unknown when alert.Condition == AlertCondition.Active:
                alert.Condition = AlertCondition.Unknown;
                return true;
            case TransitionKind.Active when alert.Condition == AlertCondition.Unknown:
                alert.Condition = AlertCondition.Active;
                return true;
            case TransitionKind.Cleared:
                (alert.Condition, alert.ClearedAt) = (AlertCondition.Cleared, change.EventTime);
                return true;
            case TransitionKind.Closed:
                // Over, but its value never came back: there is no time at which it cleared.
                alert.Condition = AlertCondition.Cleared;
                return true;
            case TransitionKind.Announced when alert.Historical:
                alert.Historical = false;
                return true;
            case TransitionKind.Unknown or TransitionKind.Active or TransitionKind.Announced:
                return false;
            case TransitionKind.Suppressed when alert.SuppressedBy != change.Reason:
                alert.SuppressedBy = change.Reason;
                return true;
            case TransitionKind.Unsuppressed when alert.SuppressedBy is not null:
                alert.SuppressedBy = null;
                return true;
            case TransitionKind.Suppressed or TransitionKind.Unsuppressed:
                return false;
            case TransitionKind.Severity:
                return Escalate(alert, change.Reason);
            default:
                Ignored++;
                return false;
        }
    }

    /// <summary>A severity travels as its word in the change's reason.</summary>
    bool Escalate(AlertEntity alert, string? word)
    {
        if (!Enum.TryParse<Severity>(word, ignoreCase: true, out var severity) || !Enum.IsDefined(severity))
        {
            Ignored++;
            return false;
        }

        var moved = alert.Severity != severity;
        alert.Severity = severity;
        return moved;
    }

    void Record(AlertEntity alert, AlertChange change)
    {
        alert.Change = _counter.Next();
        _seen.Add((change.AlertId, change.Kind, change.EventTime));
        _db.AlertTransitions.Add(new AlertTransitionEntity
        {
            AlertId = alert.Id,
            Kind = change.Kind,
            EventTime = change.EventTime,
            At = _now,
            Reason = change.Reason,
            Change = alert.Change,
        });
    }
}
