using CityOps.Dashboard.Api;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Dashboard.Api;

public sealed class BucketStepsTests
{
    [Theory]
    [InlineData(1, "10s")]
    [InlineData(6, "30s")]
    [InlineData(24, "2m")]
    [InlineData(25, "2m")]
    [InlineData(7 * 24, "15m")]
    [InlineData(30 * 24, "1h")]
    [InlineData(365 * 24, "1d")]
    [InlineData(100 * 365 * 24, "30d")]
    public void Period_HasTheShortestStepOfWhichAThousandAreEnough(long hours, string expected) => Assert.Equal(expected, BucketSteps.For(hours * 3_600_000));

    [Fact]
    public void Step_IsOneThatTheStoreKnows_AndGivesAtMostAThousand()
    {
        for (long ms = 1; ms <= 366L * 86_400_000; ms = (ms * 2) + 1)
        {
            Assert.True(BucketSize.TryParse(BucketSteps.For(ms), TimeZoneInfo.Utc, out var size));
            Assert.InRange(ms / (size.Days > 0 ? size.Days * 86_400_000L : size.Milliseconds), 0, BucketSteps.Most);
        }
    }

    [Fact]
    public void Least_IsNotGoneUnder() => Assert.Equal(("1m", "2m"), (BucketSteps.For(3_600_000, least: "1m"), BucketSteps.For(86_400_000, least: "1m")));
}
