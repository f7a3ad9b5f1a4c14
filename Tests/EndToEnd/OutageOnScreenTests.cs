using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Storage.Journal;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The embedded store cannot be written, because another program holds its file: what a person sees of it.</summary>
[Collection(RealCity.Name)]
public sealed class OutageOnScreenTests
{
    [Fact]
    public async Task StoreThatCannotBeWritten_StandsInTheList_InBothLanguages_AndCanBeAcknowledged()
    {
        using var data = new TempFolder();
        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        await using var city = await CityProcess.StartAsync(data.Path);
        await city.PublishAsync("so-1", (Json.Now - 2_000, 12));
        await city.StoredAsync();
        using var held = JournalFolder.Hold(data.File("telemetry.db"));
        await city.PublishAsync("so-1", (Json.Now - 1_000, 34));

        await using var page = await browser.OpenAsync(city.BaseAddress);
        await page.OpenAsync();
        var card = page.Page.Locator("li.alert");
        await Expect(card).ToHaveCountAsync(1, new() { Timeout = 2 * OperatorPage.Soon });
        await page.SeesAsync(card, "Telemetry store away");
        await page.SeesAsync(card, "Major · CityOps");
        await page.SeesAsync(card, "Readings wait in the journal; nothing is lost. · ");
        await page.ShootAsync("OutageInEnglish");

        // Live work goes on, and health tells the beginning.
        await city.PublishAsync("so-1", (Json.Now, 56));
        await page.SeesAsync(page.Row("so-1:pm10"), "56");
        var health = await OutageCity.HealthAsync(city, "store");
        Json.IsTime(health.Text("since"));
        Assert.True(health.GetProperty("numbers").Count("pendingMessages") > 0, health.ToString());

        await page.OpenInSlovenianAsync();
        await page.SeesAsync(card, "Shramba meritev ne deluje");
        await page.SeesAsync(card, "Resno · CityOps");
        await page.SeesAsync(card, "Meritve čakajo v dnevniku; nič ni izgubljeno. · ");
        await page.ShootAsync("OutageInSlovenian");
        await page.AcknowledgeButton("Shramba meritev ne deluje").ClickAsync();
        await page.SeesAsync(card.Locator(".who"), "Potrjeno");

        var alert = Assert.Single(await city.ItemsAsync("/alerts"));
        Assert.Equal(("cityops-store", "demo-operator"), (alert.GetProperty("rule").Text("id"), alert.GetProperty("acknowledged").Text("by")));
        await page.EndsQuietlyAsync();
    }
}
