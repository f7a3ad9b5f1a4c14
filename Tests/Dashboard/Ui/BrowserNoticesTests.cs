using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class BrowserNoticesTests
{
    /// <summary>
    /// One line per case: steps <c>seconds:news</c>, <c>1m</c> being a new alert with its id and m or c (critical), <c>-1</c> one that needs nobody any more;
    /// then what is done at each step: <c>1</c> shown, <c>#6/1/6</c> the one that counts (new, critical, the newest), <c>x1</c> closed.
    /// </summary>
    [Theory]
    [InlineData("0:1m | 1:2c 3m", "1 | 2 3")]
    [InlineData("0:1m | 1:-1 | 2:", "1 | x1 | -")]
    [InlineData("0:1m 2m 3m 4m 5m | 9:-2", "1 2 3 4 5 | x2")]
    [InlineData("0:1m 2m 3m 4m 5m 6c", "#6/1/6")]
    [InlineData("0:1m 2m | 5:3m 4m 5m | 9:6c", "1 2 | 3 4 5 | x1 x2 x3 x4 x5 #6/1/6")]
    [InlineData("0:1m 2m 3m | 11:4m 5m 6m", "1 2 3 | 4 5 6")]
    [InlineData("0:1m 2m 3m 4m 5m 6m | 1:7c | 3: | 4:", "#6/0/6 | - | #7/1/7 | -")]
    [InlineData("0:1m 2m 3m 4m 5m 6m | 12:7m | 13:-7", "#6/0/6 | 7 | x7")]
    [InlineData("0:1m 2m 3m 4m 5m 6m | 5:-1 -2 -3 -4 -5 | 6:-6 | 7:", "#6/0/6 | - | xcityops-many | -")]
    [InlineData("0:1m 2m 3m 4m 5m 6m | 1:7m -1 -2 -3 -4 -5 -6 -7 | 3:", "#6/0/6 | xcityops-many | -")]
    [InlineData("0:1m | 20:2m 3m 4m 5m 6m 7m | 21:-1", "1 | #6/0/7 | x1")]
    public void News_BecomeNotificationsWithoutFlooding(string steps, string expected)
    {
        var (notices, over) = (new BrowserNotices(), new HashSet<string>());
        var done = steps.Split(" | ").Select(step =>
        {
            var (at, news) = (step[..step.IndexOf(':', StringComparison.Ordinal)], step[(step.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            over.UnionWith(news.Where(one => one[0] == '-').Select(one => one[1..]));
            return WordsOf(notices.Next([.. news.Where(one => one[0] != '-').Select(AlertOf)], id => !over.Contains(id), int.Parse(at, CultureInfo.InvariantCulture) * 1_000L));
        });
        Assert.Equal(expected, string.Join(" | ", done));
    }

    [Fact]
    public void NumberThatIsHeldBack_IsAskedFor()
    {
        var notices = new BrowserNotices();
        notices.Next([.. Enumerable.Range(1, 6).Select(i => AlertOf($"{i}m"))], _ => true, 0);
        Assert.False(notices.HasMore);
        notices.Next([AlertOf("7m")], _ => true, 100);
        Assert.True(notices.HasMore);
        Assert.Equal(7, notices.Next([], _ => true, BrowserNotices.CountEveryMs).Many?.New);
        Assert.False(notices.HasMore);
    }

    static Alert AlertOf(string text) => SomeCity.Alert(
        text[..^1], text[^1] == 'c' ? Severity.Critical : Severity.Major, SomeCity.Now + int.Parse(text[..^1], CultureInfo.InvariantCulture));

    static string WordsOf(NoticeStep step)
    {
        IEnumerable<string> words =
        [
            .. step.Over.Select(tag => "x" + tag), .. step.New.Select(alert => alert.Id),
            .. step.Many is { } many ? [$"#{many.New}/{many.Critical}/{many.Newest.Id}"] : Array.Empty<string>(),
        ];
        return string.Join(' ', words) is { Length: > 0 } text ? text : "-";
    }
}
