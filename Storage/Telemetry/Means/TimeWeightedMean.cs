using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Means;

/// <summary>
/// Means in which a value counts for as long as it stood: until the next reading, and no longer than <paramref name="hold"/>, because after that
/// nobody knows. Right for what is reported when it changes, or at uneven intervals. Not safe for concurrent use.
/// </summary>
/// <param name="wanted">Of which buckets, by their start, the mean is kept: a value may stand through any number of them.</param>
/// <param name="from">Nothing before it counts; inclusive, Unix ms.</param>
/// <param name="to">Nothing from here on counts, Unix ms.</param>
/// <param name="hold">In ms; more than zero.</param>
public sealed class TimeWeightedMean(BucketSize size, Func<long, bool> wanted, long from, long to, long hold)
{
    /// <summary>Values times milliseconds are added at a fraction of their size, so that the largest doubles do not overflow. A power of two loses nothing.</summary>
    const double Scale = 1.0 / (1L << 44);

    readonly List<WeightedMean> done = [];
    readonly CompensatedSum sum = new();
    StoredReading? standing;
    long bucket = long.MinValue;
    long weight;

    /// <summary>Oldest first, beginning with those of up to <see langword="hold"/> before <c>from</c>. One that failed ends what stood before it.</summary>
    public void Add(in StoredReading reading)
    {
        if (reading.Q == Quality.Fail && standing?.T == reading.T)
        {
            return;
        }

        StandUntil(reading.T);
        standing = reading.Q == Quality.Fail ? null : reading;
    }

    /// <summary>The mean of each bucket in which a value stood, oldest first.</summary>
    public IReadOnlyList<WeightedMean> End()
    {
        StandUntil(to);
        standing = null;
        Close();
        return done;
    }

    void StandUntil(long next)
    {
        if (standing is not { } value)
        {
            return;
        }

        var end = Math.Min(Math.Min(next, to), value.T + hold);
        for (var at = Math.Max(value.T, from); at < end;)
        {
            var until = Math.Min(end, size.EndOf(at));
            Add(size.StartOf(at), value.V, until - at);
            at = until;
        }
    }

    void Add(long start, double value, long milliseconds)
    {
        if (start != bucket)
        {
            Close();
            bucket = start;
        }

        weight += milliseconds;
        sum.Add(value * Scale * milliseconds);
    }

    void Close()
    {
        if (weight > 0 && wanted(bucket))
        {
            done.Add(new WeightedMean(bucket, sum.Value / weight / Scale));
        }

        weight = 0;
        sum.Clear();
    }
}
