using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Tests.Ingestion.Rollups;

public sealed class RollupMathTests
{
    const long Hour = 3_600_000;
    static readonly RollupMath Ljubljana = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));

    [Theory]
    [InlineData(60, 60, 1.0)]
    [InlineData(45, 60, 0.75)]
    [InlineData(61, 60, 1.0)]
    [InlineData(1, 3_600, 1.0)]
    [InlineData(1, 7_200, 1.0)]
    public void Capture_IsTheShareOfWhatWasDue(int count, int intervalSeconds, double expected) =>
        Assert.Equal(expected, RollupMath.HourOf(HourWith(0, count, 1), intervalSeconds).Capture);

    [Fact]
    public void WithoutAnInterval_NobodyKnowsTheCapture() => Assert.Null(RollupMath.HourOf(HourWith(0, 5, 1), null).Capture);

    [Theory]
    // The two days on which clocks change have 23 and 25 hours; a reading in each of them is all of them.
    [InlineData("2026-03-28T23:00:00Z", 23)]
    [InlineData("2026-10-24T22:00:00Z", 25)]
    [InlineData("2026-07-01T22:00:00Z", 24)]
    public void Day_IsWeighedByCount_AndItsCaptureByItsLength(string midnight, int hours)
    {
        var start = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var rollups = Enumerable.Range(0, hours).Select(h => new Rollup(start + (h * Hour), h + 1, h, h - 0.5, h + 0.5, 1)).ToList();
        var day = Assert.Single(Ljubljana.DaysOf(rollups));
        Assert.Equal((start, rollups.Sum(r => r.Count), -0.5, hours - 0.5), (day.T, day.Count, day.Min, day.Max));
        Assert.Equal(rollups.Sum(r => r.Mean * r.Count) / rollups.Sum(r => r.Count), day.Mean, 9);
        Assert.Equal(1, day.Capture!.Value, 9);
    }

    [Fact]
    public void HoursWithoutReadings_LowerTheCaptureOfTheDay()
    {
        var start = DateTimeOffset.Parse("2026-07-01T22:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var days = Ljubljana.DaysOf([new Rollup(start, 60, 1, 1, 1, 1), new Rollup(start + (5 * Hour), 30, 1, 1, 1, 0.5), new Rollup(start + (24 * Hour), 1, 9, 9, 9, null)]);
        Assert.Equal(1.5 / 24, days[0].Capture!.Value, 9);
        Assert.Equal((start + (24 * Hour), null), (days[1].T, days[1].Capture));
    }

    [Fact]
    public void Runs_AreHoursThatFollowEachOther() => Assert.Equal(
        [(0, 2 * Hour), (4 * Hour, 5 * Hour), (7 * Hour, 10 * Hour)], RollupMath.Runs([0, Hour, 4 * Hour, 7 * Hour, 8 * Hour, 9 * Hour]));

    static Bucket HourWith(long t, long count, double mean) => new(t, count, mean, mean, mean, mean, mean, []);
}
