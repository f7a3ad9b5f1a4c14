using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>How the alerts performed, in a real browser: a flood and a chattering device, seen, chosen by period, followed and printed.</summary>
[Collection(RealCity.Name)]
public sealed class PerformanceJourneyTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", false, "too much", "alerts announced", "mean")]
    [InlineData("sl", true, "preveč", "objavljen", "povprečje")]
    public async Task FloodAndChattering_AreSeenAndJudged(string language, bool isDark, string over, string announced, string mean)
    {
        await using var page = await city.PageAsync(isDark);
        var devices = await FloodAsync(page, "pf" + language);
        await (language == "sl" ? page.OpenInSlovenianAsync("/performance?days=1") : page.OpenAsync("/performance?days=1"));

        await page.SeesAsync(page.Page.Locator("[data-counted]"), announced);
        await page.SeesAsync(Figure(page, "Busiest"), over);
        await Expect(Figure(page, "Busiest")).ToHaveAttributeAsync("data-verdict", "Over");
        await Expect(Figure(page, "Stale")).ToHaveAttributeAsync("data-verdict", "Good");
        Assert.Equal(12, await page.Page.Locator("tr[data-figure]").CountAsync());
        await page.SeesAsync(page.Page.Locator("tr[data-flood]").First);
        await page.SeesAsync(page.Page.Locator("tr[data-chattering]").Filter(new() { HasText = devices[0] }));
        await page.SeesAsync(page.Page.Locator("[data-time='acknowledge']"), mean);
        await page.SeesAsync(page.Page.Locator("[data-sentence]"), ":00");
        await page.Page.Locator(".hour-table summary").ClickAsync();
        Assert.Equal(24, await page.Page.Locator("tr[data-hour]").CountAsync());
        await page.WithoutBarriersAsync();
        foreach (var width in (int[])[1920, 1440, 768, 390, 320])
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.FitsAsync();
            await ShootWholeAsync(page, $"performance-{language}-{width}");
        }

        if (language == "sl")
        {
            PageTexts.AssertSlovenian(await PageTexts.OfAsync(page));
        }

        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Period_IsChosenByKeyAndKeptInTheAddress()
    {
        await using var page = await city.PageAsync();
        await page.AsAsync("viewer", "/performance");
        await Expect(page.Page.Locator("button[data-days='30']")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.TabToAsync("button[data-days='7']");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("button[data-days='7']")).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = OperatorPage.Soon });
        Assert.Equal("?days=7", new Uri(page.Page.Url).Query);

        await page.Page.Locator("#performance-from").FillAsync("2020-01-01");
        await page.Page.Locator("#performance-to").FillAsync("2020-01-02");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-counted]"), "0 alerts announced");
        await page.SeesAsync(page.Page.Locator("main"), "There was no flood.");
        Assert.Equal("?from=2020-01-01&to=2020-01-02", new Uri(page.Page.Url).Query);
        await page.WithoutBarriersAsync();
        await page.ShootAsync("performance-empty");

        await page.Page.Locator("#performance-from").FillAsync("2020-01-03");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.SeesAsync(page.Page.Locator("main [role='alert']"), "This is no period");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task BadActor_LeadsToItsAlertsAndItsRule_AndTheReportIsPrinted()
    {
        await using var page = await city.PageAsync();
        var began = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await FloodAsync(page, "pg");
        await page.OpenAsync($"/performance?from={began}");
        var actor = page.Page.Locator("tr[data-actor]").Filter(new() { HasText = "poplava pg" }).First;
        await page.SeesAsync(actor);
        await actor.Locator("td a").ClickAsync();
        await page.SeesAsync(page.Page.Locator("tr[data-alert]").First, "poplava pg");
        await page.Page.GoBackAsync();
        await actor.Locator("th a").First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("h1"), "poplava pg");
        await page.Page.GoBackAsync();
        await page.SeesAsync(actor);

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.Page.SetViewportSizeAsync(720, 1_000);
        foreach (var hidden in (string[])[".mud-appbar", "[data-action='print']", "[data-days='7']", "#performance-from"])
        {
            await Expect(page.Page.Locator(hidden).First).ToBeHiddenAsync();
        }

        await page.FitsAsync();
        await page.SeesAsync(Figure(page, "PerHour"));
        await ShootWholeAsync(page, "performance-print");
        await page.EndsQuietlyAsync();
    }

    /// <summary>Twelve alerts at once, one of them acknowledged; the first device goes on raising until it chatters.</summary>
    async Task<string[]> FloodAsync(OperatorPage page, string prefix)
    {
        await page.AsAsync("operator", "/");
        var devices = Enumerable.Range(1, 12).Select(i => $"{prefix}-{i}").ToArray();
        await city.RuleAsync($"poplava {prefix}", prefix + "-*");
        foreach (var device in devices)
        {
            await city.ReadAsync(device, 70);
            await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), alerts => alerts.Count == 1, $"the alert of {device}");
        }

        for (var raises = 2; raises <= 4; raises++)
        {
            await city.ReadAsync(devices[0], 20);
            await city.ReadAsync(devices[0], 70);
            await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(devices[0]), alerts => alerts.Count == raises, $"raise {raises} of {devices[0]}");
        }

        await page.OpenAsync("/alerts?q=" + prefix);
        await page.Page.Locator("tr[data-alert] input[type='checkbox']").First.CheckAsync();
        await page.Page.Locator("[data-action='acknowledge-selected']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-said='alerts']"), "1");
        return devices;
    }

    static ILocator Figure(OperatorPage page, string figure) => page.Page.Locator($"tr[data-figure='{figure}']");

    static async Task ShootWholeAsync(OperatorPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CITYOPS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
