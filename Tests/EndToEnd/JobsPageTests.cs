using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>What runs by the clock, as people see it.</summary>
[Collection(RealCity.Name)]
public sealed class JobsPageTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", "Roll-ups", "done", "Run now: Roll-ups", "Started: Roll-ups.")]
    [InlineData("sl", "Zbirni podatki", "opravljeno", "Zaženi zdaj: Zbirni podatki", "Zagnano: Zbirni podatki.")]
    public async Task Administrator_SeesHowItWent_AndRunsOneNow(string language, string name, string done, string run, string started)
    {
        await using var page = await city.PageAsync(isDark: language == "sl");
        await page.AsAsync("administrator", "/");
        await (language == "sl" ? page.OpenInSlovenianAsync("/jobs") : page.OpenAsync("/jobs"));
        var row = page.Page.Locator("tr[data-job='rollups']");
        await page.SeesAsync(row, name);
        await page.SeesAsync(page.Page.Locator("tr[data-job='shelf-end']"), done);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = run }).ClickAsync();
        await page.SeesAsync(page.Page.Locator(".said"), started);
        await page.SeesAsync(row, done);
        await page.WithoutBarriersAsync();
        await page.ShootAsync($"Jobs-{language}-1440");
        foreach (var width in new[] { 390, 320 })
        {
            await page.Page.SetViewportSizeAsync(width, 844);
            await page.FitsAsync();
        }

        await page.EndsQuietlyAsync($"Jobs-{language}-320");
    }

    [Fact]
    public async Task Viewer_LooksAndRunsNothing()
    {
        await using var page = await city.PageAsync();
        await page.AsAsync("viewer", "/jobs");
        await page.SeesAsync(page.Page.Locator("tr[data-job='rollups']"), "Roll-ups");
        await Expect(page.Page.Locator("button[data-run]")).ToHaveCountAsync(0);
        await page.EndsQuietlyAsync();
    }
}
