using CityOps.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>Out of service and back, in a real browser: the alert stands aside meanwhile, and nobody but an operator may.</summary>
[Collection(RealCity.Name)]
public sealed class MaintenanceJourneyTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", false, "out of service", "device")]
    [InlineData("sl", true, "zunaj obratovanja", "naprava")]
    public async Task Device_IsTakenOutOfService_AndBroughtBack(string language, bool isDark, string now, string scope)
    {
        var device = "mt-" + language;
        await using var page = await city.PageAsync(isDark);
        await page.AsAsync("operator", "/");
        await city.RuleAsync($"dela {device}", device);
        await city.ReadAsync(device, 70);
        await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), alerts => alerts.Count == 1, "its alert");

        await page.Page.GotoAsync($"/culture/set?culture={language}&returnUrl={Uri.EscapeDataString("/maintenance?device=" + device)}");
        await Expect(page.Page.Locator("#maintenance-subject")).ToHaveValueAsync(device);
        await Expect(page.Page.Locator("#maintenance-scope")).ToHaveValueAsync("Device");
        // Newly discovered: it is offered as soon as the page knows of it.
        await Expect(page.Page.Locator($"#maintenance-subjects option[value='{device}']")).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });
        await page.Page.Locator("#maintenance-reason").FillAsync("Menjava filtra");
        await page.Page.Locator("#maintenance-reason").PressAsync("Control+Enter");
        var row = page.Page.Locator("tr[data-window]").Filter(new() { HasText = device });
        await page.SeesAsync(row, now);
        await page.SeesAsync(row, scope);
        await page.SeesAsync(row, "Menjava filtra");
        await Expect(row.Locator("td.number")).ToHaveTextAsync("1", new() { Timeout = OperatorPage.Soon });
        await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), alerts => ((string?)alerts[0]!["suppressedBy"])?.StartsWith("maintenance:", StringComparison.Ordinal) == true, "the alert stands aside");
        await LookAsync(page, language);

        await row.Locator("[data-action='end']").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesNoMoreAsync(row);
        await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), alerts => alerts[0]!["suppressedBy"] is null, "the alert counts again");
        await city.ReadAsync(device, 5);
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Mistakes_AreSaid_AndNothingIsTakenOut()
    {
        await using var page = await city.PageAsync();
        await page.AsAsync("operator", "/maintenance");
        await page.Page.Locator("#maintenance-subject").FillAsync("nowhere at all");
        await page.Page.Locator("#maintenance-reason").FillAsync("x");
        await page.Page.Locator("[data-action='take-out']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-said='maintenance']"), "nothing of that name");
        await city.StationAsync("mt-station", "Postaja za dela", 46.05, 14.5, "Center");
        await page.Page.Locator("#maintenance-subject").FillAsync("postaja za dela");
        await Expect(page.Page.Locator("#maintenance-subjects option[value='mt-station']")).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });
        await page.Page.Locator("#maintenance-until").FillAsync("2020-01-01T00:00");
        await page.Page.Locator("[data-action='take-out']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-said='maintenance']"), "The end must come after the beginning");
        Assert.DoesNotContain((await city.GetAsync("/api/v1/maintenance"))["items"]!.AsArray(), window => (string?)window!["subject"] == "mt-station");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Viewer_SeesTheListAndNoForm()
    {
        await using var page = await city.PageAsync();
        await page.AsAsync("viewer", "/maintenance");
        await page.SeesAsync(page.Page.Locator("#maintenance-title"));
        await Expect(page.Page.Locator("#maintenance-subject, [data-action='end']")).ToHaveCountAsync(0);
        await page.EndsQuietlyAsync();
    }

    static async Task LookAsync(OperatorPage page, string language)
    {
        await page.WithoutBarriersAsync();
        foreach (var width in (int[])[1440, 390, 320])
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.FitsAsync();
            await page.ShootAsync($"maintenance-{language}-{width}");
        }

        if (language == "sl")
        {
            PageTexts.AssertSlovenian(await PageTexts.OfAsync(page));
        }
    }
}
