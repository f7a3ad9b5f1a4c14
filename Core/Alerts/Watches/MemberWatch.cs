using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>A series' part in a rule of several conditions: which of those that are about its quantity it meets.</summary>
sealed class MemberWatch : RuleWatch
{
    readonly CivilDays _days;
    readonly Part[] _parts;

    public MemberWatch(AlertRule rule, SeriesMemory series, GroupWatch group, CivilDays days)
        : base(rule)
    {
        (_days, Group) = (days, group);
        group.Join(series);
        _parts =
        [
            .. rule.Condition.Conditions.Select((one, index) => (one, index)).Where(pair => pair.one.Quantity == series.Id.Quantity)
                .Select(pair => new Part(pair.index, pair.one.Condition, MeasureMemory.For(pair.one.Condition, days), pair.one.Condition.AtLeastOf is { } few ? new LastFew(few) : null)),
        ];
    }

    public GroupWatch Group { get; }

    public override bool IsQuiet => true;

    public override bool IsEmpty => false;

    public override void Judge(in Judgement judgement, List<AlertChange> into)
    {
        if (Rule.When is { } when && !when.Covers(judgement.Reading.ObservedAt, _days.Zone))
        {
            Group.Close(judgement.Reading.ObservedAt, CloseReasons.NotInForce, into);
            Array.ForEach(_parts, part => part.Forget());
            return;
        }

        foreach (var part in _parts)
        {
            var samples = judgement.Room;
            samples.Clear();
            if (part.Measure is null)
            {
                var reading = judgement.Reading;
                samples.Add(new Sample(reading.ObservedAt, reading.ObservedAt, reading.Value, reading.Quality, judgement.AfterHole));
            }
            else
            {
                part.Measure.Take(in judgement, samples);
            }

            foreach (var sample in samples)
            {
                part.Step(in sample, judgement.Series.Attributes);
                Group.Know(judgement.Series, part.Index, part.IsMet);
                judgement.Moved.Add(Group);
            }
        }
    }

    public override void JudgeLate(in Judgement judgement)
    {
        foreach (var part in _parts)
        {
            part.Measure?.TakeLate(judgement.Reading);
        }
    }

    public override bool TryFollow(AlertRule rule)
    {
        if (!rule.Condition.AsksSame(Rule.Condition))
        {
            return false;
        }

        Rule = rule;
        return true;
    }

    public override bool TryAdopt(Alert alert) => false;

    /// <summary>Tells the group what was met when the memory was saved.</summary>
    public void Remind(SeriesMemory series)
    {
        foreach (var part in _parts)
        {
            Group.Know(series, part.Index, part.IsMet);
        }
    }

    public override void Save(BinaryWriter writer)
    {
        foreach (var part in _parts)
        {
            writer.Write(part.IsMet);
            part.Measure?.Save(writer);
            part.Few?.Save(writer);
        }
    }

    public override void Load(BinaryReader reader, int format)
    {
        foreach (var part in _parts)
        {
            part.IsMet = reader.ReadBoolean();
            part.Measure?.Load(reader);
            part.Few?.Load(reader);
        }
    }

    sealed class Part(int index, Condition condition, MeasureMemory? measure, LastFew? few)
    {
        public int Index => index;

        public MeasureMemory? Measure => measure;

        public LastFew? Few => few;

        public bool IsMet { get; set; }

        public void Forget()
        {
            IsMet = false;
            few?.Clear();
        }

        public void Step(in Sample sample, StationAttributes station)
        {
            if (!double.IsFinite(sample.V))
            {
                return;
            }

            var limit = LimitSource.Of(condition, station, sample.T);
            var one = new Finding(sample.T, sample.T, limit?.Meets(sample.V) ?? false, limit?.BeyondClear(sample.V) ?? true, sample.AfterHole);
            var found = few is null ? one : few.Take(in one, sample.V);
            IsMet = IsMet ? !found.IsBeyondClear : found.Meets;
        }
    }
}
