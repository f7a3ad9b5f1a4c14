using System.Runtime.InteropServices;

namespace CityOps.Storage.Telemetry;

/// <summary>
/// Collects readings, oldest first, into one bucket after the other, without a thought of where they lie. Not safe for
/// concurrent use.
/// </summary>
sealed class BucketBuilder(BucketSize size, BucketAggregates aggregates)
{
    /// <summary>
    /// Values are added at a fraction of their size, so that a sum of the largest doubles does not overflow. A power of two:
    /// that loses nothing, but for values below 1e-290.
    /// </summary>
    const double Scale = 1.0 / (1 << 24);

    readonly IReadOnlyList<int> percentiles = aggregates.Percentiles;
    readonly List<double> values = [];
    readonly CompensatedSum sum = new();
    long end = long.MinValue;
    long start;
    long count;
    double min;
    double max;
    double first;
    double last;

    /// <summary>Takes a reading that did not fail; returns the bucket before it when it is the first of another one.</summary>
    public Bucket? Add(long at, double value)
    {
        Bucket? done = null;
        if (at >= end)
        {
            done = End();
            (start, end) = (size.StartOf(at), size.EndOf(at));
        }

        Add(value);
        return done;
    }

    /// <summary>The bucket begun, if any; what is added next begins another.</summary>
    public Bucket? End()
    {
        var done = count > 0 ? new Bucket(start, count, sum.Value / count / Scale, min, max, first, last, Percentiles()) : null;
        (count, end) = (0, long.MinValue);
        sum.Clear();
        values.Clear();
        return done;
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
        sum.Add(value * Scale);
        if (percentiles.Count > 0)
        {
            values.Add(value);
        }
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
