using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>A limit on what a measure makes of a series: where its condition stands, its pending run, its open alert.</summary>
sealed class LimitWatch : RuleWatch
{
    readonly CivilDays _days;
    readonly MeasureMemory? _measure;
    readonly LastFew? _lastFew;
    readonly LevelSteps? _levels;
    ConditionState _state;
    EvidenceRun? _run;
    /// <summary>The rule changed under an open alert: the next reading decides whether it stays.</summary>
    bool _changed;
    /// <summary>What the pending run was measured by, where the limit does not stand in the rule.</summary>
    double _runLimit = double.NaN;

    public LimitWatch(AlertRule rule, CivilDays days)
        : base(rule)
    {
        _days = days;
        _measure = MeasureMemory.For(rule.Condition, days);
        _lastFew = rule.Condition.AtLeastOf is { } asked ? new LastFew(asked) : null;
        _levels = rule.Condition.Levels.Count > 1 ? new LevelSteps(rule.Condition.Levels) : null;
    }

    public override bool IsQuiet => _state.Phase == RunPhase.Normal;

    public override bool IsEmpty => IsQuiet && _measure is null && _lastFew is null;

    public override void Judge(in Judgement judgement, List<AlertChange> into)
    {
        if (Rule.When is { } when && !when.Covers(judgement.Reading.ObservedAt, _days.Zone))
        {
            // Windows go on: the first one in its hours has what was before.
            judgement.Room.Clear();
            _measure?.Take(in judgement, judgement.Room);
            Close(judgement.Reading.ObservedAt, CloseReasons.NotInForce, into, judgement.Reading.Value);
            return;
        }

        if (_measure is null)
        {
            var reading = judgement.Reading;
            Step(new Sample(reading.ObservedAt, reading.ObservedAt, reading.Value, reading.Quality, judgement.AfterHole), in judgement, into);
            TellLevel(reading.ObservedAt, reading.Value, into);
            return;
        }

        if (Alert is { } open && judgement.Reading.ObservedAt > open.Floor)
        {
            // The window may not be over for long; that readings come again is known now.
            Awake(open, judgement.Reading.ObservedAt, judgement.Reading.Value, into);
        }

        judgement.Room.Clear();
        _measure.Take(in judgement, judgement.Room);
        foreach (var sample in judgement.Room)
        {
            Step(in sample, in judgement, into);
        }

        if (judgement.Room.Count > 0)
        {
            TellLevel(judgement.Room[^1].At, judgement.Room[^1].V, into);
        }
    }

    public override void JudgeLate(in Judgement judgement) => _measure?.TakeLate(judgement.Reading);

    void Step(in Sample sample, in Judgement judgement, List<AlertChange> into)
    {
        if (!double.IsFinite(sample.V))
        {
            // Of values at the end of the range of a double: nobody can say more or less of it.
            return;
        }

        if (Alert is { } open)
        {
            StepOpen(open, in sample, in judgement, into);
        }
        else
        {
            StepIdle(in sample, in judgement, into);
        }
    }

    Finding Find(in Sample sample, Limit? limit)
    {
        // Where there is no limit, by law or at the station, nothing can be beyond it.
        var one = new Finding(sample.T, sample.T, limit?.Meets(sample.V) ?? false, limit?.BeyondClear(sample.V) ?? true, sample.AfterHole);
        return _lastFew is null ? one : _lastFew.Take(in one, sample.V);
    }

    Limit? LimitAt(in Sample sample, in Judgement judgement) => LimitSource.Of(Rule.Condition, judgement.Series.Attributes, sample.T);

    /// <summary>A run is measured by one limit: under another one it starts anew.</summary>
    void MeasureBy(Limit? limit)
    {
        if (Rule.Condition.LimitFrom is null || limit is null || limit.Raise == _runLimit)
        {
            return;
        }

        // The first limit, also after a snapshot of format 2, which does not know it, finds nothing that was measured by another.
        if (!double.IsNaN(_runLimit))
        {
            (_state, _run) = (default, null);
            _lastFew?.Clear();
        }

        _runLimit = limit.Raise;
    }

    void StepIdle(in Sample sample, in Judgement judgement, List<AlertChange> into)
    {
        var limit = LimitAt(in sample, in judgement);
        MeasureBy(limit);
        var before = _state;
        var outcome = ConditionMachine.Step(ref _state, Rule, Find(in sample, limit));
        _levels?.Step(Rule, in sample);
        if (_state.Phase == RunPhase.Normal)
        {
            _run = null;
            _levels?.Clear();
            return;
        }

        if (_run is null || before.Since != _state.Since)
        {
            _run = new EvidenceRun();
            foreach (var earlier in _lastFew?.Before ?? [])
            {
                _run.Add(earlier, Rule.Condition.Limit);
            }
        }

        var evidence = new EvidenceReading(sample.T, sample.V, sample.Q);
        if (outcome == StepOutcome.Raised && judgement.MayRaise)
        {
            Raise(in sample, in judgement, into);
        }
        else
        {
            _state.Phase = RunPhase.Pending;
            _run.Add(evidence, Rule.Condition.Limit);
        }
    }

