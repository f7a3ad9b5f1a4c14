using System.Runtime.InteropServices;

namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>Collects the readings of one bucket after the other, without a thought of where they lie. Not safe for concurrent use.</summary>
sealed class BucketBuilder
{
    /// <summary>
    /// Values are added at a fraction of their size, so that a sum of the largest doubles does not overflow. A power of two:
    /// that loses nothing, but for values below 1e-290.
    /// </summary>
    const double Scale = 1.0 / (1 << 24);

    readonly IReadOnlyList<int> percentiles;
    readonly List<double> values = [];
    long start;
    long count;
    double sum;
    double lost;
    double min;
    double max;
    double first;
    double last;

    BucketBuilder(IReadOnlyList<int> percentiles) => this.percentiles = percentiles;

    /// <summary>Buckets with a reading that did not fail, in the order of the entries.</summary>
    public static IEnumerable<Bucket> Buckets(IEnumerable<Entry> entries, BucketSize size, BucketAggregates aggregates)
    {
        var bucket = new BucketBuilder(aggregates.Percentiles);
        var end = long.MinValue;
        foreach (var entry in entries.Where(e => !e.Failed))
        {
            if (entry.At >= end)
            {
                if (bucket.count > 0)
                {
                    yield return bucket.Build();
                }

                bucket.Begin(size.StartOf(entry.At));
                end = size.EndOf(entry.At);
            }

            bucket.Add(entry.Value);
        }

        if (bucket.count > 0)
        {
            yield return bucket.Build();
        }
    }

    void Begin(long bucketStart)
    {
        start = bucketStart;
        count = 0;
        sum = lost = 0;
        values.Clear();
    }

    void Add(double value)
    {
        if (count++ == 0)
        {
            first = min = max = value;
        }

        last = value;
        min = Math.Min(min, value);
        max = Math.Max(max, value);
        AddToSum(value * Scale);
        if (percentiles.Count > 0)
        {
            values.Add(value);
        }
    }

    Bucket Build() => new(start, count, (sum + lost) / count / Scale, min, max, first, last, Percentiles());

    /// <summary>Neumaier's compensated sum (1974): the low bits that an addition drops are summed beside it.</summary>
    void AddToSum(double value)
    {
        var next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }

    /// <summary>Nearest rank: the smallest value that at least p percent of all are not above.</summary>
    double[] Percentiles()
    {
        if (percentiles.Count == 0)
        {
            return [];
        }

        var sorted = CollectionsMarshal.AsSpan(values);
        sorted.Sort();
        var found = new double[percentiles.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var rank = ((percentiles[i] * (long)sorted.Length) + 99) / 100;
            found[i] = sorted[(int)Math.Clamp(rank, 1, sorted.Length) - 1];
        }

        return found;
    }
}
