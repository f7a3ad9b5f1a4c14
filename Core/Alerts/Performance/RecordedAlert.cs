namespace CityOps.Core.Alerts.Performance;

/// <summary>An alert of the log with what became of it, as far as its performance needs. Immutable. Times are Unix ms.</summary>
/// <param name="Severity">As it is now: the log does not keep what it was at the raise.</param>
/// <param name="RaisedAt">ObservedAt of the reading that raised.</param>
/// <param name="IsHistorical">It still is: <see cref="TransitionKind.Announced"/> ends that.</param>
/// <param name="IntervalSeconds">How often its device is to report; null where nobody said, or the subject is no device.</param>
/// <param name="Transitions">In the order of writing; kinds that say nothing here may be left out.</param>
public sealed record RecordedAlert(
    string Id, AlertSource Source, Severity Severity, long RaisedAt, bool IsHistorical, int? IntervalSeconds, IReadOnlyList<RecordedTransition> Transitions);

/// <summary>One step of it.</summary>
/// <param name="At">When it was written, our clock, Unix ms.</param>
/// <param name="EventTime">When it was so in the world, Unix ms.</param>
public readonly record struct RecordedTransition(TransitionKind Kind, long At, long EventTime);
