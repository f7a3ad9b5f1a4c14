using CityOps.Simulators.Load;

namespace CityOps.Tests.Simulators.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_AreThoseOfTheListWithinABucket()
    {
        var histogram = new LatencyHistogram();
        for (var ms = 1; ms <= 1_000; ms++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(ms));
        }

        var found = histogram.ToPercentiles();
        Assert.InRange(found.P50, 500, 516);
        Assert.InRange(found.P90, 900, 930);
        Assert.InRange(found.P99, 990, 1_000);
        Assert.Equal(1_000, found.Max);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.001)]
    [InlineData(0.031)]
    [InlineData(0.032)]
    [InlineData(0.064)]
    [InlineData(7.3)]
    [InlineData(1e7)]
    public void OneDuration_IsAllPercentiles(double ms)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(ms));
        Assert.Equal(new LatencyPercentiles(ms, ms, ms, ms), histogram.ToPercentiles());
    }

    [Fact]
    public void Nothing_IsZero() => Assert.Equal(new LatencyPercentiles(0, 0, 0, 0), new LatencyHistogram().ToPercentiles());
}
