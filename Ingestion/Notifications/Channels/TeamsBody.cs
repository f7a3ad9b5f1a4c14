using System.Text.Json.Nodes;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>An Adaptive Card in the envelope that a workflow of Microsoft Teams takes. Texts are text runs: in those, nothing of a device's name is markup.</summary>
static class TeamsBody
{
    /// <summary>A card has 28 KB.</summary>
    const int MostNamed = 10;

    public static byte[] Write(NotificationContent content, TimeZoneInfo zone)
    {
        var notice = Notice.Of(content, zone, MostNamed);
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" }, ["body"] = new JsonArray([.. Blocks(notice)]),
        };
        if (content.PageLink is { } page)
        {
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = notice.Labels.Open, ["url"] = page.AbsoluteUri });
        }

        return WebhookJson.Bytes(new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }),
        });
    }

    static IEnumerable<JsonNode> Blocks(Notice notice)
    {
        if (notice.Drill is { } drill)
        {
            yield return Block(Run(drill, "Warning", isBold: true));
        }

        yield return Block(Run(notice.Subject, ColourOf(notice.Worst), isBold: true, "Large"));
        yield return Block(Run(notice.Opening));
        foreach (var line in notice.Lines)
        {
            yield return Block(Run($"[{line.Mark}] {line.Title}\n", line.IsOver ? "Default" : ColourOf(line.Severity), isBold: true), Run(line.Sentence));
        }

        if (notice.More is { } more)
        {
            yield return Block(Run(more, isBold: true));
        }

        yield return Block(Run(notice.AsOf, size: "Small"));
    }

    static JsonObject Block(params JsonNode[] runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };

    static JsonObject Run(string text, string colour = "Default", bool isBold = false, string size = "Default") => new()
    {
        ["type"] = "TextRun", ["text"] = text, ["color"] = colour, ["weight"] = isBold ? "Bolder" : "Default", ["size"] = size,
    };

    static string ColourOf(Severity? severity) => severity switch
    {
        Severity.Critical => "Attention",
        Severity.Major or Severity.Minor => "Warning",
        _ => "Default",
    };
}
