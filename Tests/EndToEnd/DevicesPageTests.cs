using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The pages of devices in a real browser: found by state and by name, and put in their place by an administrator.</summary>
[Collection(RealCity.Name)]
public sealed class DevicesPageTests(OperatorCity city)
{
    [Theory]
    [InlineData("en", false, "Devices", "Reporting", "No device matches the filter.")]
    [InlineData("sl", true, "Naprave", "Poroča", "Nobena")]
    public async Task Devices_AreFound_ByStateAndByName(string language, bool isDark, string title, string reporting, string none)
    {
        var id = $"dv-{language}";
        await using var page = await city.PageAsync(isDark);
        await city.StationAsync(id, $"Tivoli {language}", 46.056, 14.496, "Center");
        await city.ReadAsync(id, 9);
        await (language == "sl" ? page.OpenInSlovenianAsync($"/devices?q={id}") : page.OpenAsync($"/devices?q={id}"));
        await page.SeesAsync(page.Page.Locator("h1"), title);
        var row = page.Page.Locator($"tr[data-device='{id}']");
        await page.SeesAsync(row.Locator(".state"), reporting);
        await Expect(page.Page.Locator("tr[data-device]")).ToHaveCountAsync(1);

        await page.Page.Locator("button[data-state='Offline']").ClickAsync();
        await page.SeesAsync(page.Page.Locator(".devices-page .empty"), none);
        Assert.Contains("state=offline", page.Page.Url, StringComparison.Ordinal);
        await page.Page.Locator("button[data-state='Offline']").ClickAsync();
        await page.SeesAsync(row);
        foreach (var (width, height) in new[] { (1920, 1080), (900, 800), (390, 844), (320, 700) })
        {
            await page.Page.SetViewportSizeAsync(width, height);
            await page.FitsAsync();
            await page.WithoutBarriersAsync();
            await page.ShootAsync($"Devices-{language}-{width}");
        }

        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("h1"), $"Tivoli {language}");
        await page.SeesAsync(page.Page.Locator("#device-books"));
        await page.WithoutBarriersAsync();
        await page.FitsAsync();
        await page.EndsQuietlyAsync($"Device-{language}");
    }

    [Fact]
    public async Task Administrator_PutsADiscoveredDeviceInItsPlace_ByKeyboard_AndOthersCannot()
    {
        await using var viewer = await city.PageAsync();
        await city.StationAsync("dv-place", "Gradaščica", 46.043, 14.49, "Vič");
        await city.ReadAsync("dv-new", 4);
        await viewer.AsAsync("viewer", "/devices/dv-new");
        await viewer.SeesAsync(viewer.Page.Locator(".badge"), "Discovered");
        await viewer.SeesNoMoreAsync(viewer.Page.Locator("#device-form"));

        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/devices/dv-new");
        await admin.Page.Locator("#device-station").FillAsync("dv-nowhere");
        await admin.Page.Keyboard.PressAsync("Enter");
        await admin.SeesAsync(admin.Page.Locator("[data-said='device']"), "There is no station “dv-nowhere”.");
        await admin.Page.Locator("#device-name").FillAsync("Sonda na Gradaščici");
        await admin.Page.Locator("#device-station").FillAsync("dv-place");
        await admin.Page.Locator("#device-interval").FillAsync("60");
        await admin.Page.Keyboard.PressAsync("Enter");
        await admin.SeesAsync(admin.Page.Locator("[data-said='device']"), "Saved.");
        await admin.SeesAsync(admin.Page.Locator("h1"), "Sonda na Gradaščici");
        await admin.SeesNoMoreAsync(admin.Page.Locator(".badge"));
        await admin.WithoutBarriersAsync();
        await admin.EndsQuietlyAsync();

        await viewer.SeesAsync(viewer.Page.Locator(".station-facts"), "Gradaščica");
        await viewer.SeesNoMoreAsync(viewer.Page.Locator(".badge"));
        await viewer.EndsQuietlyAsync("Device-seen-by-a-viewer");
    }

    [Fact]
    public async Task UnknownDevice_IsSaidInWords()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync("/devices/dv-none");
        await page.SeesAsync(page.Page.Locator(".device-page [role='alert']"), "There is no such device.");
        await page.EndsQuietlyAsync();
    }
}
