using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// The silence of a series, judged by the clock and by arrival: nothing that is read later changes it, so nothing has to be replayed. The alert
/// starts with the last reading that came and clears with the next one.
/// </summary>
sealed class AbsenceWatch(AlertRule rule, CivilDays days) : RuleWatch(rule)
{
    long _startedAt;

    public override bool IsQuiet => Alert is null;

    /// <summary>The series is silent, and nobody has said so yet.</summary>
    public bool IsDue(SeriesMemory series, long now, long aliveSince) =>
        Alert is null && (Rule.When is not { } when || when.Covers(now, days.Zone)) && series.Rhythm.IsSilent(now, aliveSince, series.Place.IntervalMs, Rule.Condition.After);

    public void Raise(SeriesMemory series, long now, List<AlertChange> into)
    {
        _startedAt = series.Rhythm.LastReceivedAt;
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
        writer.Write(_startedAt);
        writer.Write(Alert is not null);
        Alert?.Save(writer);
    }

    public override void Load(BinaryReader reader, int format)
    {
        _startedAt = reader.ReadInt64();
        Alert = reader.ReadBoolean() ? OpenAlert.Load(reader, format, Rule.Severity) : null;
    }
}
