using System.Numerics;

namespace CityOps.Simulators.Load;

/// <summary>Counts durations in buckets that are 1/32 of their power of two wide, from a microsecond to hours. One writer.</summary>
sealed class LatencyHistogram
{
    const int StepBits = 5;
    const int Steps = 1 << StepBits;
    const int Powers = 34;

    readonly long[] counts = new long[(Powers + 1) * Steps];
    long total;
    long max;

    public void Add(TimeSpan duration)
    {
        var microseconds = Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        counts[Math.Min(Bucket(microseconds), counts.Length - 1)]++;
        total++;
        max = Math.Max(max, microseconds);
    }

    public LatencyPercentiles ToPercentiles() => new(Milliseconds(0.5), Milliseconds(0.9), Milliseconds(0.99), max / 1000.0);

    /// <summary>The upper end of the bucket of the nearest rank; never more than the largest.</summary>
    double Milliseconds(double fraction)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(fraction * total));
        long seen = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
            {
                return Math.Min(UpperEnd(bucket), max) / 1000.0;
            }
        }

        return 0;
    }

    // Below 32 every number has its own bucket; above, the five bits after the leading one choose it.
    static int Bucket(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - StepBits);
        return shift * Steps + (int)(value >> shift);
    }

    static long UpperEnd(int bucket)
    {
        var shift = Math.Max(0, bucket / Steps - 1);
        return ((bucket - shift * (long)Steps + 1) << shift) - 1;
    }
}
