using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The page of all alerts and the page of one: found, acknowledged together, commented, assigned, shelved and brought back, in a real browser.</summary>
[Collection(RealCity.Name)]
public sealed class AlertsJourneyTests(OperatorCity city)
{
    [Fact]
    public async Task Several_AreAcknowledgedTogetherWithOneComment()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("skupaj", "sk-1", "sk-2", "sk-3");
        await page.AsAsync("operator", "/alerts?q=skupaj");
        await Expect(Rows(page)).ToHaveCountAsync(3, new() { Timeout = OperatorPage.Soon });
        await page.WithoutBarriersAsync();
        await page.ShootAsync("alerts-en");

        // By keyboard: all, then one of them not.
        await page.Page.Locator("thead input[type='checkbox']").FocusAsync();
        await page.Page.Keyboard.PressAsync("Space");
        var second = Rows(page).Nth(1).Locator("input");
        await Expect(second).ToBeCheckedAsync();
        await second.UncheckAsync();
        await page.Page.Locator("#bulk-comment").FillAsync("all from one fire");
        await page.Page.Locator("[data-action='acknowledge-selected']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-said='alerts']"), "2 alerts were acknowledged.");
        await Expect(page.Page.Locator("tr.new")).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });
        var alerts = (await city.AlertsOfAsync("sk-1")).Concat(await city.AlertsOfAsync("sk-2")).Concat(await city.AlertsOfAsync("sk-3"));
        Assert.Equal(2, alerts.Count(alert => (string?)alert!["acknowledged"]?["comment"] == "all from one fire"));
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task OnAPhone_TheListComesFirst_AndAButtonOpensTheFilters()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("dlan", "dlan-1");
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.AsAsync("operator", "/alerts?q=dlan");
        await page.SeesAsync(Rows(page).First);
        var search = page.Page.Locator("#alerts-search");
        await Expect(search).ToBeHiddenAsync();
        Assert.InRange((await Rows(page).First.BoundingBoxAsync())!.Y, 0, 600);
        await page.WithoutBarriersAsync();
        await page.ShootAsync("alerts-phone");

        var button = page.Page.GetByRole(AriaRole.Button, new() { Name = "Find alerts" });
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        await button.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await search.FillAsync("nobody");
        await search.PressAsync("Enter");
        await page.SeesAsync(page.Page.GetByRole(AriaRole.Main), "No alert matches the filter.");
        await page.WithoutBarriersAsync();
        await page.FitsAsync();
        await page.ShootAsync("alerts-phone-filters");

        await page.Page.SetViewportSizeAsync(1440, 900);
        await Expect(button).ToBeHiddenAsync();
        await Expect(search).ToBeVisibleAsync();
        await city.ReadAsync("dlan-1", 20);
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task One_IsCommentedAssignedShelvedAndBroughtBack()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("posamezno", "po-1");
        await page.AsAsync("operator", "/alerts?q=posamezno");
        await Rows(page).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("#alert-title"), "posamezno po-1");
        await page.SeesAsync(page.Page.Locator(".evidence tbody tr").First, "70");
        await DoAsync(page, "comment", "The comment was added.", "comment-text", "looked at it");
        await DoAsync(page, "assign-me", "Assigned.");
        await page.SeesAsync(page.Page.Locator("dl.times"), "demo-operator");
        await DoAsync(page, "shelve", "Shelved. It comes back by itself.", "shelve-reason", "works until noon");
        await page.SeesAsync(page.Page.Locator("p.done"), "works until noon");
        await page.WithoutBarriersAsync();
        await page.ShootAsync("alert-en");

        await page.OpenAsync("/alerts?q=posamezno");
        await Expect(Rows(page)).ToHaveCountAsync(0);
        await page.Page.Locator("[data-tab='Shelved']").ClickAsync();
        await page.SeesAsync(Rows(page), "shelved until");
        await Rows(page).GetByRole(AriaRole.Link).First.ClickAsync();
        await DoAsync(page, "unshelve", "Back in the list.");
        await DoAsync(page, "acknowledge", "Acknowledged.", "ack-comment", "seen");
        await city.ReadAsync("po-1", 20);
        await page.SeesAsync(page.Page.Locator(".timeline"), "Back to normal");
        Assert.Equal(
            "Raised Commented Assigned Shelved Unshelved Acknowledged Cleared",
            string.Join(' ', await page.Page.Locator(".timeline li").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.kind)")));
        await page.OpenAsync("/alerts?tab=history&q=posamezno&acknowledged=true");
        await page.SeesAsync(Rows(page), "demo-operator");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Viewer_SeesAndSavesButCannotAct()
    {
        await using var page = await city.PageAsync(isDark: true);
        await RaiseAsync("gledanje", "gl-1");
        await page.AsAsync("viewer", "/alerts?q=gledanje");
        await Expect(Rows(page)).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });
        await Expect(page.Page.Locator("main input[type='checkbox']")).ToHaveCountAsync(0);
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = "Save as CSV" }).ClickAsync());
        var csv = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("id,raised,started,cleared,severity", csv[0], StringComparison.Ordinal);
        Assert.Contains("gl-1:pm10", Assert.Single(csv.Skip(1)), StringComparison.Ordinal);
        await Rows(page).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("#alert-title"), "gledanje gl-1");
        await Expect(page.Page.Locator("main form")).ToHaveCountAsync(0);
        await page.WithoutBarriersAsync();
        await page.OpenAsync("/alerts/0123456789abcdef0123456789abcdef");
        await page.SeesAsync(page.Page.Locator("main [role='alert']"), "There is no such alert.");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Pages_AreSlovenianAndFitAPhone()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("telefon", "te-1");
        await page.AsAsync("operator", "/");
        await page.Page.SetViewportSizeAsync(320, 640);
        await page.OpenInSlovenianAsync("/alerts?q=telefon");
        await page.SeesAsync(Rows(page), "nepotrjeno");
        await page.FitsAsync();
        await page.WithoutBarriersAsync();
        await page.ShootAsync("alerts-sl-320");
        await Rows(page).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("#timeline-title"), "Kaj se je zgodilo");
        await page.FitsAsync();
        await page.WithoutBarriersAsync();
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task ListUnderSomebodysHand_StaysAndSaysThatItChanged()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("pod roko", "pr-1");
        await page.AsAsync("operator", "/alerts?q=pod%20roko");
        await Rows(page).Locator("input").First.CheckAsync();
        await RaiseAsync("pod roko", "pr-2");
        await page.SeesAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "The list has changed, show" }));
        await Expect(Rows(page)).ToHaveCountAsync(1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "The list has changed, show" }).ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        await page.EndsQuietlyAsync();
    }

    static ILocator Rows(OperatorPage page) => page.Page.Locator(".alert-table tbody tr");

    static async Task DoAsync(OperatorPage page, string action, string said, string? field = null, string text = "")
    {
        if (field is not null)
        {
            await page.Page.Locator("#" + field).FillAsync(text);
        }

        await page.Page.Locator($"[data-action='{action}']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-said='act']"), said);
    }

    /// <summary>One rule and one alert for each device.</summary>
    async Task RaiseAsync(string name, params string[] devices)
    {
        foreach (var device in devices)
        {
            await city.RuleAsync($"{name} {device}", device);
            await city.ReadAsync(device, 70);
            await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), alerts => alerts.Count == 1, $"the alert of {device}");
        }
    }
}
