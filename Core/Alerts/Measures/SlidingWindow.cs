using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// A window that ends with each reading. It moves by a 36th of its length; it is judged once readings have covered all of it, and again after a
/// hole as long as itself.
/// </summary>
sealed class SlidingWindow : MeasureMemory
{
    const int Parts = 36;

    readonly Measure _measure;
    readonly long _overMs;
    readonly int _kept;
    readonly Buckets _buckets;
    long _since = long.MinValue;
    long _last = long.MinValue;
    long _suspectAt = long.MinValue;

    public SlidingWindow(Measure measure)
    {
        (_measure, _overMs) = (measure, (long)measure.Over.TotalMilliseconds);
        // A change is from one reading to another: the one that lies at the window's beginning belongs to it.
        _kept = measure.Kind == MeasureKind.Rate ? Parts + 1 : Parts;
        _buckets = new Buckets(measure.Kind, Math.Max(1, (_overMs + Parts - 1) / Parts), _kept);
    }

    public override IReadOnlyList<EvidenceBucket> Evidence => _buckets.Evidence(_buckets.Newest - _kept + 1, _buckets.Newest);

    public override void Take(in Judgement judgement, List<Sample> into)
    {
        var (at, value) = (judgement.Reading.ObservedAt, judgement.Reading.Value);
        var gap = _last == long.MinValue ? 0 : at - _last;
        if (_last == long.MinValue || gap > _overMs)
        {
            // What was before covers nothing of this window.
            _buckets.Clear();
            (_since, gap) = (at, 0);
        }

        _last = at;
        _suspectAt = judgement.Reading.Quality == Quality.Suspect ? at : _suspectAt;
        _buckets.Add(at, value);
        // A reading stands for the interval before it.
        if (at - _since + Math.Min(gap, judgement.Series.Interval ?? 0) < _overMs - _buckets.Length || !IsCaptured(judgement.Series))
        {
            return;
        }

        var result = _buckets.Value(_buckets.Newest - _kept + 1, _buckets.Newest, _measure.Percent, at, value);
        if (double.IsFinite(result))
        {
            into.Add(new Sample(at, at, result, _suspectAt > at - _overMs ? Quality.Suspect : Quality.Good, judgement.AfterHole));
        }
    }

    public override void TakeLate(in Reading reading) => _buckets.Add(reading.ObservedAt, reading.Value);

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_since);
        writer.Write(_last);
        writer.Write(_suspectAt);
        _buckets.Save(writer);
    }

    public override void Load(BinaryReader reader)
    {
        (_since, _last, _suspectAt) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        _buckets.Load(reader);
    }

    bool IsCaptured(SeriesMemory series) =>
        _measure.Capture is not { } capture ||
        (series.Interval is { } interval && _buckets.Count(_buckets.Newest - _kept + 1, _buckets.Newest) >= capture * _overMs / interval);
}
