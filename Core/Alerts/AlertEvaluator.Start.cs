using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <content>What the log knows at a start and the memory does not.</content>
public sealed partial class AlertEvaluator
{
    /// <summary>
    /// For a start without a snapshot, after <see cref="SetRules"/>: open alerts are taken over as active. Readings that are not
    /// newer than their raise do not move them. Alerts without a rule that still watches their series are closed.
    /// </summary>
    /// <param name="open">The open alerts of the log.</param>
    public void Adopt(IReadOnlyList<Alert> open, Registry registry, long now, List<AlertChange> into)
    {
        foreach (var alert in open)
        {
            if (alert is { IsOpen: true, Series: { } id, Domain: { } domain })
            {
                Adopt(alert, SeriesOf(new Series(id, domain, alert.Unit)), registry, now, into);
            }
            else if (alert is { IsOpen: true, Series: null, Direction: ConditionKind.Absent })
            {
                AdoptDevice(alert, now, into);
            }
            else if (alert is { IsOpen: true, Asked.IsGroup: true })
            {
                AdoptGroup(alert, now, into);
            }
        }

        Reconcile(open, now);
    }

    void Adopt(Alert alert, SeriesMemory series, Registry registry, long now, List<AlertChange> into)
    {
        if (series.TryMove(registry))
        {
            series.Bind(_rules, _maker, now, into);
        }

        var watch = series.Find(alert.Rule.Id);
        if (watch?.Alert?.Id == alert.Id)
        {
            return;
        }

        if (watch is { Alert: null } && watch.TryAdopt(alert))
        {
            // The last arrival that is known of, so that a device that never comes back is found silent.
            series.Rhythm.Arrive(watch is AbsenceWatch ? alert.StartedAt : alert.RaisedAt);
            series.Settle();
            return;
        }

        // A newer alert of the same rule and series has been raised since: this one is over.
        var reason = watch?.Alert is not null ? CloseReasons.Superseded
            : Array.Exists(_rules, r => r.Id == alert.Rule.Id) ? CloseReasons.RuleChanged : CloseReasons.RuleDisabled;
        into.Add(new OpenAlert(alert.Id, alert.Peak).Change(TransitionKind.Closed, now, reason: reason));
    }

    void AdoptDevice(Alert alert, long now, List<AlertChange> into)
    {
        if (Array.Find(_rules, rule => rule.Id == alert.Rule.Id) is not { } rule || !_silence.TryAdopt(rule, alert))
        {
            into.Add(new OpenAlert(alert.Id, alert.Peak).Change(TransitionKind.Closed, now, reason: CloseReasons.RuleDisabled));
        }
    }

    void AdoptGroup(Alert alert, long now, List<AlertChange> into)
    {
        if (Array.Find(_rules, rule => rule.Id == alert.Rule.Id) is not { Condition.IsGroup: true } rule)
        {
            into.Add(new OpenAlert(alert.Id, alert.Peak).Change(TransitionKind.Closed, now, reason: CloseReasons.RuleDisabled));
            return;
        }

        var subject = rule.Condition.Scope == GroupScope.Station ? "station:" + alert.Station : "district:" + alert.District;
        var group = _maker.Group(rule, subject);
        if (group.Alert?.Id != alert.Id && !group.TryAdopt(alert))
        {
            into.Add(new OpenAlert(alert.Id, alert.Peak).Change(TransitionKind.Closed, now, reason: CloseReasons.Superseded));
        }
    }

    /// <summary>
    /// For a start with a snapshot: tells which alerts the log holds unknown. A crash may have taken that mark from the snapshot,
    /// and the log must hear of the return all the same.
    /// </summary>
    public void Reconcile(IReadOnlyList<Alert> open, long now) => _unknownInLog.Read(open, now);
}
