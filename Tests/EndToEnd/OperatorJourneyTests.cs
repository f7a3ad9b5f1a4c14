using System.Globalization;
using CityOps.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>From a device's message to an operator's click and back, in a real browser on the real program.</summary>
[Collection(RealCity.Name)]
public sealed class OperatorJourneyTests(OperatorCity city, ITestOutputHelper output)
{
    [Fact]
    public async Task Alert_IsSeenAcknowledgedWithOneClickAndLeavesTheRail()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync("/?q=jr-11");
        await city.RuleAsync("Dust at the crossing", "jr-11");

        await city.ReadAsync("jr-11", 30);
        await page.SeesAsync(page.Row("jr-11:pm10"), "30.0\u00A0µg/m³");
        await Expect(page.Alert("Dust at the crossing")).ToHaveCountAsync(0);

        await city.ReadAsync("jr-11", 61.5);
        await page.SeesAsync(page.Alert("Dust at the crossing"), "61.5\u00A0µg/m³");
        await page.SeesAsync(page.Row("jr-11:pm10").Locator("svg.mark.major.filled"));

        await page.AcknowledgeButton("Dust at the crossing").ClickAsync();
        await page.SeesAsync(page.Alert("Dust at the crossing").Locator(".who"), "demo-operator");
        await Expect(page.AcknowledgeButton("Dust at the crossing")).ToHaveCountAsync(0);
        await page.SeesAsync(page.Page.Locator("[data-announce='polite']"), "Acknowledged: Dust at the crossing.");
        await AcknowledgedAsync("jr-11", "demo-operator");

        await city.ReadAsync("jr-11", 20);
        await page.SeesNoMoreAsync(page.Alert("Dust at the crossing"));
        Assert.Equal("cleared", (string)Assert.Single(await city.AlertsOfAsync("jr-11"))!["condition"]!);
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task KeyboardAlone_ReachesTheAlertAcknowledgesItAndShowsItsTrend()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync("/?q=jr-12");
        await city.RuleAsync("Dust by the school", "jr-12", "critical");
        await city.ReadAsync("jr-12", 70);
        await page.SeesAsync(page.AcknowledgeButton("Dust by the school"));

        var keyboard = page.Page.Keyboard;
        await page.TabToAsync("a.skip-link[href$='#alerts']");
        await keyboard.PressAsync("Enter");
        await page.TabToAsync("li.alert:has-text('Dust by the school') h3 a");
        await keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("#trend-title"), "jr-12");

        await page.TabToAsync("li.alert:has-text('Dust by the school') button.acknowledge");
        await keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Alert("Dust by the school").Locator(".who"), "demo-operator");
        await AcknowledgedAsync("jr-12", "demo-operator");
        // The button is gone; the keyboard must not be lost with it.
        Assert.Matches("^(alerts|ack-.+)$", await page.FocusAsync());

        await page.TabToAsync("tr[data-series='jr-12:pm10'] button");
        await keyboard.PressAsync("Space");
        await Expect(page.Page.Locator("tr[data-series='jr-12:pm10'] button")).ToHaveAttributeAsync("aria-pressed", "true");
        await city.ReadAsync("jr-12", 10);
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Value_IsOnThePageWithinABound()
    {
        const int Values = 20;
        const double Bound = 3_000;
        await using var page = await city.PageAsync();
        await page.OpenAsync("/?q=jr-13&series=jr-13:pm10&table=true&range=1");
        var waits = new List<double>();
        for (var i = 1; i <= Values; i++)
        {
            var value = 20 + i / 10.0;
            // Watched by the page itself: asking from outside would add the time of asking.
            var seen = page.Page.EvaluateAsync<double>(WhenSeen, value.ToString("0.0", CultureInfo.InvariantCulture));
            var sent = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await city.ReadAsync("jr-13", value);
            waits.Add(await seen.WaitAsync(TimeSpan.FromSeconds(30)) - sent);
        }

        waits.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"mosquitto_pub started → value drawn: median {waits[Values / 2]:0} ms, longest {waits[^1]:0} ms of {Values}"));
        Assert.InRange(waits[^1], 0, Bound);
        await page.SeesAsync(page.Page.Locator(".trend-table td").First, "µg/m³");
        // The trend comes by the live hub, the table by the page's circuit.
        await page.SeesAsync(page.Page.Locator(".trend-table"), "22.0\u00A0µg/m³");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task ServerRestart_LeavesThePageWholeByItself()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync("/?q=jr-14");
        await city.RuleAsync("Dust before the restart", "jr-14");
        await city.ReadAsync("jr-14", 55);
        await page.SeesAsync(page.Alert("Dust before the restart"));

        await city.StopAsync();
        await page.SeesAsync(page.Banner);
        await page.SeesAsync(page.Banner, "not live");
        await page.ShootAsync("Restart_Lost");
        await city.StartAgainAsync();
        var back = TimeProvider.System.GetTimestamp();

        await Expect(page.Banner).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await page.SeesAsync(page.Alert("Dust before the restart"), "55.0\u00A0µg/m³");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"whole again {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after the server"));
        await page.SeesAsync(page.Row("jr-14:pm10"), "55.0\u00A0µg/m³");
        await city.ReadAsync("jr-14", 33);
        await page.SeesAsync(page.Row("jr-14:pm10"), "33.0\u00A0µg/m³");
        await page.SeesNoMoreAsync(page.Alert("Dust before the restart"));
    }

    const string WhenSeen = """
        text => new Promise(seen => {
          const look = () => document.querySelector("tr[data-series='jr-13:pm10']")?.textContent.includes(text) ?? false;
          if (look()) { seen(Date.now()); return; }
          const watch = new MutationObserver(() => { if (look()) { watch.disconnect(); seen(Date.now()); } });
          watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        })
        """;

    /// <summary>The alert log knows who, and when; the first acknowledgement is one transition.</summary>
    async Task AcknowledgedAsync(string device, string by)
    {
        var id = (string)Assert.Single(await city.AlertsOfAsync(device))!["id"]!;
        var alert = await Eventually.SatisfiesAsync(() => city.GetAsync($"/api/v1/alerts/{id}"), found => found["acknowledged"] is not null, "acknowledged");
        Assert.Equal(by, (string)alert["acknowledged"]!["by"]!);
        var transition = Assert.Single(alert["transitions"]!.AsArray(), one => (string)one!["kind"]! == "acknowledged");
        Assert.Equal((by, (string)alert["acknowledged"]!["at"]!), ((string)transition!["by"]!, (string)transition["at"]!));
    }
}
