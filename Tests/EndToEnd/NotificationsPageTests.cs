using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Ingestion.Notifications.Channels;
using CityOps.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The page of notifications in a real browser: the plan, a channel that is tried, who would be told, a stand-in, a drill.</summary>
[Collection(RealCity.Name)]
public sealed class NotificationsPageTests
{
    const string Plan = """
        {
          "contacts": [{"id":"ana","name":"Ana Novak","email":"ana@example.org","channels":[{"channel":"email"}]},{"id":"bor","name":"Bor Kos"}],
          "rosters": [{"id":"duty","name":"Dežurni","contacts":["ana"],"start":"2026-01-05"}],
          "routes": [{"id":"all","name":"Vse","firstWait":"00:00:01","steps":[{"to":["channel:room","roster:duty"],"after":"00:05:00"}]}]
        }
        """;

    [Theory]
    [InlineData("en", false, "cannot be reached", "this channel is not configured", "DRILL")]
    [InlineData("sl", true, "ni dosegljiv", "ta kanal ni nastavljen", "VAJA")]
    public async Task Plan_IsSaved_Asked_Tried_AndDrilled(string language, bool isDark, string unreachable, string noChannel, string drill)
    {
        using var data = new TempFolder();
        await using var room = await HttpReceiver.StartAsync();
        await using var city = await CityProcess.StartAsync(
            data.Path, "Development", $"--Notifications:Webhooks:room:Url={room.Url}", $"--Notifications:Webhooks:room:Language={language}");
        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        await using var page = await browser.OpenAsync(city.BaseAddress, isDark, () => city.Output);
        await page.AsAsync("administrator", $"/culture/set?culture={language}&returnUrl=%2Fnotifications");
        await page.SeesAsync(page.Page.Locator("#no-routes"));
        await page.Page.Locator("#plan-text").FillAsync(Plan.Replace("roster:duty\"", "roster:night\"", StringComparison.Ordinal));
        await page.Page.Locator("[data-action='save-plan']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("#plan [role='alert']"), "routes of id all tell roster:night");
        await page.Page.Locator("#plan-text").FillAsync(Plan);
        await page.Page.Locator("[data-action='save-plan']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-roster='duty']"), "Ana Novak");
        await Expect(page.Page.Locator("#no-routes")).ToHaveCountAsync(0);

        await page.Page.Locator("[data-test='room']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-tested='Sent']"));
        Assert.Equal("test", (string)Assert.Single(room.Requests).Json["reason"]!);

        await page.Page.Locator("[data-action='who']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-call='room']"));
        await page.SeesAsync(page.Page.Locator("[data-call='ana']"), noChannel);
        await page.Page.Locator("#stand-in-contact").SelectOptionAsync("bor");
        await page.Page.Locator("#stand-in button[type='submit']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-roster='duty']"), "Bor Kos");
        await page.Page.Locator("[data-action='who']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-call='bor']"), unreachable);
        Assert.Single(room.Requests);

        await page.Page.Locator("[data-action='drill']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-callout]"));
        await Eventually.SatisfiesAsync(() => Task.FromResult(room.Requests.Count), count => count == 2, "the drill in the room");
        Assert.Contains(drill, room.Requests.Last().Text, StringComparison.Ordinal);
        Assert.Contains("cityops-drill", await SignAsync(city), StringComparison.Ordinal);
        await page.SeesAsync(page.Page.Locator(".deliveries li[data-delivery='Sent']").First);
        await page.WithoutBarriersAsync();
        await page.ShootAsync($"notifications-{language}");
        if (language == "sl")
        {
            PageTexts.AssertSlovenian(await PageTexts.OfAsync(page), except: "demo-administrator room duty roster channel");
        }

        await page.Page.SetViewportSizeAsync(320, 844);
        await page.FitsAsync();
        await page.EndsQuietlyAsync($"notifications-{language}-phone");
    }

    /// <summary>What a siren hears that has just connected: the open alert, retained. Without a name, as on every developer's machine.</summary>
    static async Task<string> SignAsync(CityProcess city)
    {
        var sub = Servers.MosquittoSub;
        using var hear = Process.Start(new ProcessStartInfo(
            sub, ["-h", "localhost", "-p", city.MqttPort.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", "cityops/v1/_alerts/+", "-C", "1", "-W", "20"]) { RedirectStandardOutput = true })!;
        var heard = await hear.StandardOutput.ReadToEndAsync();
        await hear.WaitForExitAsync();
        return (string?)JsonNode.Parse(heard)!["ruleId"] ?? "";
    }
}
