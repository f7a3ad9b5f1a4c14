using System.Runtime.InteropServices;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// The value minus what is usual: the median of the means of the same hour, on the same day of the week in the city, in the weeks before. A median,
/// so that one feast or one fault does not move it. It learns from the readings that it judges, and there is nothing to compare with before
/// half of the weeks are known. About 0.7 kB for each week.
/// </summary>
sealed class BaselineMeasure : MeasureMemory
{
    const long HourMs = 3_600_000;
    const long WeekMs = 7 * 24 * HourMs;
    const int HoursOfWeek = 168;

    /// <summary>The present hour, and one that clocks going forward or back add.</summary>
    const int Spare = 2;

    readonly int _weeks;
    readonly TimeZoneInfo _zone;

    /// <summary>By hour in UTC; NaN where nothing came.</summary>
    readonly float[] _means;
    long _hour = long.MinValue;
    double _sum;
    int _count;

    /// <summary>The weeks before at this hour; drawn once an hour.</summary>
    List<EvidenceBucket>? _before;
    double _usual;

    public BaselineMeasure(Measure measure, CivilDays days)
    {
        (_weeks, _zone) = (measure.Weeks, days.Zone);
        _means = new float[(_weeks * HoursOfWeek) + Spare];
        Array.Fill(_means, float.NaN);
    }

    public override IReadOnlyList<EvidenceBucket> Evidence => _before ?? [];

    public override void Take(in Judgement judgement, List<Sample> into)
    {
        var reading = judgement.Reading;
        MoveTo(CivilDays.FloorDivide(reading.ObservedAt, HourMs));
        if (_before is null)
        {
            Draw(reading.ObservedAt);
        }

        Add(reading.Value);
        if (double.IsFinite(_usual))
        {
            into.Add(new Sample(reading.ObservedAt, reading.ObservedAt, reading.Value - _usual, reading.Quality, judgement.AfterHole));
        }
    }

    public override void TakeLate(in Reading reading)
    {
        if (CivilDays.FloorDivide(reading.ObservedAt, HourMs) == _hour)
        {
            Add(reading.Value);
        }
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_hour);
        writer.Write(_sum);
        writer.Write(_count);
        writer.Write(MemoryMarshal.AsBytes(_means.AsSpan()));
    }

    public override void Load(BinaryReader reader)
    {
        (_hour, _sum, _count) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadInt32());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_means.AsSpan()));
    }

    void Add(double value) => (_sum, _count) = (_sum + value, _count + 1);

    void MoveTo(long hour)
    {
        if (hour == _hour)
        {
            return;
        }

        if (_hour != long.MinValue)
        {
            _means[Slot(_hour)] = (float)(_sum / _count);
            for (var empty = Math.Max(_hour + 1, hour - _means.Length); empty < hour; empty++)
            {
                _means[Slot(empty)] = float.NaN;
            }
        }

        (_hour, _sum, _count, _before) = (hour, 0, 0, null);
    }

    void Draw(long at)
    {
        var before = new List<EvidenceBucket>(_weeks);
        for (var week = _weeks; week >= 1; week--)
        {
            var hour = SameHour(at, week);
            if (_means[Slot(hour)] is var mean && float.IsFinite(mean))
            {
                before.Add(new EvidenceBucket(hour * HourMs, mean, 1));
            }
        }

        (_before, _usual) = (before, before.Count * 2 >= _weeks ? MedianOf(before) : double.NaN);
    }

    /// <summary>So many weeks earlier on the clock on the wall, as an hour in UTC.</summary>
    long SameHour(long at, int weeks)
    {
        var then = at - (weeks * WeekMs);
        return CivilDays.FloorDivide(then + OffsetAt(at) - OffsetAt(then), HourMs);
    }

    long OffsetAt(long at) => (long)_zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(at)).TotalMilliseconds;

    int Slot(long hour) => (int)(hour - (CivilDays.FloorDivide(hour, _means.Length) * _means.Length));

    static double MedianOf(List<EvidenceBucket> buckets)
    {
        var sorted = buckets.Select(bucket => bucket.Value).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
