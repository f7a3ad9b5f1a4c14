namespace CityOps.Core.Alerts.Performance;

/// <summary>An alert that was said to people, and what became of it. Times are Unix ms.</summary>
/// <param name="At">When people could know, our clock.</param>
/// <param name="RaisedAt">In the world's time, as <paramref name="ClearedAt"/>.</param>
/// <param name="ClearedAt">When the value had come back; null while it has not, and where the alert was closed.</param>
/// <param name="OverAt">When it was cleared or closed, our clock; null while it stands.</param>
/// <param name="AcknowledgedAt">Our clock; null where nobody has.</param>
sealed record AnnouncedAlert(
    string Id, AlertSource Source, Severity Severity, long At, long RaisedAt, long? ClearedAt, long? OverAt, long? AcknowledgedAt, int? IntervalSeconds)
{
    /// <summary>
    /// An alert is announced when it is written, unless it was history by then or was suppressed with its raise; then, if it still stands and nobody
    /// has acknowledged it, when that ends. Null for one that never was.
    /// </summary>
    public static AnnouncedAlert? Read(RecordedAlert alert)
    {
        var (isHistory, isSuppressed) = (alert.IsHistorical || alert.Transitions.Any(step => step.Kind == TransitionKind.Announced), false);
        long? at = null, clearedAt = null, overAt = null, acknowledgedAt = null;
        foreach (var step in alert.Transitions)
        {
            switch (step.Kind)
            {
                case TransitionKind.Raised:
                    // What is suppressed in the same commit was so before anybody could see it.
                    isSuppressed = alert.Transitions.Any(other => other.Kind == TransitionKind.Suppressed && other.At == step.At);
                    at = isHistory || isSuppressed ? null : step.At;
                    continue;
                case TransitionKind.Cleared or TransitionKind.Closed:
                    (overAt, clearedAt) = (step.At, step.Kind == TransitionKind.Cleared ? step.EventTime : null);
                    continue;
                case TransitionKind.Acknowledged:
                    acknowledgedAt ??= step.At;
                    continue;
                case TransitionKind.Suppressed:
                    isSuppressed = true;
                    continue;
                case TransitionKind.Unsuppressed:
                    isSuppressed = false;
                    break;
                case TransitionKind.Announced:
                    isHistory = false;
                    break;
                default:
                    continue;
            }

            at ??= isHistory || isSuppressed || overAt is not null || acknowledgedAt is not null ? null : step.At;
        }

        return at is { } announced
            ? new AnnouncedAlert(alert.Id, alert.Source, alert.Severity, announced, alert.RaisedAt, clearedAt, overAt, acknowledgedAt, alert.IntervalSeconds)
            : null;
    }
}
