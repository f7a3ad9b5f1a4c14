namespace CityOps.Dashboard.Live.Latency;

/// <summary>
/// How many times something took how long. Its buckets grow by a twentieth, so that a percentile is at most 5 % too high from 20 ms up,
/// and at most a millisecond below; everything above two minutes counts as two minutes. Not safe for concurrent use.
/// </summary>
sealed class LatencyHistogram
{
    const double Growth = 1.05;
    static readonly int[] Limits = [.. LimitsUpTo(120_000)];

    readonly int[] _counts = new int[Limits.Length];

    public int Count { get; private set; }

    /// <param name="milliseconds">Below zero counts as zero.</param>
    public void Add(int milliseconds)
    {
        var at = Array.BinarySearch(Limits, Math.Clamp(milliseconds, 0, Limits[^1]));
        _counts[at < 0 ? ~at : at]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <summary>Milliseconds that the given share of all did not exceed, by nearest rank; null while there are none.</summary>
    /// <param name="share">0 to 1.</param>
    public int? Percentile(double share)
    {
        var rank = Math.Max(1, (int)Math.Ceiling(share * Count));
        var passed = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            passed += _counts[i];
            if (passed >= rank)
            {
                return Limits[i];
            }
        }

        return null;
    }

    static IEnumerable<int> LimitsUpTo(int highest)
    {
        var limit = 0;
        while (limit < highest)
        {
            yield return limit;
            limit = Math.Min(highest, Math.Max(limit + 1, (int)(limit * Growth)));
        }

        yield return highest;
    }
}
