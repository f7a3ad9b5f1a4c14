using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The whole life of an alert without a pointer: seen, opened, acknowledged, commented, taken on, shelved, found again, brought back.</summary>
[Collection(RealCity.Name)]
public sealed class AlertKeyboardTests(OperatorCity city)
{
    const string Rule = "Keyboard smoke";

    [Fact]
    public async Task KeyboardAlone_TakesAnAlertFromTheListToTheShelfAndBack()
    {
        await using var page = await city.PageAsync();
        await city.RuleAsync(Rule, "kb-1", "critical");
        await page.AsAsync("operator", "/");
        await city.ReadAsync("kb-1", 91);
        await page.SeesAsync(page.Alert(Rule));
        var keys = page.Page.Keyboard;

        await page.TabToAsync("a.skip-link[href$='#alerts']");
        await keys.PressAsync("Enter");
        await page.TabToAsync($"li.alert a.details[aria-label*='{Rule}']");
        await keys.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("#alert-title"), Rule);

        await page.TabToAsync("#ack-comment");
        await keys.TypeAsync("Gasilci so na poti");
        await keys.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator(".facts-line"), "acknowledged by demo-operator");
        await page.SeesAsync(page.Page.Locator(".reason").First, "Gasilci so na poti");
        await page.TabToAsync("#comment-text");
        await keys.TypeAsync("Zaprta ulica");
        await keys.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator(".alert-page"), "Zaprta ulica");
        await page.TabToAsync("button[data-action='assign-me']");
        await keys.PressAsync("Enter");
        await page.TabToAsync("#shelve-for");
        await keys.PressAsync("ArrowDown");
        await page.TabToAsync("#shelve-reason");
        await keys.TypeAsync("Dela na cesti");
        await keys.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("button[data-action='unshelve']"));

        await page.TabToAsync("nav a[href='alerts']");
        await keys.PressAsync("Enter");
        await page.TabToAsync("a[data-tab='Shelved']");
        await keys.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator(".alert-table tbody"), Rule);
        await page.TabToAsync(".alert-table tbody a");
        await keys.PressAsync("Enter");
        await page.TabToAsync("button[data-action='unshelve']");
        await keys.PressAsync("Enter");
        await page.SeesNoMoreAsync(page.Page.Locator("button[data-action='unshelve']"));
        await Expect(page.Page.Locator("#alert-title")).ToContainTextAsync(Rule);
        await page.EndsQuietlyAsync();
        await city.ReadAsync("kb-1", 5);
    }
}
