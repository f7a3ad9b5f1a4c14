using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// What the evaluator found: one transition of one alert, on its way into the alert log. The log takes each
/// (alert, kind, event time) once, so writing the same change again is harmless.
/// </summary>
/// <param name="AlertId">See <see cref="CityOps.Core.Alerts.AlertId"/>.</param>
/// <param name="EventTime">Unix ms in the world's time: the reading that caused it, or the last arrival for <see cref="TransitionKind.Unknown"/>.</param>
/// <param name="Value">The value that caused it, in the canonical unit.</param>
/// <param name="Peak">The most extreme value of the alert so far.</param>
/// <param name="Reason">
/// With <see cref="TransitionKind.Closed"/> one of <see cref="CloseReasons"/>; with the raise of an <see cref="OutageRule"/> what is
/// wrong, in words; else null.
/// </param>
/// <param name="Raise">The alert itself, with <see cref="TransitionKind.Raised"/>; null otherwise.</param>
public sealed record AlertChange(
    string AlertId, TransitionKind Kind, long EventTime, double? Value, double? Peak, string? Reason = null, RaisedAlert? Raise = null);

/// <summary>Everything the log needs to know of a new alert.</summary>
/// <param name="Series">The default, which names nothing, where the subject is not one series.</param>
/// <param name="Domain">Empty where the alert is about CityOps itself.</param>
/// <param name="StartedAt">ObservedAt of the first reading of the run, Unix ms.</param>
/// <param name="RaisedAt">ObservedAt of the reading that raised, Unix ms.</param>
public sealed record RaisedAlert(
    string RuleId, int RuleVersion, string RuleName, SeriesId Series, string Domain, string Unit, string? Station, string? District,
    Severity Severity, ConditionKind Direction, double Threshold, long StartedAt, long RaisedAt, double Value, double Peak, Quality Quality,
    AlertEvidence Evidence)
{
    /// <summary>What was measured where the subject is not one series; else null, and the series says it.</summary>
    public string? Quantity { get; init; }

    /// <summary>What the rule asked; null = a limit on the value as <see cref="Direction"/> and <see cref="Threshold"/> say.</summary>
    public Condition? Asked { get; init; }

    /// <inheritdoc cref="AlertRule.Latch"/>
    public bool Latch { get; init; }
}

/// <summary>The readings of the run that raised an alert: enough to judge it again without the store.</summary>
/// <param name="Truncated">The run had more than <see cref="MaxReadings"/> readings; the oldest are kept, and last the one that raised.</param>
public sealed record AlertEvidence(int RuleVersion, IReadOnlyList<EvidenceReading> Readings, bool Truncated)
{
    public const int MaxReadings = 2_000;

    /// <summary>With a window: what it was made of, at the raise.</summary>
    public IReadOnlyList<EvidenceBucket> Buckets { get; init; } = [];
}

/// <summary>A part of a window.</summary>
/// <param name="T">Its start, Unix ms.</param>
/// <param name="Value">What the measure keeps of it: mean, sum, lowest, highest, range or oldest value.</param>
/// <param name="Count">How many readings it has.</param>
public readonly record struct EvidenceBucket(long T, double Value, int Count);

/// <param name="T">ObservedAt, Unix ms; of a tumbling window its end.</param>
/// <param name="V">Value in the canonical unit.</param>
public readonly record struct EvidenceReading(long T, double V, Quality Q);
