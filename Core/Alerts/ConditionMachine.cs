namespace CityOps.Core.Alerts;

/// <summary>Where one rule stands with one series.</summary>
enum RunPhase : byte
{
    Normal = 0,
    /// <summary>The raise limit is met, the on-delay is running.</summary>
    Pending = 1,
    Active = 2,
    /// <summary>Beyond the clear limit, the off-delay is running.</summary>
    Clearing = 3,
}

enum StepOutcome : byte
{
    None = 0,
    Raised = 1,
    Cleared = 2,
}

/// <param name="Since">ObservedAt of the first reading of the pending or clearing run; right after a raise, the start of its run.</param>
record struct ConditionState(RunPhase Phase, long Since);

/// <summary>
/// The life of a threshold condition, in event time: one state stepped by one reading. Delays are measured between
/// ObservedAt of readings, so no clock and no timer takes part and a replay gives the same answer.
/// </summary>
static class ConditionMachine
{
    /// <summary>Steps <paramref name="state"/> by a reading that is neither failed nor late.</summary>
    /// <param name="observedAt">Unix ms, newer than that of the step before.</param>
    /// <param name="afterHole">Too much time since the reading before: a run that was under way has ended.</param>
    public static StepOutcome Step(ref ConditionState state, AlertRule rule, long observedAt, double value, bool afterHole) =>
        state.Phase is RunPhase.Normal or RunPhase.Pending
            ? TowardsAlert(ref state, rule, observedAt, value, afterHole)
            : TowardsNormal(ref state, rule, observedAt, value, afterHole);

    static StepOutcome TowardsAlert(ref ConditionState state, AlertRule rule, long observedAt, double value, bool afterHole)
    {
        if (!rule.Condition.Meets(value))
        {
            state = default;
            return StepOutcome.None;
        }

        if (state.Phase == RunPhase.Normal || afterHole)
        {
            state = new ConditionState(RunPhase.Pending, observedAt);
        }

        if (!HasHeld(observedAt - state.Since, rule.RaiseAfter))
        {
            return StepOutcome.None;
        }

        state.Phase = RunPhase.Active;
        return StepOutcome.Raised;
    }

    static StepOutcome TowardsNormal(ref ConditionState state, AlertRule rule, long observedAt, double value, bool afterHole)
    {
        if (!rule.Condition.BeyondClear(value))
        {
            state.Phase = RunPhase.Active;
            return StepOutcome.None;
        }

        if (state.Phase == RunPhase.Active || afterHole)
        {
            state = new ConditionState(RunPhase.Clearing, observedAt);
        }

        if (!HasHeld(observedAt - state.Since, rule.ClearAfter))
        {
            return StepOutcome.None;
        }

        state = default;
        return StepOutcome.Cleared;
    }

    static bool HasHeld(long elapsedMs, TimeSpan delay) => elapsedMs * TimeSpan.TicksPerMillisecond >= delay.Ticks;
}
