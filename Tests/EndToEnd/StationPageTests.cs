using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The page of one station, in a real browser: what it measures, its alerts, the rules that watch it, its devices.</summary>
[Collection(RealCity.Name)]
public sealed class StationPageTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", false, 46.075, 14.46, "Normal", "Major")]
    [InlineData("sl", true, 46.03, 14.56, "Običajno", "Resno")]
    public async Task Station_ShowsValuesAlertsRulesAndDevices(string language, bool isDark, double lat, double lon, string normal, string major)
    {
        var device = $"sp-{language}";
        await using var page = await city.PageAsync(isDark);
        // On both sides of the city, so that the map of other tests still opens on all of it.
        await city.StationAsync(device, $"Merilno mesto {language}", lat, lon, "Center");
        await city.RuleAsync($"mesto {language}", device);
        await city.ReadAsync(device, 20);
        await page.AsAsync("operator", $"/culture/set?culture={language}&returnUrl={Uri.EscapeDataString($"/station/{device}")}");
        await page.SeesAsync(page.Page.Locator("#station-title"), $"Merilno mesto {language}");
        await page.SeesAsync(page.Page.Locator(".card-head").First, normal);
        await page.SeesAsync(page.Row($"{device}:pm10"));
        await page.SeesAsync(page.Page.Locator(".station-rules"), $"mesto {language}");
        await page.SeesAsync(page.Page.Locator(".trend-picture canvas"));
        await Expect(page.Page.Locator(".alert-table")).ToHaveCountAsync(0);

        await city.ReadAsync(device, 70);
        await page.SeesAsync(page.Page.Locator(".alert-table tbody tr"), $"mesto {language}");
        await page.SeesAsync(page.Page.Locator(".card-head").First, major);
        await page.SeesAsync(page.Page.Locator("[aria-labelledby='station-devices'] tbody").Last, device);
        await page.WithoutBarriersAsync();
        await page.ShootAsync($"station-{language}");
        await page.Page.SetViewportSizeAsync(320, 844);
        await page.FitsAsync();
        await page.WithoutBarriersAsync();
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task UnknownStation_IsSaidInWords()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync("/station/nowhere");
        await page.SeesAsync(page.Page.Locator("main [role='alert']"), "There is no such station.");
        await page.EndsQuietlyAsync();
    }
}
