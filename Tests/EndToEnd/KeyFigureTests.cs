using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The city in a few numbers, above the map and on the wall.</summary>
[Collection(RealCity.Name)]
public sealed class KeyFigureTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", false, "Air · PM10", "299.0", "Critical")]
    [InlineData("sl", true, "Zrak · Delci PM10", "299,0", "Kritično")]
    public async Task HighestOfTheCity_IsToldWithItsState_AndLeadsToItsChart(string language, bool isDark, string name, string value, string severity)
    {
        var id = $"kf-{language}";
        await using var page = await city.PageAsync(isDark);
        await city.StationAsync(id, $"Gosposvetska {language}", 46.055, 14.497, "Center");
        await city.RuleAsync($"Figure {language}", id, "critical");
        await (language == "sl" ? page.OpenInSlovenianAsync() : page.OpenAsync());
        var tile = page.Page.Locator(".figure[data-figure='air:pm10']");
        await Expect(page.Page.Locator(".figure")).ToHaveCountAsync(8, new() { Timeout = OperatorPage.Soon });
        await page.SeesAsync(tile.Locator(".figure-name"), name);

        await city.ReadAsync(id, 299);
        await page.SeesAsync(tile.Locator(".figure-value"), value);
        await page.SeesAsync(tile.Locator(".figure-note"), severity);
        await page.WithoutBarriersAsync();
        await page.ShootAsync($"Figures-{language}-1440");
        // A mark that stays, however this ends, would be in the way of other tests on the same map.
        await city.ReadAsync(id, 5);

        await tile.GetByRole(AriaRole.Link).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("#trend-title"), "PM10");
        foreach (var (width, height) in new[] { (1920, 1080), (1280, 720), (390, 844), (320, 700) })
        {
            await page.Page.SetViewportSizeAsync(width, height);
            await page.FitsAsync();
            await page.ShootAsync($"Figures-{language}-{width}");
        }

        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Wall_HasThemToo_AndNothingToClick()
    {
        await using var page = await city.PageAsync(isDark: true);
        await city.StationAsync("kf-w", "Vič", 46.041, 14.485, "Vič");
        await city.ReadAsync("kf-w", 21);
        await page.Page.SetViewportSizeAsync(1920, 1080);
        await page.OpenAsync("/wall");
        await Expect(page.Page.Locator(".figure")).ToHaveCountAsync(8, new() { Timeout = OperatorPage.Soon });
        await page.SeesAsync(page.Page.Locator(".figure[data-figure='air:pm10'] .figure-value"), "µg/m³");
        await Expect(page.Page.Locator(".figure a")).ToHaveCountAsync(0);
        await page.EndsQuietlyAsync();
    }
}
