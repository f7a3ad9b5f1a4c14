using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// The silence of a series, judged by the clock and by arrival: nothing that is read later changes it, so nothing has to be replayed. The alert
/// starts with the last reading that came and clears with the next one.
/// </summary>
sealed class AbsenceWatch(AlertRule rule, CivilDays days, long since) : RuleWatch(rule)
{
    /// <summary>When the rule began to watch, our clock; 0 = with the series. Silence before it was another alert's matter.</summary>
    long _since = since;
    long _startedAt;

    public override bool IsQuiet => Alert is null;

    public override bool IsEmpty => IsQuiet && _since == 0;

    /// <summary>The series is silent, and nobody has said so yet.</summary>
    public bool IsDue(SeriesMemory series, long now, long aliveSince) =>
        Alert is null && IsInForce(now) && series.Rhythm.IsSilent(now, Math.Max(aliveSince, _since), series.Place.IntervalMs, Rule.Condition.After);

    /// <summary>The hours, days and months of its rule are now.</summary>
    public bool IsInForce(long now) => Rule.When is not { } when || when.Covers(now, days.Zone);

    public void Raise(SeriesMemory series, long now, List<AlertChange> into)
    {
        _startedAt = Math.Max(series.Rhythm.LastReceivedAt, _since);
        var (id, seconds) = (AlertId.From(Rule.Id, series.Id.ToString(), _startedAt), (now - _startedAt) / 1_000.0);
        var allowed = series.Rhythm.Allowed(series.Place.IntervalMs, Rule.Condition.After)!.Value / 1_000.0;
        var evidence = new AlertEvidence(Rule.Version, [new EvidenceReading(_startedAt, 0, Quality.Good), new EvidenceReading(now, seconds, Quality.Good)], Truncated: false);
        var raised = new RaisedAlert(
            Rule.Id, Rule.Version, Rule.Name, series.Id, series.Domain, series.Unit, series.Place.Station, series.Place.District,
            Rule.Severity, ConditionKind.Absent, allowed, _startedAt, now, seconds, seconds, Quality.Good, evidence) { Asked = Rule.Condition, Latch = Rule.Latch };
        into.Add(new AlertChange(id, TransitionKind.Raised, now, seconds, seconds, Raise: raised));
        Alert = new OpenAlert(id, seconds) { Severity = Rule.Severity };
    }

    public override void Judge(in Judgement judgement, List<AlertChange> into) => Arrive(judgement.Reading.ReceivedAt, into);

    /// <summary>Outside of its hours it does not say that something is silent.</summary>
    public void Leave(long now, List<AlertChange> into)
    {
        if (Alert is not null && !IsInForce(now))
        {
            Close(now, CloseReasons.NotInForce, into);
        }
    }

    /// <summary>A reading of any quality has come.</summary>
    public void Arrive(long receivedAt, List<AlertChange> into)
    {
        if (Alert is { } open && receivedAt > _startedAt)
        {
            var seconds = (receivedAt - _startedAt) / 1_000.0;
            open.Reach(Math.Max(open.Peak, seconds));
            into.Add(open.Change(TransitionKind.Cleared, receivedAt, seconds));
            Alert = null;
        }
    }

    public override bool TryFollow(AlertRule rule)
    {
        if (rule.Condition.Kind != ConditionKind.Absent)
        {
            return false;
        }

        Rule = rule;
        return true;
    }

    public override bool TryAdopt(Alert alert)
    {
        if (alert.Direction != ConditionKind.Absent)
        {
            return false;
        }

        _startedAt = alert.StartedAt;
        Alert = new OpenAlert(alert.Id, alert.Peak) { Severity = alert.Severity };
        return true;
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_since);
        writer.Write(_startedAt);
        writer.Write(Alert is not null);
        Alert?.Save(writer);
    }

    public override void Load(BinaryReader reader, int format)
    {
        (_since, _startedAt) = (reader.ReadInt64(), reader.ReadInt64());
        Alert = reader.ReadBoolean() ? OpenAlert.Load(reader, format, Rule.Severity) : null;
    }
}
