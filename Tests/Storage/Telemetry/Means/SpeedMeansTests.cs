using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Means;

namespace CityOps.Tests.Storage.Telemetry.Means;

public sealed class SpeedMeansTests
{
    const long Hour = 3_600_000;

    [Fact]
    public void Harmonic_IsTheSpaceMean_FlowWeighted_TheTimeMean()
    {
        // 1,000 vehicles: 600 at 50, 300 at 40, 100 at 20 km/h.
        var (flowWeighted, harmonic) = Of((0, 50, 600), (1, 40, 300), (2, 20, 100));
        Assert.Equal(44.0, Assert.Single(flowWeighted).Mean, 9);
        Assert.Equal(1_000 / 24.5, Assert.Single(harmonic).Mean, 9);
    }

    [Fact]
    public void WhereNobodyPassed_ThereIsNoSpeed()
    {
        var (flowWeighted, harmonic) = Of((0, 50, 0), (1, 0, 12), (Hour, 60, 5));
        Assert.Equal([new WeightedMean(Hour, 60)], flowWeighted);
        Assert.Equal([new WeightedMean(Hour, 60)], harmonic);
    }

    [Fact]
    public void EachBucket_HasItsOwn()
    {
        var (flowWeighted, harmonic) = Of((0, 30, 1), (1, 60, 1), (Hour, 90, 4));
        Assert.Equal([45, 90], flowWeighted.Select(m => m.Mean));
        Assert.Equal([40, 90], harmonic.Select(m => Math.Round(m.Mean, 9)));
        Assert.Equal([0, Hour], harmonic.Select(m => m.T));
    }

    [Fact]
    public void OneSpeed_IsEveryMean()
    {
        var (flowWeighted, harmonic) = Of((0, 47.5, 3), (1, 47.5, 900), (2, 47.5, 0.5));
        Assert.Equal(47.5, Assert.Single(flowWeighted).Mean, 9);
        Assert.Equal(47.5, Assert.Single(harmonic).Mean, 9);
    }

    static (IReadOnlyList<WeightedMean> FlowWeighted, IReadOnlyList<WeightedMean> Harmonic) Of(params (long At, double Speed, double Vehicles)[] readings)
    {
        Assert.True(BucketSize.TryParse("1h", TimeZoneInfo.Utc, out var size));
        var means = new SpeedMeans(size);
        foreach (var (at, speed, vehicles) in readings)
        {
            means.Add(at, speed, vehicles);
        }

        return means.End();
    }
}
