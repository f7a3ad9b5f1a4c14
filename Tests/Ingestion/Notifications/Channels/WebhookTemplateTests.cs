using System.Text;
using System.Text.Json.Nodes;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications;
using CityOps.Ingestion.Notifications.Channels;
using static CityOps.Tests.Core.Notifications.SomeNotice;

namespace CityOps.Tests.Ingestion.Notifications.Channels;

/// <summary>What each template sends, as a server receives it.</summary>
public sealed class WebhookTemplateTests
{
    const string Hostile = "<!channel> *b* [x](http://e) :fire: &";

    static readonly NotificationContent Linked = One() with { PageLink = PageLink };

    [Fact]
    public async Task Json_HasTheDocumentedMembers()
    {
        var (_, json) = await ReceivedAsync(WebhookTemplate.Json, Linked with { Drill = true, Count = 3, Reason = NotificationReason.Escalation, Step = 1 });
        Assert.Equal(
            ["version", "key", "topic", "reason", "step", "drill", "at", "language", "severity", "count", "subject", "text", "page", "alerts"],
            json.AsObject().Select(member => member.Key));
        Assert.Equal(
            """{"version":1,"key":"key-1","topic":"topic-1","reason":"escalation","step":1,"drill":true,"at":"2026-01-13T06:13:00.000Z","language":"en","severity":"critical","count":3,"page":"https://city.example.org/alerts/a-1"}""",
            Without(json, "subject", "text", "alerts"));
        Assert.Equal(
            """{"id":"a-1","rule":{"id":"r1","version":1,"name":"NO2 high"},"series":"aq-17:no2","device":"aq-17","station":"st-1","stationName":"Celovška 12","district":"Šiška","domain":"air","quantity":"no2","unit":"ug/m3","severity":"critical","condition":"active","direction":"above","value":231.5,"peak":231.5,"threshold":200,"quality":"good","startedAt":"2026-01-13T06:10:00.000Z","raisedAt":"2026-01-13T06:12:00.000Z","clearedAt":null,"acknowledgedBy":null,"title":"High NO₂ – Celovška 12, Šiška","sentence":"NO₂ at Celovška 12 has been above 200 µg/m³ since 13 Jan 2026, 07:10: 231.5 µg/m³ when raised."}""",
            Without(Assert.Single(json["alerts"]!.AsArray())!));
        Assert.StartsWith("[DRILL] [CRITICAL] Not acknowledged: 3 alerts", (string?)json["subject"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_WritesWhatIsNoNumberAsNull()
    {
        var (_, json) = await ReceivedAsync(WebhookTemplate.Json, Of("en", NotificationReason.First, Standing with { Value = double.NaN, Peak = double.PositiveInfinity }));
        Assert.Null(json["alerts"]![0]!["value"]);
        Assert.Null(json["alerts"]![0]!["peak"]);
    }

    [Fact]
    public async Task Json_OfATest_HasNoAlerts()
    {
        var (_, json) = await ReceivedAsync(WebhookTemplate.Json, Try());
        Assert.Equal(("test", 0, 0), ((string?)json["reason"], (int)json["count"]!, json["alerts"]!.AsArray().Count));
        Assert.Null(json["severity"]);
    }

    [Fact]
    public async Task Teams_GetsACardInItsEnvelope()
    {
        var (_, json) = await ReceivedAsync(WebhookTemplate.Teams, Named(Linked with { Count = 2, Drill = true }));
        var attachment = Assert.Single(json["attachments"]!.AsArray())!;
        var card = attachment["content"]!;
        Assert.Equal(
            ("message", "application/vnd.microsoft.card.adaptive", "AdaptiveCard", "1.4"),
            ((string?)json["type"], (string?)attachment["contentType"], (string?)card["type"], (string?)card["version"]));
        Assert.All(card["body"]!.AsArray(), block => Assert.Equal("RichTextBlock", (string?)block!["type"]));
        var runs = card["body"]!.AsArray().Select(block => block!["inlines"]!.AsArray().Select(run => (string)run!["text"]!).ToArray()).ToList();
        Assert.Equal(6, runs.Count);
        Assert.StartsWith("DRILL: ", runs[0][0], StringComparison.Ordinal);
        Assert.StartsWith("[DRILL] [CRITICAL] 2 alerts, worst: ", runs[1][0], StringComparison.Ordinal);
        Assert.Equal(($"[CRITICAL] High NO₂ – {Hostile}, Šiška\n", "and 1 more alert"), (runs[3][0], runs[4][0]));
        Assert.Equal("""[{"type":"Action.OpenUrl","title":"Open in CityOps","url":"https://city.example.org/alerts/a-1"}]""", card["actions"]!.ToJsonString());
    }

    [Fact]
    public async Task Slack_GetsBlocksInWhichNobodyIsCalled()
    {
        var (request, json) = await ReceivedAsync(WebhookTemplate.Slack, Named(Linked with { Count = 2, Drill = true }));
        var blocks = json["blocks"]!.AsArray();
        Assert.Equal(["header", "section", "section", "section", "section", "section", "context"], blocks.Select(block => (string)block!["type"]!));
        Assert.StartsWith("[DRILL] [CRITICAL] 2 alerts, worst: High NO₂ – &lt;!channel&gt;", (string?)json["text"], StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel", request.Text, StringComparison.Ordinal);
        Assert.All(blocks.Where((_, index) => index is not 5 and not 6), block => Assert.Equal(("plain_text", false), ((string)block!["text"]!["type"]!, (bool)block["text"]!["emoji"]!)));
        Assert.Equal("<https://city.example.org/alerts/a-1|Open in CityOps>", (string?)blocks[5]!["text"]!["text"]);
    }

    [Fact]
    public async Task Slack_HasAShortHeaderAndFewBlocks()
    {
        var (_, json) = await ReceivedAsync(WebhookTemplate.Slack, Many(500, "sl") with { StationNames = new Dictionary<string, string> { ["st-1"] = new string('ž', 400) } });
        Assert.InRange(((string)json["blocks"]![0]!["text"]!["text"]!).Length, 100, 150);
        Assert.InRange(json["blocks"]!.AsArray().Count, 10, 20);
        Assert.Contains(json["blocks"]!.AsArray(), block => (string?)block!["text"]?["text"] == "in še 490 opozoril");
    }

    [Fact]
    public async Task Ntfy_GetsItsTopicFromTheEndOfTheAddress()
    {
        var (request, json) = await ReceivedAsync(WebhookTemplate.Ntfy, Linked with { Count = 2, Drill = true }, "/sub/city-alerts");
        Assert.Equal("/sub/", request.Address);
        Assert.Equal(
            """{"topic":"city-alerts","priority":5,"tags":["rotating_light","critical","drill"],"click":"https://city.example.org/alerts/a-1"}""", Without(json, "title", "message"));
        Assert.StartsWith("[DRILL] [CRITICAL] ", (string?)json["title"], StringComparison.Ordinal);
        Assert.Equal(["DRILL: this", "2 new alert", "NO₂ at Celo", "and 1 more "], ((string)json["message"]!).Split('\n').Select(line => line[..11]));
    }

    [Theory]
    [InlineData(Severity.Major, NotificationReason.First, 4)]
    [InlineData(Severity.Minor, NotificationReason.Reminder, 3)]
    [InlineData(Severity.Warning, NotificationReason.More, 2)]
    [InlineData(Severity.Critical, NotificationReason.Cleared, 2)]
    public async Task Ntfy_IsAsLoudAsItIsBad(Severity severity, NotificationReason reason, int priority)
    {
        var (_, json) = await ReceivedAsync(WebhookTemplate.Ntfy, Of("en", reason, Standing with { Severity = severity }));
        Assert.Equal(priority, (int)json["priority"]!);
    }

    [Theory]
    [InlineData(WebhookTemplate.Ntfy, 4_096)]
    [InlineData(WebhookTemplate.Teams, 28_000)]
    public async Task LongestMessage_FitsTheService(WebhookTemplate template, int bytes)
    {
        var (request, json) = await ReceivedAsync(template, Many(9_999, "sl", NotificationReason.More) with { StationNames = new Dictionary<string, string> { ["st-1"] = new string('ž', 400) }, Drill = true });
        Assert.InRange(template == WebhookTemplate.Ntfy ? Encoding.UTF8.GetByteCount((string)json["message"]!) : request.Body.Length, 1_000, bytes);
    }

    static NotificationContent Named(NotificationContent content) => content with { StationNames = new Dictionary<string, string> { ["st-1"] = Hostile } };

    static async Task<(ReceivedRequest Request, JsonNode Json)> ReceivedAsync(WebhookTemplate template, NotificationContent content, string path = "/topic")
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var channel = new WebhookChannel(new WebhookSettings("ops", new Uri(receiver.Url, path), template, TimeSpan.FromSeconds(20), content.Language), Ljubljana, TimeProvider.System);
        Assert.Equal(SendResult.Sent, (await channel.SendAsync(SomeNotification.Of(content), CancellationToken.None)).Result);
        var request = Assert.Single(receiver.Requests);
        return (request, request.Json);
    }

    static string Without(JsonNode json, params string[] members)
    {
        var copy = json.DeepClone().AsObject();
        Assert.All(members, member => Assert.True(copy.Remove(member)));
        return copy.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
