using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>
/// Partial results of a window: a ring of buckets of equal length, each with what its measure needs and no more, so that a window costs less than
/// 1 KB however many readings it has. Times are Unix ms. Not thread-safe.
/// </summary>
/// <param name="length">Of a bucket, in ms.</param>
/// <param name="size">How many there are.</param>
sealed class Buckets(MeasureKind kind, long length, int size)
{
    const int FewestOfRange = 3;

    /// <summary>Sums of mean, sum, percentile; lowest of min and range; highest of max; oldest value of rate.</summary>
    readonly double[] _first = new double[size];

    /// <summary>Highest of range; time of the oldest value of rate.</summary>
    readonly double[]? _second = kind is MeasureKind.Range or MeasureKind.Rate ? new double[size] : null;

    readonly int[] _counts = new int[size];

    /// <summary>Number of the newest bucket, counted from 1970; <see cref="long.MinValue"/> = there is none.</summary>
    public long Newest { get; private set; } = long.MinValue;

    public int Size => size;

    public long Length => length;

    public long NumberOf(long at) => CivilDays.FloorDivide(at, length);

    public bool IsEmpty(long number) => CountOf(number) == 0;

    public int CountOf(long number) => Has(number) ? _counts[Slot(number)] : 0;

    /// <summary>False where its bucket has gone.</summary>
    public bool Add(long at, double value)
    {
        var number = NumberOf(at);
        Advance(number);
        if (!Has(number))
        {
            return false;
        }

        var slot = Slot(number);
        var isFirst = _counts[slot]++ == 0;
        switch (kind)
        {
            case MeasureKind.Rate:
                if (isFirst || at < _second![slot])
                {
                    (_first[slot], _second![slot]) = (value, at);
                }

                break;
            case MeasureKind.Max:
                _first[slot] = isFirst ? value : Math.Max(_first[slot], value);
                break;
            case MeasureKind.Min or MeasureKind.Range:
                _first[slot] = isFirst ? value : Math.Min(_first[slot], value);
                if (_second is not null)
                {
                    _second[slot] = isFirst ? value : Math.Max(_second[slot], value);
                }

                break;
            default:
                _first[slot] = isFirst ? value : _first[slot] + value;
                break;
        }

        return true;
    }

    /// <summary>Makes room up to a bucket; those that fall out are gone.</summary>
    public void Advance(long number)
    {
        if (number <= Newest)
        {
            return;
        }

        var from = Newest == long.MinValue ? number - size + 1 : Math.Max(Newest + 1, number - size + 1);
        for (var gone = from; gone <= number; gone++)
        {
            _counts[Slot(gone)] = 0;
        }

        Newest = number;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Newest = long.MinValue;
    }

    public double Mean(long number) => _first[Slot(number)] / _counts[Slot(number)];

    /// <summary>The measure over the buckets from one to another; NaN where they are empty.</summary>
    public double Value(long from, long to, int percent, long at, double value)
    {
        if (kind == MeasureKind.Percentile)
        {
            return Percentile(from, to, percent);
        }

        var (sum, low, high, count) = (0.0, double.PositiveInfinity, double.NegativeInfinity, 0L);
        for (var number = from; number <= to; number++)
        {
            if (IsEmpty(number))
            {
                continue;
            }

            var slot = Slot(number);
            if (kind == MeasureKind.Rate)
            {
                var hours = (at - _second![slot]) / 3_600_000;
                return hours > 0 ? (value - _first[slot]) / hours : double.NaN;
            }

            (sum, count) = (sum + _first[slot], count + _counts[slot]);
            (low, high) = (Math.Min(low, _first[slot]), Math.Max(high, _second is null ? _first[slot] : _second[slot]));
        }

        return kind switch
        {
            MeasureKind.Count => count,
            _ when count == 0 => double.NaN,
            MeasureKind.Mean => sum / count,
            MeasureKind.Sum => sum,
            MeasureKind.Min => low,
            MeasureKind.Max => high,
            // Fewer have not stood still: two that are alike may be chance.
            _ => count >= FewestOfRange ? high - low : double.NaN,
        };
    }

    public long Count(long from, long to)
    {
        var count = 0L;
        for (var number = from; number <= to; number++)
        {
            count += CountOf(number);
        }

        return count;
    }

    /// <summary>What is kept of each bucket that has readings: its start, what it holds, how many readings.</summary>
    public List<EvidenceBucket> Evidence(long from, long to)
    {
        var buckets = new List<EvidenceBucket>();
        for (var number = from; number <= to; number++)
        {
            if (!IsEmpty(number))
            {
                var slot = Slot(number);
                var kept = kind switch
                {
                    MeasureKind.Mean or MeasureKind.Percentile => Mean(number),
                    MeasureKind.Range => _second![slot] - _first[slot],
                    _ => _first[slot],
                };
                buckets.Add(new EvidenceBucket(number * length, kept, _counts[slot]));
            }
        }

        return buckets;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Newest);
        for (var number = Newest - size + 1; Newest != long.MinValue && number <= Newest; number++)
        {
            var slot = Slot(number);
            writer.Write7BitEncodedInt(_counts[slot]);
            if (_counts[slot] > 0)
            {
                writer.Write(_first[slot]);
                writer.Write(_second is null ? 0 : _second[slot]);
            }
        }
    }

    public void Load(BinaryReader reader)
    {
        Newest = reader.ReadInt64();
        for (var number = Newest - size + 1; Newest != long.MinValue && number <= Newest; number++)
        {
            var slot = Slot(number);
            _counts[slot] = reader.Read7BitEncodedInt();
            if (_counts[slot] > 0)
            {
                _first[slot] = reader.ReadDouble();
                var second = reader.ReadDouble();
                if (_second is not null)
                {
                    _second[slot] = second;
                }
            }
        }
    }

    double Percentile(long from, long to, int percent)
    {
        Span<double> means = stackalloc double[size];
        var count = 0;
        for (var number = from; number <= to; number++)
        {
            if (!IsEmpty(number))
            {
                means[count++] = Mean(number);
            }
        }

        if (count == 0)
        {
            return double.NaN;
        }

        means[..count].Sort();
        return means[(((percent * count) + 99) / 100) - 1];
    }

    bool Has(long number) => number <= Newest && number > Newest - size;

    int Slot(long number) => (int)(((number % size) + size) % size);
}
