using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;

namespace CityOps.Tests.Storage.Telemetry.Rollups;

public sealed class RollupPlanTests
{
    const long Hour = 3_600_000;
    static readonly BucketSize Day = BucketSize.DayOf(TimeZoneInfo.Utc);

    [Fact]
    public void EdgesThatAreNoWholeHour_AreReadings() => Assert.Equal(
        ["0.5-1 readings", "1-5 Hour", "5-5.25 readings"], Divide(0.5, 5.25, Hours(0, 100)));

    [Fact]
    public void WhatIsNotCovered_IsReadings() => Assert.Equal(
        ["0-3 readings", "3-7 Hour", "7-9 readings"], Divide(0, 9, Hours(3, 7)));

    [Fact]
    public void LateHours_AreReadings() => Assert.Equal(
        ["0-2 Hour", "2-4 readings", "4-6 Hour", "6-7 readings"], Divide(0, 7, Hours(0, 100, 2, 3, 6)));

    [Fact]
    public void LateHoursOutside_ChangeNothing() => Assert.Equal(["1-3 Hour"], Divide(1, 3, Hours(0, 100, 0, 3, 50)));

    [Fact]
    public void Days_TakeWhatTheyCan_HoursTheRest() => Assert.Equal(
        ["20.5-21 readings", "21-24 Hour", "24-72 Day", "72-75 Hour", "75-75.5 readings"], Divide(20.5, 75.5, Days(0, 96), Hours(0, 100)));

    [Fact]
    public void DayWithALateHour_IsHoursAndReadings() => Assert.Equal(
        ["0-24 Day", "24-30 Hour", "30-31 readings", "31-48 Hour", "48-72 Day"], Divide(0, 72, Days(0, 72, 24), Hours(0, 100, 30)));

    [Fact]
    public void NothingCovered_IsAllReadings() => Assert.Equal(["5-9 readings"], Divide(5, 9, Days(10, 20), Hours(20, 30)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhateverIsCoveredAndLate_EveryMomentIsAnsweredOnce(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var (from, to) = (random.Next(0, 400) / 4.0, random.Next(0, 400) / 4.0);
            int[] late = [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(0, 100)).Distinct().Order()];
            var hours = Hours(random.Next(0, 60), random.Next(0, 110), late);
            var days = Days(random.Next(0, 3) * 24, random.Next(0, 5) * 24, [.. late.Select(hour => hour / 24 * 24).Distinct()]);
            var parts = RollupPlan.Divide((long)(from * Hour), (long)(to * Hour), days, hours);
            var at = (long)(from * Hour);
            foreach (var part in parts)
            {
                Assert.True(part.From == at && part.To > part.From, $"seed {seed}, round {round}: {part} after {at}");
                Assert.True(part.Source is null || !late.Any(hour => hour * Hour >= part.From && hour * Hour < part.To), $"seed {seed}, round {round}: {part} is late");
                at = part.To;
            }

            Assert.Equal(Math.Max(at, (long)(to * Hour)), at);
        }
    }

    static IEnumerable<string> Divide(double from, double to, params RollupLevel[] levels) =>
        RollupPlan.Divide((long)(from * Hour), (long)(to * Hour), levels)
            .Select(part => FormattableString.Invariant($"{(double)part.From / Hour}-{(double)part.To / Hour} {part.Source?.ToString() ?? "readings"}"));

    static RollupLevel Hours(long from, long until, params int[] late) =>
        new(RollupSpan.Hour, new RollupCover(from * Hour, until * Hour), BucketSize.Hour.StartOf, BucketSize.Hour.EndOf, [.. late.Select(hour => hour * Hour)]);

    static RollupLevel Days(long from, long until, params int[] late) =>
        new(RollupSpan.Day, new RollupCover(from * Hour, until * Hour), Day.StartOf, Day.EndOf, [.. late.Select(hour => hour * Hour)]);
}
