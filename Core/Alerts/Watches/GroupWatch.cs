using System.Numerics;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>One rule of several conditions in one station or district: which series meet which of them, and its open alert. Not thread-safe.</summary>
sealed class GroupWatch(AlertRule rule, string subject)
{
    /// <summary>A longer time without any word of the place ends a run.</summary>
    const long ShortestHoleMs = 120_000;

    readonly Dictionary<SeriesId, SeriesMemory> _members = [];

    /// <summary>Who meets some condition, and which: one bit each.</summary>
    readonly Dictionary<SeriesMemory, uint> _met = [];
    ConditionState _state;
    EvidenceRun? _run;
    long _at = long.MinValue;
    long _lastStart = long.MinValue;

    /// <summary>Until then an alert that was taken over from the log stays: everybody has the time to say how they stand. MaxValue = nobody has spoken yet.</summary>
    long _takenOverUntil = long.MinValue;

    public AlertRule Rule { get; private set; } = rule;

    /// <summary>As in the alert's id: <c>station:{id}</c> or <c>district:{name}</c>.</summary>
    public string Subject => subject;

    public OpenAlert? Alert { get; private set; }

    public bool IsEmpty => Alert is null && _state.Phase == RunPhase.Normal && _at == long.MinValue;

    int Needed => Rule.Condition.Kind switch { ConditionKind.All => Rule.Condition.Conditions.Count, ConditionKind.Any => 1, _ => Rule.Condition.N };

    /// <summary>The conditions of a message were judged; only together they say how the place stands.</summary>
    public void Judge(in Judgement judgement, List<AlertChange> into)
    {
        var series = judgement.Series;
        // Clocks of devices differ: the place's own time does not go back.
        var before = _at;
        _at = Math.Max(_at, judgement.Reading.ObservedAt);
        var hole = Math.Max(3 * (series.Interval ?? 0), ShortestHoleMs);
        _takenOverUntil = _takenOverUntil == long.MaxValue ? _at + hole : _takenOverUntil;
        var (count, withStale) = Count(series);
        // Who fell silent does not bring an alert about, and does not end one; and a start comes once.
        var isOver = withStale < Needed && _at > _takenOverUntil;
        var isAfterHole = before != long.MinValue && _at - before > hole;
        var finding = new Finding(_at, Math.Max(_at, _lastStart + 1), count >= Needed, isOver, isAfterHole);
        if (Alert is { } open)
        {
            StepOpen(open, in finding, count, in judgement, into);
        }
        else
        {
            StepIdle(in finding, count, series, in judgement, into);
        }
    }

    public void Join(SeriesMemory series) => _members[series.Id] = series;

    /// <summary>The series is not of this place any more, or its rule not of the series. With the last one the alert goes.</summary>
    public void Leave(SeriesMemory series, long eventTime, string reason, List<AlertChange> into)
    {
        _members.Remove(series.Id);
        _met.Remove(series);
        if (_members.Count == 0)
        {
            Close(eventTime, reason, into);
        }
    }

    /// <summary>A condition was judged for a series of the place, now or before a start.</summary>
    public void Know(SeriesMemory series, int condition, bool isMet)
    {
        var bit = 1u << condition;
        var met = _met.GetValueOrDefault(series);
        met = isMet ? met | bit : met & ~bit;
        if (met == 0)
        {
            _met.Remove(series);
        }
        else
        {
            _met[series] = met;
        }
    }

    /// <summary>Marks an open alert unknown when no series of the place speaks any more.</summary>
    public void MarkSilent(long now, long aliveSince, List<AlertChange> into)
    {
        if (Alert is { Unknown: false } open && _members.Count > 0 && _members.Values.All(series => series.Rhythm.IsSilent(now, aliveSince, series.Place.IntervalMs)))
        {
            open.Unknown = true;
            into.Add(open.Change(TransitionKind.Unknown, _members.Values.Max(series => Math.Max(series.Rhythm.LastReceivedAt, _state.Since))));
        }
    }

    public void Close(long eventTime, string reason, List<AlertChange> into)
    {
        if (Alert is { } open)
        {
            into.Add(open.Change(TransitionKind.Closed, eventTime, null, reason));
        }

        (Alert, _state, _run) = (null, default, null);
        _met.Clear();
    }

    /// <summary>A version that asks the same; with other delays a pending run begins anew.</summary>
    public void Follow(AlertRule rule)
    {
        if (Alert is null && (rule.RaiseAfter != Rule.RaiseAfter || rule.ClearAfter != Rule.ClearAfter))
        {
            (_state, _run) = (default, null);
        }

        Rule = rule;
    }

