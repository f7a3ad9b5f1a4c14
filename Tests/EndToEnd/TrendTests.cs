using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The trend of a value in a real browser: limits and alerts, moved about by keyboard, buttons and pointer, read as tables.</summary>
[Collection(RealCity.Name)]
public sealed class TrendTests(OperatorCity city)
{
    const long MinuteMs = 60_000;

    [Theory]
    [InlineData("en", false, "Above the limit of 50.0\u00A0µg/m³. 1 alert in this period. Newest: potek en (Major), raised ", "mean 20.0", "mean 70.0", "Stands still", "Limits of the rules", "Alerts in this period", "not yet")]
    [InlineData("sl", true, "Nad mejo 50,0\u00A0µg/m³. V tem obdobju je 1 opozorilo. Najnovejše: potek sl (Resno), sproženo ", "povprečje 20,0", "povprečje 70,0", "Miruje", "Meje pravil", "Opozorila v tem obdobju", "še ne")]
    public async Task Trend_HasLimitsAndAlerts_AndIsMovedAndRead(
        string language, bool isDark, string sentence, string first, string last, string still, string limits, string alerts, string stands)
    {
        await using var page = await city.PageAsync(isDark);
        await RaiseAsync(language);
        await page.AsAsync("operator", $"/culture/set?culture={language}&returnUrl={Uri.EscapeDataString($"/station/tr-{language}")}");
        var picture = page.Page.Locator(".trend-picture");
        await page.SeesAsync(picture.Locator("canvas"));
        await Expect(picture).ToHaveAttributeAsync("aria-label", new Regex(Regex.Escape(sentence)), new() { Timeout = OperatorPage.Soon });

        await ReadByKeyboardAsync(page, picture, first, last);
        await ZoomByKeyboardAsync(page, picture, still);
        await page.WithoutBarriersAsync();
        await page.ShootAsync($"trend-{language}");
        await MoveByButtonsAsync(page, still);
        await MoveByPointerAsync(page, picture, still);

        await page.Page.Locator("#trend .card-head > button").ClickAsync();
        await page.SeesAsync(page.Page.Locator(".trend-table caption").Nth(1), limits);
        await page.SeesAsync(page.Page.Locator(".trend-table table").Nth(1).Locator("tbody"), $"potek {language}");
        await page.SeesAsync(page.Page.Locator(".trend-table caption").Nth(2), alerts);
        await page.SeesAsync(page.Page.Locator(".trend-table table").Nth(2).Locator("tbody td").Last, stands);
        await page.WithoutBarriersAsync();
        await page.Page.SetViewportSizeAsync(320, 844);
        await page.FitsAsync();
        await page.EndsQuietlyAsync($"trend-table-{language}");
    }

    [Fact]
    public async Task AlertPage_HasTheTrendAroundItsAlert()
    {
        await using var page = await city.PageAsync();
        await city.RuleAsync("okoli", "tr-around");
        await city.ReadAsync("tr-around", 70);
        var alert = (await Eventually.SatisfiesAsync(() => city.AlertsOfAsync("tr-around"), found => found.Count == 1, "an alert")).Single()!;
        await page.AsAsync("viewer", $"/alerts/{alert["id"]}");
        await page.SeesAsync(page.Page.Locator(".trend-picture canvas"));
        await page.SeesAsync(page.Page.Locator("#trend-title"), "since");
        await Expect(page.Page.Locator(".trend-picture")).ToHaveAttributeAsync("aria-label", new Regex("1 alert in this period"), new() { Timeout = OperatorPage.Soon });
        await page.WithoutBarriersAsync();
        await page.Page.Locator("[data-action='history']").ClickAsync();
        await page.SeesAsync(page.Page.Locator(".history-chosen"), "PM10");
        Assert.Contains("series=tr-around%3Apm10&from=", page.Page.Url, StringComparison.Ordinal);
        await page.EndsQuietlyAsync();
    }

    /// <summary>A station that was quiet half an hour ago and is beyond the limit of its rule now.</summary>
    async Task RaiseAsync(string language)
    {
        var device = $"tr-{language}";
        await city.StationAsync(device, $"Potek {language}", language == "en" ? 46.02 : 46.08, 14.5, "Center");
        await city.RuleAsync($"potek {language}", device);
        var then = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (30 * MinuteMs);
        await city.SendAsync(device, JsonSerializer.Serialize(new { ts = then, m = new { pm10 = 20 } }));
        await city.ReadAsync(device, 70);
        await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), found => found.Count == 1, "an alert");
    }

    static async Task ReadByKeyboardAsync(OperatorPage page, ILocator picture, string first, string last)
    {
        var readOut = page.Page.Locator(".trend-read-out");
        await picture.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await page.SeesAsync(readOut, first);
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.SeesAsync(readOut, last);
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.SeesAsync(readOut, first);
        await page.Page.Keyboard.PressAsync("End");
        await page.SeesAsync(readOut, last);
    }

    /// <summary>A zoom asks the server anew, stands still and says so; Escape goes back.</summary>
    static async Task ZoomByKeyboardAsync(OperatorPage page, ILocator picture, string still)
    {
        await picture.FocusAsync();
        var asked = await page.Page.RunAndWaitForRequestAsync(() => page.Page.Keyboard.PressAsync("+"), request => request.Url.Contains("bucket=auto", StringComparison.Ordinal));
        Assert.Contains("/api/v1/readings", asked.Url, StringComparison.Ordinal);
        await IsStillAsync(page, still);
        await page.Page.Keyboard.PressAsync("Escape");
        await MovesAsync(page);
        await page.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await IsStillAsync(page, still);
        await page.Page.Keyboard.PressAsync("Escape");
        await MovesAsync(page);
    }

    static async Task MoveByButtonsAsync(OperatorPage page, string still)
    {
        foreach (var move in (string[])["earlier", "in", "out", "later"])
        {
            await page.Page.Locator($".trend-tools [data-zoom='{move}']").ClickAsync();
            await IsStillAsync(page, still);
        }

        await page.Page.Locator(".trend-tools [data-zoom='reset']").ClickAsync();
        await MovesAsync(page);
    }

    static async Task MoveByPointerAsync(OperatorPage page, ILocator picture, string still)
    {
        await picture.ScrollIntoViewIfNeededAsync();
        var box = (await picture.Locator(".u-over").BoundingBoxAsync())!;
        var middle = box.Y + (box.Height / 2);
        await page.Page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), middle);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + (box.Width * 0.9f), middle, new() { Steps = 4 });
        await page.Page.Mouse.UpAsync();
        await IsStillAsync(page, still);
        await page.Page.Mouse.DblClickAsync(box.X + (box.Width * 0.5f), middle);
        await MovesAsync(page);
    }

    static async Task IsStillAsync(OperatorPage page, string still)
    {
        await page.SeesAsync(page.Page.Locator(".trend-note"), still);
        await Expect(page.Page.Locator(".trend-tools")).ToHaveAttributeAsync("data-still", "", new() { Timeout = OperatorPage.Soon });
    }

    static Task MovesAsync(OperatorPage page) => page.SeesNoMoreAsync(page.Page.Locator(".trend-tools[data-still]"));
}
