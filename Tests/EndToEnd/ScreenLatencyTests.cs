using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>How long a reading took is measured where people look: on the screen.</summary>
[Collection(RealCity.Name)]
public sealed class ScreenLatencyTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", "New value: measured to painted", "New alert: measured to painted", "the target of")]
    [InlineData("sl", "Nova vrednost: od meritve do izrisa", "Novo opozorilo: od meritve do izrisa", "cilj")]
    public async Task NewValueAndNewAlert_AreMeasuredToThePixel_AndHealthTells(string language, string value, string alert, string judged)
    {
        var device = $"seen-{language}";
        await using var page = await city.PageAsync();
        await city.RuleAsync($"videno {language}", device);
        await city.ReadAsync(device, 10);
        var (values, alerts) = (await CountAsync("value"), await CountAsync("alert"));
        await page.OpenAsync($"/?q={device}");
        await page.SeesAsync(page.Row($"{device}:pm10"));

        var reading = 10.0;
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await city.ReadAsync(device, reading += 0.1);
                return await CountAsync("value");
            },
            count => count > values, "a value that was measured to the pixel");
        await city.ReadAsync(device, 80);
        await Eventually.SatisfiesAsync(() => CountAsync("alert"), count => count > alerts, "an alert that was measured to the pixel");
        // Other tests look at the same list of alerts.
        await city.ReadAsync(device, 5);
        await page.EndsQuietlyAsync();

        await using var health = await city.PageAsync();
        await (language == "sl" ? health.OpenInSlovenianAsync("/health") : health.OpenAsync("/health"));
        await health.SeesAsync(health.Page.Locator("tr[data-kind='Value'][data-hop='Whole']"), value);
        await health.SeesAsync(health.Page.Locator("tr[data-kind='Alert'][data-hop='Whole']"), alert);
        await health.SeesAsync(health.Page.Locator("tr[data-kind='Value'][data-hop='Whole'] .target"), judged);
        await Expect(health.Page.Locator("#latency tbody tr")).ToHaveCountAsync(7, new() { Timeout = OperatorPage.Soon });
        await health.WithoutBarriersAsync();
        await health.FitsAsync();
        await health.EndsQuietlyAsync($"health-latency-{language}");
    }

    /// <summary>How many have been seen from the device to the pixel.</summary>
    async Task<int> CountAsync(string kind)
    {
        var found = (await city.GetAsync("/api/v1/live/latency"))["items"]!.AsArray();
        return found.Where(item => (string?)item!["kind"] == kind && (string?)item["hop"] == "whole").Sum(item => (int)item!["count"]!);
    }
}
