using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Means;

namespace CityOps.Tests.Storage.Telemetry.Means;

public sealed class TimeWeightedMeanTests
{
    const long Minute = 60_000;
    const long Hour = 60 * Minute;

    static readonly BucketSize Hours = SizeOf("1h", TimeZoneInfo.Utc);

    [Fact]
    public void Value_CountsForAsLongAsItStood() =>
        // 10 for 45 minutes, 30 for 15: the mean of readings would be 20.
        Assert.Equal([new WeightedMean(0, 15)], Of(0, Hour, 2 * Hour, (0, 10), (45 * Minute, 30)));

    [Fact]
    public void Value_StandsNoLongerThanItIsHeld() =>
        Assert.Equal([new WeightedMean(0, 20)], Of(0, Hour, 10 * Minute, (0, 10), (50 * Minute, 30)));

    [Fact]
    public void Value_ReachesIntoTheBucketsAfterIt() =>
        Assert.Equal(
            [new WeightedMean(0, 10), new WeightedMean(Hour, 10), new WeightedMean(2 * Hour, 20)],
            Of(0, 3 * Hour, 5 * Hour, (30 * Minute, 10), ((2 * Hour) + (30 * Minute), 30)));

    [Fact]
    public void ReadingFromBefore_StandsAtTheBeginning() =>
        Assert.Equal([new WeightedMean(0, 15)], Of(0, Hour, 2 * Hour, (-10 * Minute, 10), (30 * Minute, 20)));

    [Fact]
    public void FailedReading_EndsWhatStood_ButNotAGoodOneOfItsMoment()
    {
        var mean = new TimeWeightedMean(Hours, _ => true, 0, Hour, 2 * Hour);
        mean.Add(new StoredReading(0, 10, Quality.Good));
        mean.Add(new StoredReading(0, -999, Quality.Fail));
        mean.Add(new StoredReading(15 * Minute, -999, Quality.Fail));
        mean.Add(new StoredReading(45 * Minute, 30, Quality.Suspect));
        Assert.Equal([new WeightedMean(0, 20)], mean.End());
    }

    [Fact]
    public void OnlyBucketsThatAreWanted_AreKept()
    {
        var mean = new TimeWeightedMean(Hours, start => start == 2 * Hour, 0, 4 * Hour, 9 * Hour);
        mean.Add(new StoredReading(0, 10, Quality.Good));
        Assert.Equal([new WeightedMean(2 * Hour, 10)], mean.End());
    }

    [Fact]
    public void Nothing_GivesNothing() => Assert.Empty(Of(0, Hour, Hour));

    [Fact]
    public void LargestDoubles_DoNotOverflow() =>
        Assert.Equal([new WeightedMean(0, double.MaxValue)], Of(0, Hour, Hour, (0, double.MaxValue), (1, double.MaxValue)));

    [Theory]
    // Both days on which clocks change: a value that stands all day long counts 23 or 25 hours.
    [InlineData("2026-03-28T23:00:00Z", 23)]
    [InlineData("2026-10-24T22:00:00Z", 25)]
    public void CivilDay_HasTheHoursItHas(string midnight, int hours)
    {
        var from = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var day = SizeOf("1d", TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));
        var mean = new TimeWeightedMean(day, _ => true, from, from + (48 * Hour), 24 * Hour);
        mean.Add(new StoredReading(from, 0, Quality.Good));
        mean.Add(new StoredReading(from + ((hours - 1) * Hour), hours, Quality.Good));
        mean.Add(new StoredReading(from + (hours * Hour), 7, Quality.Good));
        Assert.Equal([1, 7], mean.End().Select(m => Math.Round(m.Mean, 9)));
    }

    static IReadOnlyList<WeightedMean> Of(long from, long to, long hold, params (long At, double Value)[] readings)
    {
        var mean = new TimeWeightedMean(Hours, _ => true, from, to, hold);
        foreach (var (at, value) in readings)
        {
            mean.Add(new StoredReading(at, value, Quality.Good));
        }

        return mean.End();
    }

    static BucketSize SizeOf(string text, TimeZoneInfo zone) => BucketSize.TryParse(text, zone, out var size) ? size : throw new ArgumentException(text);
}
