using System.Globalization;

namespace CityOps.Benchmarks.Intake;

/// <summary>A cumulative histogram as Prometheus has it: how many observations were at most each of the limits, in seconds.</summary>
sealed record LatencyBuckets(IReadOnlyList<(double Limit, double Count)> Cumulative)
{
    /// <summary>Reads one from the text of <c>/metrics</c>.</summary>
    public static LatencyBuckets Parse(string metrics, string name)
    {
        var prefix = name + "_bucket{le=\"";
        var found = metrics.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line =>
        {
            var end = line.IndexOf('"', prefix.Length);
            return (Number(line[prefix.Length..end]), Number(line[(line.LastIndexOf(' ') + 1)..]));
        });
        return new([.. found]);
    }

    /// <summary>From single values.</summary>
    public static LatencyBuckets Of(IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        return new([.. sorted.Select((value, index) => (value, index + 1.0))]);
    }

    /// <summary>What came after an earlier look at the same histogram.</summary>
    public LatencyBuckets Since(LatencyBuckets earlier) =>
        new([.. Cumulative.Zip(earlier.Cumulative, (now, before) => (now.Limit, now.Count - before.Count))]);

    /// <summary>Milliseconds; within a bucket as if its observations were spread evenly. NaN when there are none.</summary>
    public double Percentile(double fraction)
    {
        var rank = fraction * (Cumulative.Count > 0 ? Cumulative[^1].Count : 0);
        var (below, limit) = (0.0, 0.0);
        foreach (var bucket in Cumulative)
        {
            if (bucket.Count >= rank && bucket.Count > below)
            {
                return double.IsInfinity(bucket.Limit) ? limit * 1_000 : (limit + (bucket.Limit - limit) * (rank - below) / (bucket.Count - below)) * 1_000;
            }

            (below, limit) = (bucket.Count, bucket.Limit);
        }

        return double.NaN;
    }

    static double Number(string text) => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
}
