using System.Globalization;
using CityOps.Core.Alerts;

namespace CityOps.Tests.Core.Alerts;

/// <summary>A value against what is usual at that hour of the week. Times in histories are seconds from 14 Nov 2023, 22:13:20 UTC.</summary>
public sealed class BaselineTests
{
    const int Hour = 3_600;
    const int Week = 168 * Hour;
    const string Unusual = """{"condition":{"kind":"above","raise":20,"of":"baseline","weeks":4}}""";

    /// <summary>One reading every half an hour: 10, and 60 in the one hour of the week that is always busy.</summary>
    static string Weeks(int from, int to, int busy = 50 * Hour) => string.Join(", ", Enumerable.Range(from * 336, (to - from) * 336).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"{i * 1_800} {((i * 1_800) % Week is var at && at >= busy && at < busy + Hour ? 60 : 10)}")));

    [Fact]
    public void HourThatIsAlwaysBusy_IsUsual_AndTheSameValueAtAnotherHourIsNot()
    {
        // The first busy hour comes before half of the weeks are known.
        var life = WrittenHistory.Run(Unusual, Weeks(0, 5));
        Assert.Equal("", life.Story);
        var at = (5 * Week) + (20 * Hour);
        life.Go($"{at} 60, {at + 1_800} 12");
        Assert.Equal($"raised@{at} start@{at}, cleared@{at + 1_800}", life.Story);
        Assert.Equal(50, life.Changes[0].Value);
        Assert.Equal(4, life.Changes[0].Raise!.Evidence.Buckets.Count);
        Assert.All(life.Changes[0].Raise!.Evidence.Buckets, bucket => Assert.Equal(10, bucket.Value));
    }

    [Fact]
    public void OneOddWeek_DoesNotMoveTheMedian()
    {
        var life = WrittenHistory.Run(Unusual, Weeks(0, 3));
        var odd = (3 * Week) + (20 * Hour);
        life.Go($"{odd} 500, {odd + 1_800} 500, {odd + Hour} 10");
        life.Changes.Clear();
        var at = (4 * Week) + (20 * Hour);
        life.Go($"{at} 29, {at + 1_800} 31");
        Assert.Equal($"raised@{at + 1_800} start@{at + 1_800}", life.Story);
    }

    [Fact]
    public void BeforeHalfOfTheWeeksAreKnown_NothingIsJudged()
    {
        var life = WrittenHistory.Run(Unusual, Weeks(0, 1));
        life.Go($"{Week + (20 * Hour)} 500");
        Assert.Equal("", life.Story);
    }

    [Fact]
    public void SameHour_IsThatOfTheClockOnTheWall()
    {
        // Summer time begins on 31 March 2024: the busy hour, 03:00 UTC until then, comes an hour earlier in UTC.
        var start = (int)(new DateTimeOffset(2024, 3, 4, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() - (WrittenHistory.Origin / 1_000));
        var before = Enumerable.Range(0, 27 * 24).Select(hour => string.Create(CultureInfo.InvariantCulture, $"{start + (hour * Hour)} {(hour % 24 == 3 ? 60 : 10)}"));
        var life = WrittenHistory.Run(Unusual.Replace("4", "3", StringComparison.Ordinal), string.Join(", ", before));
        Assert.Equal("", life.Story);
        var monday = start + (28 * 24 * Hour);
        life.Go($"{monday + (2 * Hour)} 60");
        Assert.Equal("", life.Story);
        life.Go($"{monday + (3 * Hour)} 60");
        Assert.Equal($"raised@{monday + (3 * Hour)} start@{monday + (3 * Hour)}", life.Story);
    }

    [Fact]
    public void RestartAtAnyStep_ChangesNothing()
    {
        var straight = WrittenHistory.Run(Unusual, Weeks(0, 2));
        var again = WrittenHistory.Run(Unusual, Weeks(0, 2), reloads: true);
        foreach (var life in (WrittenHistory[])[straight, again])
        {
            life.Go($"{2 * Week} 10, {(2 * Week) + 600} 31, {(2 * Week) + 1_800} 10");
        }

        Assert.Contains("raised", straight.Story, StringComparison.Ordinal);
        Assert.Equal(WrittenHistory.Json(straight.Changes), WrittenHistory.Json(again.Changes));
    }
}
