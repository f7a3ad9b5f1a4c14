using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// The averages of air quality law (2008/50/EC Annex XI, implementing decision 2011/850/EU): means of hours that have the least share of their
/// readings, and of so many hours again for 8 and 24 of them; running windows are judged with every hour, days are those of Central European Time. An
/// hour counts as over 2 h after its end, so that late readings are in it. The value is rounded half up to the digits of the limit.
/// </summary>
sealed class LegalWindow(Measure measure, Limit limit) : MeasureMemory
{
    const long HourMs = 3_600_000;
    const int LateHours = 2;

    /// <summary>The longest window, the hours that are still open, and one that has begun.</summary>
    const int Kept = 24 + LateHours + 2;

    readonly Buckets _hours = new(MeasureKind.Mean, HourMs, Kept);
    readonly int _over = (int)(measure.Over.Ticks / TimeSpan.TicksPerHour);
    int _digits = DigitsOf(limit.Raise);
    long _next = long.MinValue;
    long _judged = long.MinValue;
    long _suspectAt = long.MinValue;

    /// <summary>Between two readings, as last known, in ms.</summary>
    long _interval;

    public override IReadOnlyList<EvidenceBucket> Evidence => _judged == long.MinValue ? [] : _hours.Evidence(_judged - _over, _judged - 1);

    public override void Follow(Limit limit) => _digits = DigitsOf(limit.Raise);

    public override void Take(in Judgement judgement, List<Sample> into)
    {
        var at = judgement.Reading.ObservedAt;
        var hour = _hours.NumberOf(at);
        _next = _next == long.MinValue ? hour + 1 : _next;
        _interval = judgement.Series.Interval ?? _interval;
        // Before this reading makes room for its hour.
        for (var left = Kept; (_next + LateHours) * HourMs <= at; _next++)
        {
            // After a long silence the hours of before are judged, and then those of now.
            _next = left-- > 0 ? _next : Math.Max(_next, hour - LateHours);
            _hours.Advance(Math.Min(hour, _next));
            Judge(_next, at, into);
        }

        Add(judgement.Reading);
    }

    public override void TakeLate(in Reading reading)
    {
        if (_hours.NumberOf(reading.ObservedAt) >= _next - 1)
        {
            Add(in reading);
        }
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_next);
        writer.Write(_judged);
        writer.Write(_suspectAt);
        writer.Write(_interval);
        _hours.Save(writer);
    }

    public override void Load(BinaryReader reader)
    {
        (_next, _judged, _suspectAt, _interval) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        _hours.Load(reader);
    }

    /// <summary>Half up, as the guidance to 2011/850/EU has it: 50.5 exceeds 50, 50.4 does not.</summary>
    internal static double Round(double value, int digits)
    {
        if (Math.Abs(value) > 1e15)
        {
            return value;
        }

        // As decimal numbers: a mean that is 50.5 on paper may be a hair less in binary.
        var scale = (decimal)Math.Pow(10, digits);
        return (double)(Math.Floor((Math.Round((decimal)value, 9) * scale) + 0.5m) / scale);
    }

    static int DigitsOf(double number)
    {
        var text = number.ToString("0.######", CultureInfo.InvariantCulture);
        return text.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? text.Length - point - 1 : 0;
    }

    void Add(in Reading reading)
    {
        _hours.Add(reading.ObservedAt, reading.Value);
        _suspectAt = reading.Quality == Quality.Suspect ? Math.Max(_suspectAt, reading.ObservedAt) : _suspectAt;
    }

    /// <summary>The window that ends with the hour before this one.</summary>
    void Judge(long end, long at, List<Sample> into)
    {
        // Midnight in Central European Time is 23:00 UTC.
        if (measure.Tumbling && CivilDays.FloorDivide(end + 1, _over) * _over != end + 1)
        {
            return;
        }

        var (sum, valid) = (0.0, 0);
        for (var hour = end - _over; hour < end; hour++)
        {
            if (_interval > 0 && _hours.CountOf(hour) is > 0 and var count && count >= measure.Capture!.Value * HourMs / _interval)
            {
                (sum, valid) = (sum + _hours.Mean(hour), valid + 1);
            }
        }

        if (valid == 0 || valid < measure.Capture!.Value * _over)
        {
            return;
        }

        var quality = _suspectAt >= (end - _over) * HourMs ? Quality.Suspect : Quality.Good;
        var step = measure.Tumbling ? _over : 1;
        into.Add(new Sample(end * HourMs, at, Round(sum / valid, _digits), quality, AfterHole: _judged != end - step));
        _judged = end;
    }
}