    public bool TryAdopt(Alert alert)
    {
        if (Alert is not null || alert.Direction != Rule.Condition.Kind)
        {
            return false;
        }

        _state = new ConditionState(RunPhase.Active, alert.StartedAt);
        _lastStart = alert.StartedAt;
        _takenOverUntil = long.MaxValue;
        Alert = new OpenAlert(alert.Id, alert.Peak) { AwaitsAnnouncement = alert.Historical, Floor = alert.RaisedAt, Severity = alert.Severity };
        return true;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_at);
        writer.Write(_lastStart);
        writer.Write(_takenOverUntil);
        writer.Write((byte)_state.Phase);
        writer.Write(_state.Since);
        writer.Write(_run is not null);
        _run?.Save(writer);
        writer.Write(Alert is not null);
        Alert?.Save(writer);
    }

    public void Load(BinaryReader reader, int format)
    {
        (_at, _lastStart, _takenOverUntil) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        _state = new ConditionState((RunPhase)reader.ReadByte(), reader.ReadInt64());
        _run = reader.ReadBoolean() ? EvidenceRun.Load(reader) : null;
        Alert = reader.ReadBoolean() ? OpenAlert.Load(reader, format, Rule.Severity) : null;
    }

    /// <summary>With all: conditions that some series meets. With any and atLeast: series that meet some condition. The second counts those, too, that have fallen silent since.</summary>
    (int Fresh, int WithStale) Count(SeriesMemory speaking)
    {
        var (series, conditions) = (0, 0u);
        var all = 0u;
        foreach (var (member, met) in _met)
        {
            all |= met;
            if (member == speaking || member.IsFresh(_at))
            {
                (series, conditions) = (series + 1, conditions | met);
            }
        }

        return Rule.Condition.Kind == ConditionKind.All ? (BitOperations.PopCount(conditions), BitOperations.PopCount(all)) : (series, _met.Count);
    }

    void StepIdle(in Finding finding, int count, SeriesMemory series, in Judgement judgement, List<AlertChange> into)
    {
        var before = _state;
        var outcome = ConditionMachine.Step(ref _state, Rule, in finding);
        if (_state.Phase == RunPhase.Normal)
        {
            _run = null;
            return;
        }

        _run = _run is null || before.Since != _state.Since ? new EvidenceRun() : _run;
        var evidence = new EvidenceReading(_at, count, Quality.Good);
        if (outcome != StepOutcome.Raised || !judgement.MayRaise)
        {
            _state.Phase = RunPhase.Pending;
            _run.Add(evidence, Limit.Above(Needed, Needed));
            return;
        }

        var id = AlertId.From(Rule.Id, subject, _lastStart = _state.Since);
        var (station, district) = Rule.Condition.Scope == GroupScope.Station ? (series.Place.Station, series.Place.District) : (null, series.Place.District);
        var raised = new RaisedAlert(
            Rule.Id, Rule.Version, Rule.Name, default, Rule.Domain ?? series.Domain, "1", station, district, Rule.Severity, Rule.Condition.Kind, Needed,
            _state.Since, _at, count, count, Quality.Good, _run.Close(Rule.Version, evidence)) { Quantity = Rule.Quantity, Asked = Rule.Condition, Latch = Rule.Latch };
        into.Add(new AlertChange(id, TransitionKind.Raised, _at, count, count, Raise: raised));
        Alert = new OpenAlert(id, count) { AwaitsAnnouncement = !judgement.IsFresh, Severity = Rule.Severity };
        _run = null;
    }

    void StepOpen(OpenAlert open, in Finding finding, int count, in Judgement judgement, List<AlertChange> into)
    {
        if (_at <= open.Floor)
        {
            return;
        }

        open.Reach(Math.Max(open.Peak, count));
        if (open.Unknown)
        {
            open.Unknown = false;
            into.Add(open.Change(TransitionKind.Active, _at, count));
        }

        if (ConditionMachine.Step(ref _state, Rule, in finding) == StepOutcome.Cleared)
        {
            into.Add(open.Change(TransitionKind.Cleared, _at, count));
            Alert = null;
        }
        else if (open.AwaitsAnnouncement && judgement.IsRecent)
        {
            open.AwaitsAnnouncement = false;
            into.Add(open.Change(TransitionKind.Announced, _at, count));
        }
    }
}
