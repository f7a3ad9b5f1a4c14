using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Storage.City;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class AlertAnnouncerTests
{
    /// <summary>
    /// One line per case: steps <c>seconds:alerts</c>, an alert being its id and c, m (new), a (acknowledged) or h (historical);
    /// then what is said at each step: <c>!id</c> at once, <c>new/critical/newest</c> in a summary.
    /// </summary>
    [Theory]
    [InlineData("0:1c,2m", "-")]
    [InlineData("0: | 1:1m,2c,3c", "- | !3 1/1/2", AnnouncementChoice.Critical)]
    [InlineData("0: | 1:1m | 2:1m", "- | - | -", AnnouncementChoice.Critical)]
    [InlineData("0: | 1:1m,2c", "- | -", AnnouncementChoice.None)]
    [InlineData("0: | 1:1m", "- | 1/0/1")]
    [InlineData("0: | 1:1c", "- | !1")]
    [InlineData("0: | 1:1m,2c,3c", "- | !3 2/1/2")]
    [InlineData("0: | 1:1m | 5:1m,2m | 11:1m,2m | 12:1m,2m", "- | 1/0/1 | - | 1/0/2 | -")]
    [InlineData("0: | 1:1c | 5:1c,2c | 16:1c,2c", "- | !1 | 1/1/2 | -")]
    [InlineData("0: | 1:1c | 5:1c,2m | 9:1c,2m,3c | 16:1c,2m,3c", "- | !1 | 1/0/2 | - | !3")]
    [InlineData("0: | 1:1a,2h", "- | -")]
    [InlineData("0:1m | 1: | 2:1m", "- | - | -")]
    public void NewAlerts_AreSaidWithoutFlooding(string steps, string expected, AnnouncementChoice choice = AnnouncementChoice.All)
    {
        var announcer = new AlertAnnouncer();
        var said = steps.Split(" | ").Select(step =>
        {
            var (at, alerts) = (step[..step.IndexOf(':', StringComparison.Ordinal)], step[(step.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            return Words(announcer.Next([.. alerts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Alert)], choice, SomeCity.Now + int.Parse(at, null) * 1_000));
        });
        Assert.Equal(expected, string.Join(" | ", said));
    }

    static Alert Alert(string text) => SomeCity.Alert(
        text[..^1], text[^1] == 'c' ? Severity.Critical : Severity.Major, SomeCity.Now + int.Parse(text[..^1], null), text[^1] == 'a' ? "ana" : null, text[^1] == 'h');

    static string Words(Announcement said)
    {
        string?[] words = [said.Critical is { } critical ? "!" + critical.Id : null, said.Summary is { } s ? $"{s.New}/{s.Critical}/{s.Newest.Id}" : null];
        return string.Join(' ', words.Where(word => word is not null)) is { Length: > 0 } text ? text : "-";
    }
}
