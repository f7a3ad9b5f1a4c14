using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

public sealed class GapWindowTests
{
    [Theory]
    [InlineData("60", 60, 60)]
    [InlineData("10 20", 15, 20)]
    [InlineData("30 10 20", 20, 30)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 5, 9)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", 10, 18)]
    [InlineData("9999 9999 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20", 10, 18)]
    public void MedianAndPercentile_AreThoseOfTheLastTwenty(string gaps, long median, long percentile90)
    {
        var window = new GapWindow();
        foreach (var gap in gaps.Split(' '))
        {
            window.Add(WrittenHistory.Number(gap));
        }

        Assert.Equal((median, percentile90), (window.Median(), window.Percentile90()));
    }

    [Fact]
    public void Gaps_AreGivenOldestFirst()
    {
        var window = new GapWindow();
        for (var i = 1; i <= 23; i++)
        {
            window.Add(i);
        }

        Assert.Equal((20, 4u, 23u), (window.Count, window.At(0), window.At(19)));
    }

    [Fact]
    public void AGapOfAHundredYears_CountsAsTheLongest()
    {
        var window = new GapWindow();
        window.Add(36_500L * 86_400_000);
        Assert.Equal(uint.MaxValue, window.Median());
    }

    [Fact]
    public void ReadingsOfOneMessage_AreOneArrival()
    {
        var rhythm = new SeriesRhythm();
        foreach (var at in new long[] { 0, 60, 120, 180, 240, 300 })
        {
            for (var i = 0; i < 30; i++)
            {
                rhythm.Arrive(at * 1_000);
            }
        }

        Assert.False(rhythm.IsSilent(400_000, 0, null));
        Assert.True(rhythm.IsSilent(400_001, 0, null));
    }
}
