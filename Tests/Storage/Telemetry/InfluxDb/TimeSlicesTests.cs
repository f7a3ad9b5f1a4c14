using CityOps.Storage.Telemetry.InfluxDb;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

public sealed class TimeSlicesTests
{
    [Fact]
    public void AtFirst_ASliceIsAll() => Assert.Equal(100, new TimeSlices(0, 100, 1).EndOf(0, 100));

    [Theory]
    [InlineData(0, 100, 1, "50 100")]
    [InlineData(0, 100, 60, "60 100")]
    [InlineData(-95, 100, 60, "0 60 100")]
    [InlineData(-90, -10, 20, "-60 -20 -10")]
    public void Halved_ItEndsWhereAWindowDoes(long from, long to, long window, string ends)
    {
        var slices = new TimeSlices(from, to, window);
        Assert.True(slices.TryHalve());
        var found = new List<long>();
        for (var at = from; at < to; at = found[^1])
        {
            found.Add(slices.EndOf(at, to));
        }

        Assert.Equal(ends.Split(' ').Select(long.Parse), found);
    }

    [Fact]
    public void WhereNothingIs_ItGrowsAgain_AndNotWhereSomethingIs()
    {
        var slices = new TimeSlices(0, 100, 1);
        Assert.True(slices.TryHalve());
        Assert.True(slices.TryHalve());
        slices.Tell(3);
        Assert.Equal(25, slices.EndOf(0, 100));
        slices.Tell(0);
        Assert.Equal(50, slices.EndOf(0, 100));
        slices.Tell(0);
        slices.Tell(0);
        Assert.Equal(100, slices.EndOf(0, 100));
    }

    [Fact]
    public void OneWindow_CannotBeHalved()
    {
        var slices = new TimeSlices(0, 100, 40);
        Assert.True(slices.TryHalve());
        Assert.True(slices.TryHalve());
        Assert.Equal(40, slices.EndOf(0, 100));
        Assert.False(slices.TryHalve());
    }
}
