namespace CityOps.Core.Readings;

/// <summary>
/// Judges one reading by what it and its predecessor show: range, clock and jump. Pure. Tests that need later or other readings
/// are no matter of this class and never change what it said.
/// </summary>
public static class ReadingValidator
{
    /// <param name="spec">Null = a quantity we know nothing of.</param>
    /// <param name="value">In the canonical unit.</param>
    /// <param name="observedAt">Unix ms.</param>
    /// <param name="clockAhead">The reading's time was 60 s or more ahead of ours.</param>
    /// <param name="predecessor">The newest earlier reading of the series that did not fail, where there is one.</param>
    public static (Quality Quality, QualityReasons Reasons) Judge(
        QuantitySpec? spec, double value, long observedAt, bool clockAhead, Predecessor? predecessor)
    {
        var reasons = clockAhead ? QualityReasons.ClockAhead : QualityReasons.None;
        if (spec is not null)
        {
            if (!spec.Fail.Contains(value))
            {
                return (Quality.Fail, reasons | QualityReasons.OutOfRange);
            }

            if (spec.Suspect is { } plausible && !plausible.Contains(value))
            {
                reasons |= QualityReasons.Implausible;
            }

            if (predecessor is { } before && IsJump(spec, value, observedAt, before))
            {
                reasons |= QualityReasons.Jump;
            }
        }

        if (reasons != QualityReasons.None)
        {
            return (Quality.Suspect, reasons);
        }

        return (spec is null ? Quality.NotEvaluated : Quality.Good, QualityReasons.None);
    }

    static bool IsJump(QuantitySpec spec, double value, long observedAt, Predecessor before)
    {
        var elapsed = observedAt - before.ObservedAt;
        return elapsed > 0 && elapsed <= (long)spec.StepWithin.TotalMilliseconds && Math.Abs(value - before.Value) > spec.MaxStep;
    }
}
