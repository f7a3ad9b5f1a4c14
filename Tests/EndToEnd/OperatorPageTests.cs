using System.Text.RegularExpressions;
using CityOps.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The operations page for everybody: in both languages and both themes, with nothing that hinders.</summary>
[Collection(RealCity.Name)]
public sealed partial class OperatorPageTests(OperatorCity city)
{
    [Fact]
    public async Task Slovenian_HasNoEnglishWord()
    {
        await using var page = await city.PageAsync();
        await page.OpenInSlovenianAsync("/?q=jr-20");
        await AlertsAsync(page, "Prah v središču", "jr-20");
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "sl");
        await page.SeesAsync(page.Page.Locator("#alerts-title"), "Aktivna opozorila");
        await page.SeesAsync(page.Row("jr-20:pm10"), "61,5\u00A0µg/m³");
        await page.ShootAsync("Slovenian");
        PageTexts.AssertSlovenian(await PageTexts.OfAsync(page), except: "demo-operator");

        await page.AcknowledgeButton("Prah v središču").ClickAsync();
        await page.SeesAsync(page.Alert("Prah v središču").Locator(".who"), "Potrjeno");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Tabela" }).ClickAsync();
        await page.SeesAsync(page.Page.Locator(".trend-table th").First, "Čas");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Jezik" }).ClickAsync();
        await page.SeesAsync(page.Page.GetByText("Slovenščina"));
        PageTexts.AssertSlovenian(await PageTexts.OfAsync(page), except: "demo-operator English");
        await city.ReadAsync("jr-20", 10);
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Language_IsChosenInTheMenuAndStays()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync("/?range=24");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Language" }).ClickAsync();
        await page.Page.GetByText("Slovenščina").ClickAsync();
        await page.SeesAsync(page.Page.Locator("#alerts-title"), "Aktivna opozorila");
        Assert.Equal("/?range=24", new Uri(page.Page.Url).PathAndQuery);
        await page.OpenAsync();
        await page.SeesAsync(page.Page.Locator("#alerts-title"), "Aktivna opozorila");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task DarkTheme_IsOneClickAndStays()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync();
        Assert.InRange(await GroundAsync(page), 0.7, 1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await Eventually.SatisfiesAsync(() => GroundAsync(page), ground => ground < 0.2, "dark ground");

        await page.OpenAsync();
        Assert.InRange(await GroundAsync(page), 0, 0.2);
        await page.SeesAsync(page.Page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }));
        await page.EndsQuietlyAsync();
    }

    [Theory]
    [InlineData("en", false, "jr-21")]
    [InlineData("en", true, "jr-22")]
    [InlineData("sl", false, "jr-23")]
    [InlineData("sl", true, "jr-24")]
    public async Task Page_HasNoBarrierThatAxeFinds(string language, bool isDark, string device)
    {
        var picture = $"{language}-{(isDark ? "dark" : "light")}";
        await using var page = await city.PageAsync(isDark);
        await (language == "sl" ? page.OpenInSlovenianAsync($"/?q={device}") : page.OpenAsync($"/?q={device}"));
        await AlertsAsync(page, $"Rule {device}", device);
        await page.SeesAsync(page.Page.Locator(".trend-picture canvas"));
        await page.SeesAsync(page.Page.Locator(".map[data-state='ready'], .map[data-state='empty']"));
        await page.ShootAsync(picture);
        await page.WithoutBarriersAsync();

        await page.Page.Locator("button.acknowledge").First.ClickAsync();
        await page.SeesAsync(page.Page.Locator(".who").First);
        await page.Page.Locator("#trend button[aria-pressed]").Last.ClickAsync();
        await page.SeesAsync(page.Page.Locator(".trend-table th").First);
        await page.WithoutBarriersAsync();
        await city.ReadAsync(device, 10);
        await page.EndsQuietlyAsync(picture + "-table");
    }

    /// <summary>One alert that nobody has seen, and its value in the table.</summary>
    async Task AlertsAsync(OperatorPage page, string rule, string device)
    {
        await city.RuleAsync(rule, device);
        await city.ReadAsync(device, 61.5);
        await page.SeesAsync(page.AcknowledgeButton(rule));
        await page.SeesAsync(page.Row($"{device}:pm10").Locator("svg.mark"));
    }

    /// <summary>How bright the ground is, 0 to 1.</summary>
    static async Task<double> GroundAsync(OperatorPage page)
    {
        var colour = await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        return Number().Matches(colour).Take(3).Average(part => int.Parse(part.Value, System.Globalization.CultureInfo.InvariantCulture)) / 255;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
