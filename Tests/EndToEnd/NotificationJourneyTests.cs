using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Ingestion.Notifications.Channels;
using CityOps.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>From a reading to a person and back: the real program, a real mail server, a real browser.</summary>
[Collection(RealCity.Name)]
public sealed class NotificationJourneyTests(ITestOutputHelper output)
{
    const string Plan = """
        {
          "contacts": [
            {"id":"ana","name":"Ana Novak","email":"ana@example.org","language":"sl","channels":[{"channel":"email"}]},
            {"id":"bor","name":"Bor Kos","email":"bor@example.org","language":"en","channels":[{"channel":"email"}]}
          ],
          "rosters": [{"id":"duty","name":"Duty","contacts":["ana"],"start":"2026-01-05"}],
          "routes": [{"id":"all","name":"Everything","firstWait":"00:00:01","interval":"00:00:02","steps":[{"to":["roster:duty"],"after":"00:10:00"},{"to":["contact:bor","channel:room"],"after":"00:10:00"}]}]
        }
        """;

    [Fact]
    public async Task Mail_IsAnsweredByItsLink_OnATelephone_AndNobodyElseIsCalled()
    {
        using var data = new TempFolder();
        await using var mail = await MailServer.StartAsync();
        await using var room = await HttpReceiver.StartAsync();
        await using var city = await StartAsync(data.Path, mail.Port, room.Url);
        await PlanAsync(city);
        await RuleAsync(city, "Dust by the school", "nj-1");
        var began = TimeProvider.System.GetTimestamp();
        await city.PublishAsync("nj-1", (Json.Now, 80));
        var message = Assert.Single(await Eventually.SatisfiesAsync(() => Task.FromResult(mail.Mails), mails => mails.Count > 0, "a mail"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mosquitto_pub started → mail in the folder of the server: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms"));
        Assert.Equal("ana@example.org", message.To.Mailboxes.Single().Address);
        Assert.Contains("PM10", message.Subject!, StringComparison.Ordinal);
        var link = Regex.Match(message.TextBody!, $"{Regex.Escape(city.BaseAddress.ToString())}act/[A-Za-z0-9_-]+\\?l=sl").Value;
        Assert.NotEmpty(link);

        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        await using var page = await browser.OpenAsync(city.BaseAddress);
        await page.Page.SetViewportSizeAsync(360, 740);
        await page.Page.GotoAsync(link);
        await page.SeesAsync(page.Page.Locator("h1"), "Opozorila za vas");
        await page.SeesAsync(page.Page.Locator(".act-alerts"), "Dust by the school");
        await page.WithoutBarriersAsync();
        await page.FitsAsync();
        await page.ShootAsync("act-sl-360");
        // Programs that check links have looked by now, too: nothing is acknowledged by looking.
        Assert.Null((await AlertAsync(city))["acknowledged"]);

        await page.Page.Locator("#text").FillAsync("Grem pogledat.");
        await page.Page.Locator("button[value='Acknowledge']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-act='done']"), "Ana Novak");
        var alert = await AlertAsync(city);
        Assert.Equal(("Ana Novak", "Grem pogledat."), ((string)alert["acknowledged"]!["by"]!, (string)alert["acknowledged"]!["comment"]!));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… → acknowledged by its link: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms"));

        await page.Page.GotoAsync(link);
        await page.SeesAsync(page.Page.Locator("[data-act='Used']"), "že bila uporabljena");
        await Expect(page.Page.Locator("form")).ToHaveCountAsync(0);
        await page.Page.GotoAsync(link.Replace("act/", "act/A", StringComparison.Ordinal));
        await page.SeesAsync(page.Page.Locator("[data-act='Unknown']"));

        // The end is told to whoever was called, and to nobody else.
        await city.PublishAsync("nj-1", (Json.Now, 5));
        await Eventually.SatisfiesAsync(() => Task.FromResult(mail.Mails.Count), count => count == 2, "the mail that it is over");
        Assert.Empty(room.Requests);
        Assert.All(mail.Mails, one => Assert.Equal("ana@example.org", one.To.Mailboxes.Single().Address));
        Assert.Equal(["first sent", "cleared sent"], Told(await AlertAsync(city)));
        await page.Page.GotoAsync($"/alerts/{(string)alert["id"]!}");
        await page.SeesAsync(page.Page.Locator(".deliveries li[data-delivery='Sent']").First, "Ana Novak");
    }

    [Fact]
    public async Task KilledWhileAChannelIsAway_SendsTheRestOnce_AndTheFailureIsAnAlertByAnother()
    {
        using var data = new TempFolder();
        await using var mail = await MailServer.StartAsync();
        await using var room = await HttpReceiver.StartAsync();
        room.Answers(503, "down for maintenance");
        var city = await StartAsync(data.Path, mail.Port, room.Url);
        await PlanAsync(city, Plan.Replace("roster:duty\"]", "roster:duty\",\"channel:room\"]", StringComparison.Ordinal));
        await RuleAsync(city, "Dust at the station", "nj-2");
        await city.PublishAsync("nj-2", (Json.Now, 80));
        await Eventually.SatisfiesAsync(() => Task.FromResult((mail.Mails.Count, room.Requests.Count)), counts => counts is { Item1: > 0, Item2: > 0 }, "a mail, and a try of the room");

        // The room fails: that is an alert of its own, and a mail.
        await Eventually.SatisfiesAsync(() => Task.FromResult(mail.Mails.Count), count => count == 2, "a mail about the room that fails");
        Assert.Contains(mail.Mails, one => one.TextBody!.Contains("Kanal obveščanja", StringComparison.Ordinal));
        await city.KillAsync();
        await city.DisposeAsync();

        room.Answers(200);
        var before = room.Requests.Count;
        await using var again = await StartAsync(data.Path, mail.Port, room.Url);
        var dust = (await again.ItemsAsync("/alerts?device=nj-2")).Single();
        await Eventually.SatisfiesAsync(
            async () => Told(await DetailsAsync(again, dust.Text("id")!)), told => told.Count(one => one.EndsWith("sent", StringComparison.Ordinal)) >= 2 && !told.Exists(one => one.EndsWith("waiting", StringComparison.Ordinal)), "all is sent", TimeSpan.FromSeconds(90));
        var keys = room.Requests.Skip(before).Select(request => request.Headers["Idempotency-Key"]).ToList();
        Assert.Equal(keys.Distinct().Count(), keys.Count);
        Assert.Contains(keys, key => room.Requests.Take(before).Any(request => request.Headers["Idempotency-Key"] == key));
        Assert.Single(mail.Mails, one => one.Subject!.Contains("nj-2", StringComparison.Ordinal));
    }

    static Task<CityProcess> StartAsync(string folder, int mailPort, Uri room) => CityProcess.StartAsync(
        folder, "Development", "--Notifications:Email:Host=127.0.0.1", $"--Notifications:Email:Port={mailPort.ToString(CultureInfo.InvariantCulture)}", "--Notifications:Email:Security=None",
        "--Notifications:Email:From=city@example.org", $"--Notifications:Webhooks:room:Url={room}");

    static async Task PlanAsync(CityProcess city, string plan = Plan)
    {
        using var answer = await city.Http.PutAsync("/api/v1/notifications/plan", new StringContent(plan, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    static async Task RuleAsync(CityProcess city, string name, string device)
    {
        var rule = new { name, quantity = "pm10", domain = "air", devices = new[] { device }, severity = "major", condition = new { kind = "above", raise = 50, clear = 40 } };
        using var answer = await city.Http.PostAsJsonAsync("/api/v1/rules", rule);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    static async Task<JsonNode> AlertAsync(CityProcess city) => await DetailsAsync(city, (await city.ItemsAsync("/alerts")).Single().Text("id")!);

    static async Task<JsonNode> DetailsAsync(CityProcess city, string id) => (await city.Http.GetFromJsonAsync<JsonNode>($"/api/v1/alerts/{id}"))!;

    static List<string> Told(JsonNode alert) => [.. alert["notifications"]!.AsArray().Select(one => $"{(string)one!["reason"]!} {(string)one["state"]!}")];
}
