using System.Text.Json.Nodes;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>Blocks for an incoming webhook of Slack, and beside them the text that a notification on a telephone shows.</summary>
static class SlackBody
{
    /// <summary>A message has 50 blocks, and people read fewer.</summary>
    const int MostNamed = 10;

    const int HeaderLength = 150;

    public static byte[] Write(NotificationContent content, TimeZoneInfo zone)
    {
        var notice = Notice.Of(content, zone, MostNamed);
        var blocks = new JsonArray { new JsonObject { ["type"] = "header", ["text"] = Plain(PlainText.Excerpt(notice.Subject, HeaderLength)) } };
        foreach (var text in Texts(notice))
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = Plain(text) });
        }

        if (content.PageLink is { } page)
        {
            blocks.Add(new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = $"<{Escape(page.AbsoluteUri)}|{Escape(notice.Labels.Open)}>" } });
        }

        blocks.Add(new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Plain(notice.AsOf)) });
        return WebhookJson.Bytes(new JsonObject { ["text"] = Escape(notice.Subject), ["blocks"] = blocks });
    }

    static IEnumerable<string> Texts(Notice notice)
    {
        if (notice.Drill is { } drill)
        {
            yield return drill;
        }

        yield return notice.Opening;
        foreach (var line in notice.Lines)
        {
            yield return $"[{line.Mark}] {line.Title}\n{line.Sentence}";
        }

        if (notice.More is { } more)
        {
            yield return more;
        }
    }

    /// <summary>No markup, and no word between colons becomes a picture.</summary>
    static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = Escape(text), ["emoji"] = false };

    /// <summary>The three signs that Slack gives a meaning: <c>&lt;!channel&gt;</c> in a station's name would call everybody.</summary>
    static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
