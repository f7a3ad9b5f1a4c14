using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>One reading on its way through the conditions of its series.</summary>
/// <param name="AfterHole">It comes too long after its predecessor for a run to go on.</param>
/// <param name="AgeMs">Our clock minus its ObservedAt.</param>
/// <param name="MayRaise">False when its device has raised enough for the time being: a run then waits for its next reading.</param>
readonly record struct Judgement(Reading Reading, SeriesMemory Series, bool AfterHole, long AgeMs, long AnnounceWithinMs, bool MayRaise)
{
    public bool IsRecent => AgeMs <= AnnounceWithinMs;

    /// <summary>So recent that the log, a moment later, cannot find it old.</summary>
    public bool IsFresh => AgeMs <= AnnounceWithinMs / 2;
}

/// <summary>One rule on one series: where its condition stands, its pending run, its open alert.</summary>
sealed class RuleCondition(AlertRule rule)
{
    ConditionState _state;
    EvidenceRun? _run;
    /// <summary>The rule changed under an open alert: the next reading decides whether it stays.</summary>
    bool _changed;

    public AlertRule Rule { get; private set; } = rule;

    public OpenAlert? Alert { get; private set; }

    public void Judge(in Judgement judgement, List<AlertChange> into)
    {
        if (Alert is { } open)
        {
            JudgeOpen(open, in judgement, into);
        }
        else
        {
            JudgeIdle(in judgement, into);
        }
    }

    void JudgeIdle(in Judgement judgement, List<AlertChange> into)
    {
        var reading = judgement.Reading;
        var before = _state;
        var outcome = ConditionMachine.Step(ref _state, Rule, reading.ObservedAt, reading.Value, judgement.AfterHole);
        if (_state.Phase == RunPhase.Normal)
        {
            _run = null;
            return;
        }

        if (_run is null || before.Since != _state.Since)
        {
            _run = new EvidenceRun();
        }

        var evidence = new EvidenceReading(reading.ObservedAt, reading.Value, reading.Quality);
        if (outcome == StepOutcome.Raised && judgement.MayRaise)
        {
            Raise(evidence, in judgement, into);
        }
        else
        {
            _state.Phase = RunPhase.Pending;
            _run.Add(evidence, Rule.Condition);
        }
    }

    void Raise(EvidenceReading raising, in Judgement judgement, List<AlertChange> into)
    {
        var series = judgement.Series;
        var peak = double.IsNaN(_run!.Worst) ? raising.V : Rule.Condition.Worse(_run.Worst, raising.V);
        var id = AlertId.From(Rule.Id, series.Id.ToString(), _state.Since);
        var raised = new RaisedAlert(
            Rule.Id, Rule.Version, Rule.Name, series.Id, series.Domain, series.Unit, series.Place.Station, series.Place.District,
            Rule.Severity, Rule.Condition.Kind, Rule.Condition.Raise, _state.Since, raising.T, raising.V, peak, raising.Q,
            _run.Close(Rule.Version, raising));
        into.Add(new AlertChange(id, TransitionKind.Raised, raising.T, raising.V, peak, Raise: raised));
        Alert = new OpenAlert(id, peak) { AwaitsAnnouncement = !judgement.IsFresh };
        _run = null;
    }

    void JudgeOpen(OpenAlert open, in Judgement judgement, List<AlertChange> into)
    {
        var (at, value) = (judgement.Reading.ObservedAt, judgement.Reading.Value);
        if (at <= open.Floor)
        {
            return;
        }

        open.Reach(Rule.Condition.Worse(open.Peak, value));
        if (open.Unknown)
        {
            open.Unknown = false;
            into.Add(open.Change(TransitionKind.Active, at, value));
        }

        StepOpen(open, in judgement, into);
        if (Alert is { AwaitsAnnouncement: true } && judgement.IsRecent)
        {
            open.AwaitsAnnouncement = false;
            into.Add(open.Change(TransitionKind.Announced, at, value));
        }
    }

    void StepOpen(OpenAlert open, in Judgement judgement, List<AlertChange> into)
    {
        var (at, value) = (judgement.Reading.ObservedAt, judgement.Reading.Value);
        if (_changed)
        {
            JudgeChanged(at, value, into);
        }
        else if (ConditionMachine.Step(ref _state, Rule, at, value, judgement.AfterHole) == StepOutcome.Cleared)
        {
            into.Add(open.Change(TransitionKind.Cleared, at, value));
            Alert = null;
        }
    }

    void JudgeChanged(long at, double value, List<AlertChange> into)
    {
        _changed = false;
        _state.Phase = RunPhase.Active;
        if (Rule.Condition.BeyondClear(value))
        {
            Close(at, CloseReasons.RuleChanged, into, value);
        }
    }

    /// <summary>Ends whatever is under way.</summary>
    public void Close(long eventTime, string reason, List<AlertChange> into, double? value = null)
    {
        if (Alert is { } open)
        {
            into.Add(open.Change(TransitionKind.Closed, eventTime, value, reason));
        }

        (Alert, _state, _run, _changed) = (null, default, null, false);
    }

    /// <summary>
    /// Goes on under another version of its rule. A version with the same limits and delays, a new name say, disturbs nothing.
    /// False where the direction turned under an open alert: that is another condition.
    /// </summary>
    public bool TryFollow(AlertRule rule)
    {
        if (Alert is not null && rule.Condition.Kind != Rule.Condition.Kind)
        {
            return false;
        }

        var judgesAlike = rule.Condition == Rule.Condition && rule.RaiseAfter == Rule.RaiseAfter && rule.ClearAfter == Rule.ClearAfter;
        Rule = rule;
        if (judgesAlike)
        {
            return true;
        }

        if (Alert is null)
        {
            (_state, _run) = (default, null);
        }
        else
        {
            _changed = true;
        }

        return true;
    }

    /// <summary>Takes over an alert that the log knows as open.</summary>
    public void Adopt(Alert alert)
    {
        _state = new ConditionState(RunPhase.Active, alert.StartedAt);
        Alert = new OpenAlert(alert.Id, alert.Peak) { AwaitsAnnouncement = alert.Historical, Floor = alert.RaisedAt };
    }

    public bool IsQuiet => _state.Phase == RunPhase.Normal;

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)_state.Phase);
        writer.Write(_state.Since);
        writer.Write(_changed);
        writer.Write(_run is not null);
        _run?.Save(writer);
        writer.Write(Alert is not null);
        Alert?.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        _state = new ConditionState((RunPhase)reader.ReadByte(), reader.ReadInt64());
        _changed = reader.ReadBoolean();
        _run = reader.ReadBoolean() ? EvidenceRun.Load(reader) : null;
        Alert = reader.ReadBoolean() ? OpenAlert.Load(reader) : null;
    }
}
