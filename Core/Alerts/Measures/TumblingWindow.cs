using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>Windows one after the other; each is judged when a reading of the next one comes. Days are civil days of the city.</summary>
sealed class TumblingWindow(Measure measure, CivilDays days) : MeasureMemory
{
    const long DayMs = 86_400_000;

    /// <summary>A day may have 25 hours.</summary>
    const int Parts = 38;

    readonly Buckets _buckets = new(measure.Kind, Math.Max(1, (long)measure.Over.TotalMilliseconds / (Parts - 3)), Parts);
    long _start = long.MinValue;
    long _end = long.MinValue;
    long _judgedEnd = long.MinValue;
    double _newest;
    long _newestAt;
    bool _suspect;
    bool _isPartial;
    IReadOnlyList<EvidenceBucket> _evidence = [];

    public override IReadOnlyList<EvidenceBucket> Evidence => _evidence;

    public override void Take(in Judgement judgement, List<Sample> into)
    {
        var reading = judgement.Reading;
        if (reading.ObservedAt >= _end)
        {
            var isFirst = _start == long.MinValue;
            Close(judgement.Series, reading.ObservedAt, into);
            Begin(reading.ObservedAt);
            // Nobody listened at its beginning.
            _isPartial = isFirst && reading.ObservedAt - _start > (judgement.Series.Interval ?? 0);
        }

        Add(in reading);
        (_newest, _newestAt) = (reading.Value, reading.ObservedAt);
    }

    public override void TakeLate(in Reading reading)
    {
        if (reading.ObservedAt >= _start && reading.ObservedAt < _end)
        {
            Add(in reading);
        }
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_start);
        writer.Write(_end);
        writer.Write(_judgedEnd);
        writer.Write(_newest);
        writer.Write(_newestAt);
        writer.Write(_suspect);
        writer.Write(_isPartial);
        _buckets.Save(writer);
    }

    public override void Load(BinaryReader reader)
    {
        (_start, _end, _judgedEnd) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (_newest, _newestAt, _suspect, _isPartial) = (reader.ReadDouble(), reader.ReadInt64(), reader.ReadBoolean(), reader.ReadBoolean());
        _buckets.Load(reader);
    }

    void Add(in Reading reading)
    {
        _buckets.Add(reading.ObservedAt, reading.Value);
        _suspect |= reading.Quality == Quality.Suspect;
    }

    void Close(SeriesMemory series, long at, List<Sample> into)
    {
        if (_start == long.MinValue || _isPartial)
        {
            return;
        }

        var first = _buckets.Newest - Parts + 1;
        var value = _buckets.Value(first, _buckets.Newest, measure.Percent, _newestAt, _newest);
        var isCaptured = measure.Capture is not { } capture ||
            (series.Interval is { } interval && _buckets.Count(first, _buckets.Newest) >= capture * (_end - _start) / interval);
        if (double.IsFinite(value) && isCaptured)
        {
            _evidence = _buckets.Evidence(first, _buckets.Newest);
            into.Add(new Sample(_end, at, value, _suspect ? Quality.Suspect : Quality.Good, AfterHole: _judgedEnd != _start));
            _judgedEnd = _end;
        }
    }

    void Begin(long at)
    {
        _buckets.Clear();
        _suspect = false;
        var over = (long)measure.Over.TotalMilliseconds;
        if (over % DayMs != 0)
        {
            _start = CivilDays.FloorDivide(at, over) * over;
            _end = _start + over;
            return;
        }

        var count = over / DayMs;
        var first = CivilDays.FloorDivide(days.DayAt(at), count) * count;
        (_start, _end) = (days.StartOf(first), days.StartOf(first + count));
    }
}
