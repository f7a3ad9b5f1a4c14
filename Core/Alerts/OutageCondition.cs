using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// One built-in rule, and where its alert stands. It runs by the clock, because a part that is away sends nothing that could
/// tell; it reads no clock itself. Times are Unix ms. Not thread-safe.
/// </summary>
public sealed class OutageCondition(OutageRule rule)
{
    const int MaxReason = 1_000;

    static readonly long RaiseAfterMs = (long)OutageRule.RaiseAfter.TotalMilliseconds;
    static readonly long ClearAfterMs = (long)OutageRule.ClearAfter.TotalMilliseconds;

    string? _open;
    long _startedAt;
    long? _wellSince;

    public OutageRule Rule => rule;

    /// <summary>The open alert, and how many seconds it has lasted; null when there is none, or it is about to clear.</summary>
    public (string AlertId, double Peak)? Peak(long now) => _open is { } id && _wellSince is null ? (id, Seconds(now - _startedAt)) : null;

    /// <summary>
    /// Takes over what an earlier start left open: it is not raised again, and clears once the part has been well. Of several the
    /// newest counts, and the others are closed.
    /// </summary>
    /// <param name="open">Open alerts of any rules, newest first.</param>
    public void Adopt(IEnumerable<Alert> open, long now, List<AlertChange> into)
    {
        foreach (var alert in open.Where(alert => alert.Rule.Id == rule.Id && alert.IsOpen))
        {
            if (_open is null)
            {
                (_open, _startedAt) = (alert.Id, alert.StartedAt);
            }
            else
            {
                into.Add(new AlertChange(alert.Id, TransitionKind.Closed, now, null, null, CloseReasons.Superseded));
            }
        }
    }

    public void Look(PartSight sight, long now, List<AlertChange> into)
    {
        if (sight.IsWell is not true)
        {
            _wellSince = null;
            if (sight.IsWell is false && _open is null && now - sight.Since >= RaiseAfterMs)
            {
                Raise(sight, into);
            }
        }
        else if (_open is { } id)
        {
            _wellSince ??= now;
            if (now - _wellSince >= ClearAfterMs)
            {
                // It has been over since it was well again; the wait is only ours.
                var peak = Seconds(_wellSince.Value - _startedAt);
                into.Add(new AlertChange(id, TransitionKind.Cleared, _wellSince.Value, 0, peak));
                (_open, _wellSince) = (null, null);
            }
        }
    }

    void Raise(PartSight sight, List<AlertChange> into)
    {
        (_startedAt, _open) = (sight.Since, AlertId.From(rule.Id, rule.Part, sight.Since));
        var (raisedAt, limit) = (_startedAt + RaiseAfterMs, Seconds(RaiseAfterMs));
        var evidence = new AlertEvidence(
            OutageRule.Version, [new(_startedAt, 0, Quality.Good), new(raisedAt, limit, Quality.Good)], Truncated: false);
        var raised = new RaisedAlert(
            rule.Id, OutageRule.Version, rule.Name.En, default, "", OutageRule.Unit, null, null, rule.Severity, ConditionKind.Above, limit,
            _startedAt, raisedAt, limit, limit, Quality.Good, evidence) { Quantity = OutageRule.Quantity };
        var why = sight.Why is { Length: > MaxReason } longText ? longText[..MaxReason] : sight.Why;
        into.Add(new AlertChange(_open, TransitionKind.Raised, raisedAt, limit, limit, why, raised));
    }

    static double Seconds(long milliseconds) => milliseconds / 1_000.0;
}
