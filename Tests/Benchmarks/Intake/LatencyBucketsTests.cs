using CityOps.Benchmarks.Intake;

namespace CityOps.Tests.Benchmarks.Intake;

public sealed class LatencyBucketsTests
{
    const string Metrics =
        """
        # HELP cityops_stored_seconds From a reading's own time to the store.
        cityops_stored_seconds_sum 12
        cityops_stored_seconds_count 100
        cityops_stored_seconds_bucket{le="0.01"} 20
        cityops_stored_seconds_bucket{le="0.05"} 80
        cityops_stored_seconds_bucket{le="1"} 99
        cityops_stored_seconds_bucket{le="+Inf"} 100
        cityops_stored_seconds_other_bucket{le="1"} 5

        """;

    [Fact]
    public void Percentile_IsFoundInItsBucket()
    {
        var buckets = LatencyBuckets.Parse(Metrics, "cityops_stored_seconds");
        Assert.Equal(5, buckets.Percentile(0.1), 3);
        Assert.Equal(30, buckets.Percentile(0.5), 3);
        Assert.Equal(50, buckets.Percentile(0.8), 3);
        Assert.Equal(1_000, buckets.Percentile(0.999), 3);
    }

    [Fact]
    public void WhatWasThereBefore_DoesNotCount()
    {
        var before = LatencyBuckets.Parse(Metrics, "cityops_stored_seconds");
        var after = new LatencyBuckets([(0.01, 20), (0.05, 90), (1, 109), (double.PositiveInfinity, 110)]);
        Assert.Equal(30, after.Since(before).Percentile(0.5), 3);
        Assert.True(double.IsNaN(before.Since(before).Percentile(0.5)));
    }

    [Fact]
    public void SingleValues_AreTheirOwnBuckets()
    {
        var buckets = LatencyBuckets.Of(Enumerable.Range(1, 100).Reverse().Select(n => n / 1_000.0));
        Assert.Equal(50, buckets.Percentile(0.5), 3);
        Assert.Equal(99, buckets.Percentile(0.99), 3);
        Assert.True(double.IsNaN(LatencyBuckets.Of([]).Percentile(0.5)));
    }
}
