using System.Text;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using static CityOps.Tests.Core.Notifications.SomeNotice;

namespace CityOps.Tests.Core.Notifications;

/// <summary>Names come from devices, and a message goes to programs that read markup, headers and links.</summary>
public sealed class HostileTextTests
{
    const string Hostile = "<script>alert(1)</script>\r\nBcc: all@example.org\n\u202Egnp.exe\u2028&\"'";

    static readonly NotificationContent Named = Of("en", NotificationReason.First, Standing with { Rule = new AlertRuleReference("r1", 1, Hostile), District = Hostile }) with
    {
        StationNames = new Dictionary<string, string> { ["st-1"] = Hostile }, PageLink = new Uri("https://city.example.org/alerts?a=1&b=\"><script>"),
    };

    [Theory]
    [InlineData("en")]
    [InlineData("sl")]
    public void ANameWithLineBreaks_IsOneLine(string language)
    {
        var message = MessageWriter.Write(Named with { Language = language }, Ljubljana);
        Assert.True(PlainText.IsPrintable(message.Subject), message.Subject);
        Assert.True(PlainText.IsPrintable(message.Short), message.Short);
        Assert.All(message.Text.Split('\n'), line => Assert.True(PlainText.IsPrintable(line), line));
        Assert.DoesNotContain(message.Text.Split('\n'), line => line.StartsWith("Bcc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ConditionKind.Above)]
    [InlineData(ConditionKind.All)]
    [InlineData(ConditionKind.Absent)]
    public void Markup_IsTextInHtml(ConditionKind kind)
    {
        var html = MessageWriter.Write(Named with { Alerts = [Named.Alerts[0] with { Direction = kind }], Drill = true }, Ljubljana).Html;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.All(html.EnumerateRunes(), rune => Assert.True(rune.Value == '\n' || PlainText.IsPrintable(rune)));
    }

    [Fact]
    public void Html_FetchesNothingAndIsBalanced()
    {
        var html = MessageWriter.Write(Many(25) with { ActLink = ActLink, PageLink = PageLink }, Ljubljana).Html;
        Assert.All(["<img", "src=", "url(", "<link", "<style", "<script", "@import", "background="], part => Assert.DoesNotContain(part, html, StringComparison.OrdinalIgnoreCase));
        Assert.All(["table", "tr", "td", "a", "strong", "html", "body", "title"], name =>
            Assert.Equal(html.Split($"<{name}>").Length + html.Split($"<{name} ").Length - 2, html.Split($"</{name}>").Length - 1));
        Assert.Equal(2, html.Split("<a ").Length - 1);
        Assert.Contains("href=\"https://city.example.org/act/abc?x=1&amp;y=2\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void LongNames_LeaveRoomForTheLink()
    {
        var name = string.Concat(Enumerable.Repeat("Zelo dolgo ime postaje 🏭 ", 60));
        foreach (var language in new[] { "en", "sl" })
        {
            foreach (var reason in Enum.GetValues<NotificationReason>())
            {
                var message = MessageWriter.Write(Many(12_345, language, reason) with { StationNames = new Dictionary<string, string> { ["st-1"] = name }, ActLink = ActLink, Drill = true }, Ljubljana);
                Assert.InRange(message.Short.Length, 100, 300);
                Assert.InRange(message.Subject.Length, 10, 250);
                Assert.EndsWith(" " + ActLink.AbsoluteUri, message.Short, StringComparison.Ordinal);
                // Cut between signs, never inside one.
                Assert.Equal(message.Short, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message.Short)));
            }
        }
    }

    [Fact]
    public void ALinkWithoutEnd_IsLeftOutOfTheShortForm()
    {
        var message = MessageWriter.Write(One() with { PageLink = new Uri("https://city.example.org/" + new string('a', 400)) }, Ljubljana);
        Assert.EndsWith("when raised.", message.Short, StringComparison.Ordinal);
    }
}
