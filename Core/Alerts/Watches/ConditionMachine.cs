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

/// <param name="Since">Event time of the first step of the pending or clearing run; right after a raise, the start of its run.</param>
record struct ConditionState(RunPhase Phase, long Since);

/// <summary>What one step finds.</summary>
/// <param name="At">Event time, newer than that of the step before.</param>
/// <param name="Since">When what it finds began; earlier than <paramref name="At"/> where several readings together meet a condition.</param>
/// <param name="AfterHole">Too much time since the step before: a run that was under way has ended.</param>
readonly record struct Finding(long At, long Since, bool Meets, bool IsBeyondClear, bool AfterHole);

/// <summary>
/// The life of a condition, in event time: one state stepped by one finding. Delays are measured between times of readings, so no clock and no
/// timer takes part and a replay gives the same answer.
/// </summary>
static class ConditionMachine
{
    public static StepOutcome Step(ref ConditionState state, AlertRule rule, in Finding finding) =>
        state.Phase is RunPhase.Normal or RunPhase.Pending ? TowardsAlert(ref state, rule.RaiseAfter, in finding) : TowardsNormal(ref state, rule.ClearAfter, in finding);

    static StepOutcome TowardsAlert(ref ConditionState state, TimeSpan raiseAfter, in Finding finding)
    {
        if (!finding.Meets)
        {
            state = default;
            return StepOutcome.None;
        }

        if (state.Phase == RunPhase.Normal || finding.AfterHole)
        {
            state = new ConditionState(RunPhase.Pending, finding.Since);
        }

        if (!HasHeld(finding.At - state.Since, raiseAfter))
        {
            return StepOutcome.None;
        }

        state.Phase = RunPhase.Active;
        return StepOutcome.Raised;
    }

    static StepOutcome TowardsNormal(ref ConditionState state, TimeSpan clearAfter, in Finding finding)
    {
        if (!finding.IsBeyondClear)
        {
            state.Phase = RunPhase.Active;
            return StepOutcome.None;
        }

        if (state.Phase == RunPhase.Active || finding.AfterHole)
        {
            state = new ConditionState(RunPhase.Clearing, finding.At);
        }

        if (!HasHeld(finding.At - state.Since, clearAfter))
        {
            return StepOutcome.None;
        }

        state = default;
        return StepOutcome.Cleared;
    }

    static bool HasHeld(long elapsedMs, TimeSpan delay) => elapsedMs * TimeSpan.TicksPerMillisecond >= delay.Ticks;
}
