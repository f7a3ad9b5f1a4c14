using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;

namespace CityOps.Ingestion.Notifications.Channels;

/// <summary>What an ntfy server publishes: the topic is the end of the webhook's address, and the JSON goes to what stands before it.</summary>
static partial class NtfyBody
{
    /// <summary>A longer message than 4,096 bytes would come as a file.</summary>
    const int MostNamed = 4;

    const int LineLength = 250;

    /// <summary>Null where the address ends in none.</summary>
    public static string? TopicOf(Uri url) => url.Segments[^1] is var topic && Topic().IsMatch(topic) ? topic : null;

    public static Uri ServerOf(Uri url) => new UriBuilder(new Uri(url, ".")) { Query = url.Query }.Uri;

    public static byte[] Write(string topic, NotificationContent content, TimeZoneInfo zone)
    {
        var notice = Notice.Of(content, zone, MostNamed);
        var (priority, tags) = Loudness(notice.Worst, content.Reason);
        var body = new JsonObject
        {
            ["topic"] = topic, ["title"] = notice.Subject, ["message"] = string.Join('\n', Lines(notice)), ["priority"] = priority,
            ["tags"] = new JsonArray([.. tags.Concat(content.Drill ? ["drill"] : []).Select(tag => JsonValue.Create(tag))]),
        };
        if (content.PageLink is { } page)
        {
            body["click"] = page.AbsoluteUri;
        }

        return WebhookJson.Bytes(body);
    }

    static IEnumerable<string> Lines(Notice notice) =>
        new[] { notice.Drill, notice.Opening }.Concat(notice.Lines.Select(line => PlainText.Excerpt(line.Sentence, LineLength))).Append(notice.More).OfType<string>();

    /// <summary>From 1 to 5, of which 5 also wakes people; and tags, of which the first becomes a picture.</summary>
    static (int Priority, string[] Tags) Loudness(Severity? worst, NotificationReason reason) => worst switch
    {
        Severity.Critical => (5, ["rotating_light", "critical"]),
        Severity.Major => (4, ["warning", "major"]),
        Severity.Minor => (3, ["small_orange_diamond", "minor"]),
        Severity.Warning => (2, ["small_blue_diamond", "warning"]),
        _ when reason == NotificationReason.Test => (3, ["wrench", "test"]),
        _ when reason == NotificationReason.Report => (2, ["clipboard", "report"]),
        _ => (2, ["white_check_mark", "cleared"]),
    };

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Topic();
}
