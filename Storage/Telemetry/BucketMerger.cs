namespace CityOps.Storage.Telemetry;

/// <summary>What is known of one window of a series already.</summary>
/// <param name="T">Start of the window, Unix ms.</param>
readonly record struct BucketPart(long T, long Count, double Mean, double Min, double Max, double First, double Last);

/// <summary>Puts windows together to buckets. Not safe for concurrent use.</summary>
sealed class BucketMerger(BucketSize size)
{
    /// <summary>What stores may differ by, relative to the mean.</summary>
    const double Tolerance = 1e-9;

    /// <summary>From 1 to the next double: 2^-52.</summary>
    const double Epsilon = 1.0 / (1L << 52);

    /// <summary>Means are added at a fraction of their size, so that a sum of the largest doubles does not overflow. A power of two loses nothing.</summary>
    const double Scale = 1.0 / (1L << 40);

    readonly CompensatedSum sum = new();
    long end = long.MinValue;
    Bucket? bucket;
    long largest;

    /// <summary>Takes the next window, in order of time; returns the bucket before it when it begins another.</summary>
    public MergedBucket? Add(in BucketPart part)
    {
        MergedBucket? done = null;
        if (part.T >= end)
        {
            done = End();
            end = size.EndOf(part.T);
        }

        sum.Add(part.Mean * Scale * part.Count);
        largest = Math.Max(largest, part.Count);
        bucket = bucket is null
            ? new Bucket(size.StartOf(part.T), part.Count, 0, part.Min, part.Max, part.First, part.Last, [])
            : bucket with
            {
                Count = bucket.Count + part.Count, Min = Math.Min(bucket.Min, part.Min), Max = Math.Max(bucket.Max, part.Max), Last = part.Last,
            };
        return done;
    }

    public MergedBucket? End()
    {
        MergedBucket? done = bucket is null ? null : Judge(bucket with { Mean = sum.Value / bucket.Count / Scale });
        (bucket, largest, end) = (null, 0, long.MinValue);
        sum.Clear();
        return done;
    }

    /// <summary>
    /// Who made the windows may have added up naively: each of n additions may lose half a bit of the largest partial sum, which is at most n times
    /// the largest value. Where that could show, as with large values that cancel out, the mean is not good enough.
    /// </summary>
    MergedBucket Judge(Bucket merged)
    {
        var largestValue = Math.Max(Math.Abs(merged.Min), Math.Abs(merged.Max));
        var error = Epsilon * (largest + 2) * largestValue;
        return new MergedBucket(merged, largestValue == 0 || (double.IsFinite(merged.Mean) && error <= Tolerance * Math.Abs(merged.Mean)));
    }
}

/// <param name="IsExact">False: its mean must be computed from its readings.</param>
readonly record struct MergedBucket(Bucket Bucket, bool IsExact);
