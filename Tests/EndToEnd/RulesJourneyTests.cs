using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>People look at rules; an administrator makes one, changes it, goes back, and takes rules over from a file; in a real browser.</summary>
[Collection(RealCity.Name)]
public sealed class RulesJourneyTests(OperatorCity city)
{
    const string Draft = """{"name":"meja ena","quantity":"pm10","domain":"air","devices":["rp-1"],"condition":{"kind":"above","raise":50,"clear":40},"severity":"huge"}""";

    [Fact]
    public async Task Viewer_SeesRulesAndNoWayToChangeThem()
    {
        await using var viewer = await city.PageAsync();
        await city.RuleAsync("meja ogled", "ogled-*");
        await viewer.AsAsync("viewer", "/");
        await viewer.Page.GetByRole(AriaRole.Link, new() { Name = "Rules" }).ClickAsync();
        var item = Item(viewer, "meja ogled");
        await viewer.SeesAsync(item, "PM10 is above 50 µg/m³ (devices ogled-*).");
        await viewer.SeesAsync(item, "Clears when it is at most 40 µg/m³.");
        await viewer.SeesAsync(item.Locator("[data-covers='0']"), "covers no series");

        // The count is of now.
        await city.ReadAsync("ogled-1", 10);
        await viewer.SeesAsync(item.Locator("[data-covers='1']"), "covers 1 series");
        await viewer.Page.Locator("#rule-search").FillAsync("ogled-*");
        await Expect(viewer.Page.Locator(".rule-list > li")).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });
        await Eventually.SatisfiesAsync(() => Task.FromResult(new Uri(viewer.Page.Url).Query), query => query == "?q=ogled-%2A", "the filter is in the address");
        Assert.Equal("rule-search", await viewer.FocusAsync());

        await item.GetByRole(AriaRole.Link).FocusAsync();
        await viewer.Page.Keyboard.PressAsync("Enter");
        await viewer.SeesAsync(viewer.Page.Locator("tr[data-covered='ogled-1:pm10']"), "ogled-1");
        await viewer.SeesAsync(viewer.Page.Locator("li[data-version='1']"), "The first version.");
        await Eventually.SatisfiesAsync(viewer.FocusAsync, id => id == "rules-title", "the keyboard is at the title");
        await Expect(viewer.Page.Locator("main button")).ToHaveCountAsync(0);
        await viewer.WithoutBarriersAsync();
        await viewer.ShootAsync("rule-viewer-en");

        // Not shown, and not given either.
        await viewer.OpenAsync("/rules?do=new");
        await viewer.SeesAsync(viewer.Page.Locator("main [role='alert']"), "Rules are changed by administrators.");
        await viewer.OpenAsync("/rules?rule=nobody");
        await viewer.SeesAsync(viewer.Page.Locator("main .empty"), "There is no such rule.");
        await viewer.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Administrator_MakesChangesRestoresAndTakesOver()
    {
        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/rules");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "New rule" }).ClickAsync();
        await MakeAsync(admin);
        await ChangeAsync(admin);
        await RestoreAsync(admin);
        await TakeOverAsync(admin, await ExportAsync(admin));
        await admin.EndsQuietlyAsync();
    }

    [Fact]
    public async Task TwoAtOnce_TheSecondIsToldAndDecides()
    {
        await using var first = await city.PageAsync();
        await using var second = await city.PageAsync();
        await city.RuleAsync("meja dva", "rp-2");
        var id = await IdOfAsync("meja dva");
        await first.AsAsync("administrator", $"/rules?rule={id}&do=edit");
        await second.AsAsync("administrator", $"/rules?rule={id}&do=edit");
        await WriteAsync(first, "\"raise\": 50", "\"raise\": 55", "save");
        await first.SeesAsync(first.Page.Locator("li[data-version='2']"), "condition.raise: 50 → 55");
        await WriteAsync(second, "\"raise\": 50", "\"raise\": 70", "save");
        await second.SeesAsync(second.Page.Locator("[data-conflict]"), "it is now at version 2");
        await second.SeesAsync(second.Page.Locator("[data-conflict]"), "condition.raise: 50 → 55");
        await second.WithoutBarriersAsync();
        await second.ShootAsync("rule-conflict-en");
        await second.Page.Locator("[data-action='over']").ClickAsync();
        await second.SeesAsync(second.Page.Locator("li[data-version='3']"), "condition.raise: 55 → 70");
        await second.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Page_IsSlovenianThroughout()
    {
        await using var admin = await city.PageAsync(isDark: true);
        await city.RuleAsync("meja tri", "rp-3");
        var id = await IdOfAsync("meja tri");
        await admin.AsAsync("administrator", $"/culture/set?culture=sl&returnUrl={Uri.EscapeDataString("/rules?q=meja")}");
        await admin.SeesAsync(Item(admin, "meja tri"), "ne zajema nobene serije");
        foreach (var path in (string[])["/rules?q=meja", $"/rules?rule={id}", $"/rules?rule={id}&do=edit", "/rules?do=import"])
        {
            await admin.OpenAsync(path);
            await admin.SeesAsync(admin.Page.Locator("main .card").First);
            PageTexts.AssertSlovenian((await PageTexts.OfAsync(admin)).Replace("demo-administrator", "", StringComparison.Ordinal));
            await admin.WithoutBarriersAsync();
            await admin.FitsAsync();
        }

        await admin.OpenAsync($"/rules?rule={id}");
        await admin.Page.SetViewportSizeAsync(320, 844);
        await admin.SeesAsync(admin.Page.Locator("li[data-version='1']"));
        await admin.FitsAsync();
        await admin.ShootAsync("rule-sl-phone");
        await admin.EndsQuietlyAsync("rule-sl");
    }

    static async Task MakeAsync(OperatorPage admin)
    {
        await Expect(admin.Page.Locator("#rule-text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"quantity\": \"pm10\""));
        await admin.Page.Locator("#rule-text").FillAsync(Draft);
        await admin.Page.Locator("[data-action='check']").ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("[data-mistake]"), "severity must be critical, major, minor or warning.");
        await admin.WithoutBarriersAsync();
        await admin.ShootAsync("rule-mistake-en");
        await WriteAsync(admin, "huge", "major", "check");
        await admin.SeesAsync(admin.Page.Locator("[data-check]"), "PM10 is above 50 µg/m³ (devices rp-1).");
        await admin.SeesAsync(admin.Page.Locator("[data-check] [data-covers='0']"));
        await admin.WithoutBarriersAsync();
        await admin.ShootAsync("rule-check-en");
        await admin.Page.Locator("[data-action='save']").ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("h1"), "meja ena");
        await admin.SeesAsync(admin.Page.Locator("li[data-version='1']"), "demo-administrator");
    }

    static async Task ChangeAsync(OperatorPage admin)
    {
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await WriteAsync(admin, "\"raise\": 50", "\"raise\": 60", "check");
        await admin.SeesAsync(admin.Page.Locator("[data-check]"), "condition.raise: 50 → 60");
        await admin.Page.Locator("[data-action='save']").ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("li[data-version='2']"), "condition.raise: 50 → 60");
        await admin.SeesAsync(admin.Page.Locator(".sentence"), "above 60");
    }

    static async Task RestoreAsync(OperatorPage admin)
    {
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Restore version 1" }).ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("[role='status']", new() { HasText = "Version 3 says what version 1 said." }));
        await admin.SeesAsync(admin.Page.Locator("li[data-version='3']"), "condition.raise: 60 → 50");
        await admin.Page.Locator("[data-action='disable']").ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("li[data-version='4']"), "enabled: true → false");
        await admin.Page.Locator("[data-action='enable']").ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("li[data-version='5']"), "enabled: false → true");
        await admin.WithoutBarriersAsync();
        await admin.ShootAsync("rule-versions-en");
    }

    static async Task<JsonArray> ExportAsync(OperatorPage admin)
    {
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "All rules" }).ClickAsync();
        var file = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = "Save all as a file" }).ClickAsync());
        Assert.Equal("rules.json", file.SuggestedFilename);
        var rules = JsonNode.Parse(await File.ReadAllTextAsync(await file.PathAsync()))!.AsArray();
        Assert.Equal(5, (int)rules.Single(rule => (string)rule!["name"]! == "meja ena")!["version"]!);
        return rules;
    }

    /// <summary>The file as it came, with one rule changed, one new and one wrong.</summary>
    static async Task TakeOverAsync(OperatorPage admin, JsonArray rules)
    {
        rules.Single(rule => (string)rule!["name"]! == "meja ena")!["severity"] = "critical";
        rules.Add(JsonNode.Parse(Draft.Replace("meja ena", "meja nova", StringComparison.Ordinal).Replace("huge", "minor", StringComparison.Ordinal)));
        rules.Add(JsonNode.Parse(Draft.Replace("meja ena", "meja napaka", StringComparison.Ordinal)));
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Rules from a file" }).ClickAsync();
        await ChooseAsync(admin, "{}");
        await admin.SeesAsync(admin.Page.Locator("[data-mistake]"), "The file must be a JSON array of rules.");
        await ChooseAsync(admin, rules.ToJsonString());
        await admin.SeesAsync(Row(admin, "Changed"), "severity: major → critical");
        await admin.SeesAsync(Row(admin, "New"), "meja nova");
        await admin.SeesAsync(Row(admin, "Wrong"), "severity must be critical, major, minor or warning.");
        await admin.WithoutBarriersAsync();
        await admin.ShootAsync("rules-review-en");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Take over 2 rules" }).ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("[data-done]"), "2 rules were written.");
        await admin.SeesNoMoreAsync(Row(admin, "Changed"));
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "All rules" }).ClickAsync();
        await admin.SeesAsync(Item(admin, "meja ena"), "Version 6");
        await admin.SeesAsync(Item(admin, "meja nova"), "Version 1");
        await admin.WithoutBarriersAsync();
    }

    static async Task ChooseAsync(OperatorPage admin, string text)
    {
        await Expect(admin.Page.Locator("#rules-file")).ToBeEnabledAsync(new() { Timeout = OperatorPage.Soon });
        await admin.Page.Locator("#rules-file").SetInputFilesAsync(
            new FilePayload { Name = "rules.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
    }

    static async Task WriteAsync(OperatorPage admin, string before, string after, string action)
    {
        var text = await admin.Page.Locator("#rule-text").InputValueAsync();
        Assert.Contains(before, text, StringComparison.Ordinal);
        await admin.Page.Locator("#rule-text").FillAsync(text.Replace(before, after, StringComparison.Ordinal));
        await admin.Page.Locator($"[data-action='{action}']").ClickAsync();
    }

    static ILocator Item(OperatorPage page, string name) =>
        page.Page.Locator(".rule-list > li").Filter(new() { Has = page.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    static ILocator Row(OperatorPage page, string kind) => page.Page.Locator($"tr[data-kind='{kind}']");

    async Task<string> IdOfAsync(string name) =>
        (string)(await city.GetAsync("/api/v1/rules?limit=1000"))["items"]!.AsArray().Single(rule => (string)rule!["name"]! == name)!["id"]!;
}
