using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The page for a screen on the wall, in a real browser.</summary>
[Collection(RealCity.Name)]
public sealed class WallPageTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", false, 1920, "Critical")]
    [InlineData("sl", true, 3840, "Kritično")]
    public async Task Wall_ShowsWhatNobodyHasAcknowledged_AndNothingToClick(string language, bool isDark, int width, string critical)
    {
        var name = $"na steni {language}";
        await using var page = await city.PageAsync(isDark);
        await city.RuleAsync(name, $"wl-{language}", "critical");
        await page.AsAsync("viewer", $"/culture/set?culture={language}&returnUrl=%2Fwall");
        await page.Page.SetViewportSizeAsync(width, width * 9 / 16);
        await page.SeesAsync(page.Page.Locator(".wall-counts"), critical);
        await page.SeesAsync(page.Page.Locator("#map canvas"));

        await city.ReadAsync($"wl-{language}", 70);
        var item = page.Page.Locator(".wall-list li").Filter(new() { HasText = name });
        await page.SeesAsync(item);
        await Expect(page.Page.Locator(".mud-appbar, .wall-side button, .wall-side a")).ToHaveCountAsync(0);
        await ReadableFromAfarAsync(page);
        await page.FitsAsync();
        await page.WithoutBarriersAsync();
        await page.ShootAsync($"wall-{language}");

        await city.ReadAsync($"wl-{language}", 20);
        await page.SeesNoMoreAsync(item);
        await page.EndsQuietlyAsync();
    }

    /// <summary>The smallest words of the map, which are 11 px on a desk, and those of its legend are at least 1.5 % of the screen's height.</summary>
    static async Task ReadableFromAfarAsync(OperatorPage page)
    {
        var smallest = await page.Page.EvaluateAsync<double>("""
            () => {
              const map = document.querySelector("#map .map"), legend = document.querySelector(".map-legend");
              const inMap = 11 * map.getBoundingClientRect().width / map.offsetWidth;
              return Math.min(inMap, parseFloat(getComputedStyle(legend).fontSize)) / innerHeight;
            }
            """);
        Assert.InRange(smallest, 0.0145, 0.03);
        await Expect(page.Page.Locator("#map .maplibregl-ctrl-zoom-in")).ToBeHiddenAsync();
    }
}
