using CityOps.Dashboard.Live.Latency;

namespace CityOps.Tests.Dashboard.Live.Latency;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Nothing_HasNoPercentile() => Assert.Null(new LatencyHistogram().Percentile(0.5));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    [InlineData(1)]
    public void Percentile_IsThatOfTheNumbers_ToATwentieth(double share)
    {
        var random = new Random(17);
        int[] numbers = [.. Enumerable.Range(0, 5_000).Select(_ => (int)Math.Exp(random.NextDouble() * 10))];
        var histogram = Of(numbers);

        var exact = numbers.Order().ElementAt((int)Math.Ceiling(share * numbers.Length) - 1);

        Assert.InRange(histogram.Percentile(share)!.Value, exact, (int)(exact * 1.05) + 1);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(119_999, 120_000)]
    [InlineData(9_000_000, 120_000)]
    public void Extremes_AreKept(int milliseconds, int said) => Assert.Equal(said, Of(milliseconds).Percentile(1));

    [Fact]
    public void Sum_IsAsIfAllHadComeToOne()
    {
        var sum = Of(10, 20);
        sum.Add(Of(500, 900));

        Assert.Equal(4, sum.Count);
        Assert.InRange(sum.Percentile(0.5)!.Value, 20, 21);
        Assert.InRange(sum.Percentile(0.75)!.Value, 500, 525);
    }

    static LatencyHistogram Of(params int[] numbers)
    {
        var histogram = new LatencyHistogram();
        foreach (var number in numbers)
        {
            histogram.Add(number);
        }

        return histogram;
    }
}