    void Raise(in Sample sample, in Judgement judgement, List<AlertChange> into)
    {
        var (series, condition) = (judgement.Series, Rule.Condition);
        var peak = double.IsNaN(_run!.Worst) ? sample.V : condition.Limit.Worse(_run.Worst, sample.V);
        var id = AlertId.From(Rule.Id, series.Id.ToString(), _state.Since);
        var evidence = _run.Close(Rule.Version, new EvidenceReading(sample.T, sample.V, sample.Q)) with { Buckets = _measure?.Evidence ?? [] };
        var raised = new RaisedAlert(
            Rule.Id, Rule.Version, Rule.Name, series.Id, series.Domain, series.Unit, series.Place.Station, series.Place.District,
            Rule.Severity, condition.Kind, LimitAt(in sample, in judgement)!.Crossed(sample.V), _state.Since, sample.At, sample.V, peak, sample.Q, evidence) { Asked = condition, Latch = Rule.Latch };
        into.Add(new AlertChange(id, TransitionKind.Raised, sample.At, sample.V, peak, Raise: raised));
        Alert = new OpenAlert(id, peak) { AwaitsAnnouncement = !judgement.IsFresh, Severity = Rule.Severity };
        _run = null;
    }

    void StepOpen(OpenAlert open, in Sample sample, in Judgement judgement, List<AlertChange> into)
    {
        if (sample.At <= open.Floor)
        {
            return;
        }

        open.Reach(Rule.Condition.Limit.Worse(open.Peak, sample.V));
        Awake(open, sample.At, sample.V, into);
        _levels?.Step(Rule, in sample);
        if (_changed)
        {
            JudgeChanged(in sample, LimitAt(in sample, in judgement), into);
        }
        else if (ConditionMachine.Step(ref _state, Rule, Find(in sample, LimitAt(in sample, in judgement))) == StepOutcome.Cleared)
        {
            into.Add(open.Change(TransitionKind.Cleared, sample.At, sample.V));
            Alert = null;
            _levels?.Clear();
            _lastFew?.Clear();
        }

        Announce(open, in judgement, into);
    }

    /// <summary>Once for each reading, however many windows it completed: the log takes one severity of a moment.</summary>
    void TellLevel(long at, double value, List<AlertChange> into)
    {
        if (_levels is not null && Alert is { } open && _levels.Severity(Rule.Severity) is var severity && severity != open.Severity)
        {
            open.Severity = severity;
            into.Add(open.Change(TransitionKind.Severity, at, value, RuleWords.Severity(severity)));
        }
    }

    void JudgeChanged(in Sample sample, Limit? limit, List<AlertChange> into)
    {
        _changed = false;
        _state.Phase = RunPhase.Active;
        if (limit?.BeyondClear(sample.V) ?? true)
        {
            Close(sample.At, CloseReasons.RuleChanged, into, sample.V);
        }
    }

    public override void Close(long eventTime, string reason, List<AlertChange> into, double? value = null)
    {
        base.Close(eventTime, reason, into, value);
        (_state, _run, _changed) = (default, null, false);
        _levels?.Clear();
        _lastFew?.Clear();
    }

    /// <summary>
    /// A version that asks the same, a new name say, disturbs nothing; one with another limit or delay judges an open alert from its next reading.
    /// Another kind of limit, another measure or other levels are another condition.
    /// </summary>
    public override bool TryFollow(AlertRule rule)
    {
        var (old, asked) = (Rule, rule.Condition);
        var asksSame = asked.AsksSame(old.Condition);
        if (!asksSame && (asked.Kind != old.Condition.Kind || asked.Of != old.Condition.Of || asked.AtLeastOf != old.Condition.AtLeastOf || asked.Levels.Count > 0 || old.Condition.Levels.Count > 0))
        {
            return false;
        }

        Rule = rule;
        _measure?.Follow(asked.Limit);
        if (asksSame && rule.RaiseAfter == old.RaiseAfter && rule.ClearAfter == old.ClearAfter)
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

    public override bool TryAdopt(Alert alert)
    {
        if (alert.Direction != Rule.Condition.Kind)
        {
            return false;
        }

        _state = new ConditionState(RunPhase.Active, alert.StartedAt);
        _levels?.Adopt(alert.Severity, alert.StartedAt);
        Alert = new OpenAlert(alert.Id, alert.Peak) { AwaitsAnnouncement = alert.Historical, Floor = alert.RaisedAt, Severity = alert.Severity };
        return true;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write((byte)_state.Phase);
        writer.Write(_state.Since);
        writer.Write(_changed);
        writer.Write(_run is not null);
        _run?.Save(writer);
        writer.Write(Alert is not null);
        Alert?.Save(writer);
        _levels?.Save(writer);
        _lastFew?.Save(writer);
        _measure?.Save(writer);
        if (Rule.Condition.LimitFrom is not null)
        {
            writer.Write(_runLimit);
        }
    }

    public override void Load(BinaryReader reader, int format)
    {
        _state = new ConditionState((RunPhase)reader.ReadByte(), reader.ReadInt64());
        _changed = reader.ReadBoolean();
        _run = reader.ReadBoolean() ? EvidenceRun.Load(reader) : null;
        Alert = reader.ReadBoolean() ? OpenAlert.Load(reader, format, Rule.Severity) : null;
        _levels?.Load(reader);
        _lastFew?.Load(reader);
        _measure?.Load(reader);
        if (format >= 3 && Rule.Condition.LimitFrom is not null)
        {
            _runLimit = reader.ReadDouble();
        }
    }
}
