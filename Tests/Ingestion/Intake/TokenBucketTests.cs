using CityOps.Ingestion.Intake;

namespace CityOps.Tests.Ingestion.Intake;

public sealed class TokenBucketTests
{
    /// <summary>Ten a second, five at once. <c>t*n</c>: n attempts at t ms; then how many of each were let through.</summary>
    [Theory]
    [InlineData("0*7", "5")]
    [InlineData("0*7 99*1 100*2", "5 0 1")]
    [InlineData("0*7 1000*9", "5 5")]
    [InlineData("0*5 50*1 100*1 150*1 200*1", "5 0 1 0 1")]
    [InlineData("100000*5 90000*3 90100*3", "5 0 1")]
    [InlineData("1000*5 999*1 1000*1 999*1 1000*1 1050*1 1099*1 1100*1", "5 0 0 0 0 0 0 1")]
    [InlineData("500*2 100000000*9", "2 5")]
    public void Histories(string attempts, string let)
    {
        var bucket = new TokenBucket(10, 5);
        var through = attempts.Split(' ').Select(step => step.Split('*').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToList())
            .Select(step => Enumerable.Range(0, step[1]).Count(_ => bucket.TryTake(step[0])));
        Assert.Equal(let, string.Join(' ', through));
    }

    /// <summary>Ten a second, five at once; eight are taken together at 0 ms.</summary>
    [Theory]
    [InlineData(399, false)]
    [InlineData(400, true)]
    public void WhoTakesMoreThanThereIs_OwesIt(long at, bool lets)
    {
        var bucket = new TokenBucket(10, 5);
        Assert.True(bucket.TryTake(0, 8));
        Assert.Equal(lets, bucket.TryTake(at));
    }

    [Fact]
    public void ThreadsThatReadTheClockInAnotherOrder_GainNothing()
    {
        var (bucket, let) = (new TokenBucket(200, 10), 0);
        for (var now = 0; now < 10_000; now++)
        {
            let += bucket.TryTake(now) ? 1 : 0;
            let += bucket.TryTake(now - 5) ? 1 : 0;
        }

        Assert.InRange(let, 2_000, 2_011);
    }
}
