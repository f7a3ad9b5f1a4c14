using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>A shift in a real browser: written into the log book, corrected, handed over, taken over by name, printed.</summary>
[Collection(RealCity.Name)]
public sealed partial class ShiftJourneyTests(OperatorCity city)
{
    [Fact]
    public async Task Entry_IsWrittenByKeyAndCorrected()
    {
        await using var page = await city.PageAsync();
        await city.StationAsync("dk-1", "Dežurna črpalka", 46.05, 14.5, "Center");
        await page.AsAsync("operator", "/log?show=entries");
        await page.Page.Locator("#log-text").FillAsync("Pump 2 rattles.\nCalled maintenance.");
        await page.Page.Locator("#log-station").FillAsync("Dežurna črpalka");
        await page.Page.Locator("#log-text").PressAsync("Control+Enter");
        await page.SeesAsync(page.Page.Locator("[data-said='log']"), "Written down.");
        var entry = Entry(page, "Pump 2 rattles.");
        await page.SeesAsync(entry, "demo-operator");
        await page.SeesAsync(entry.GetByRole(AriaRole.Link), "Dežurna črpalka");
        await Expect(page.Page.Locator("#log-text")).ToHaveValueAsync("");

        await entry.Locator("[data-action='correct']").ClickAsync();
        await Expect(page.Page.Locator("#log-text")).ToBeFocusedAsync(new() { Timeout = OperatorPage.Soon });
        await Expect(page.Page.Locator("#log-text")).ToHaveValueAsync("Pump 2 rattles.\nCalled maintenance.");
        await page.Page.Locator("#log-text").FillAsync("Pump 3 rattles.");
        await page.Page.Locator("[data-action='write']").ClickAsync();
        await page.SeesAsync(Entry(page, "Pump 3 rattles."), "corrects entry");
        await page.SeesAsync(entry.Locator("s"), "Pump 2 rattles.");
        await page.SeesAsync(entry, "Corrected by entry");
        await Expect(entry.Locator("[data-action='correct']")).ToHaveCountAsync(0);
        await page.Page.Locator("#log-station").FillAsync("Nowhere");
        await page.Page.Locator("#log-text").FillAsync("x");
        await page.Page.Locator("[data-action='write']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-said='log']"), "There is no such station");
        await page.WithoutBarriersAsync();
        await page.EndsQuietlyAsync("log-en");
    }

    [Fact]
    public async Task WhatHappens_ComesByItself_AndTheFilterIsInTheAddress()
    {
        await using var page = await city.PageAsync(isDark: true);
        await page.AsAsync("viewer", "/log");
        await RaiseAsync("dnevna", "dn-1");
        await page.SeesAsync(Line(page, "Raised", "dnevna"), "dn-1");
        await Expect(page.Page.Locator("#log-text")).ToHaveCountAsync(0);
        await page.SeesAsync(Line(page, "rule.create", "dnevna"), "New rule");
        await Expect(Line(page, "rule.create", "dnevna").Locator(".log-who")).ToHaveTextAsync("");

        await page.Page.Locator("#log-show").SelectOptionAsync("Automatic");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.SeesNoMoreAsync(Line(page, "rule.create", "dnevna"));
        Assert.Equal("?show=automatic", new Uri(page.Page.Url).Query);
        await page.SeesAsync(Line(page, "Raised", "dnevna"));
        var file = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = "Save as CSV" }).ClickAsync());
        Assert.Equal("log.csv", file.SuggestedFilename);
        Assert.Contains(await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken), line => line.Contains("alert.raised,,", StringComparison.Ordinal) && line.Contains("dnevna", StringComparison.Ordinal));
        await page.WithoutBarriersAsync();
        await page.ShootAsync("log-automatic-dark");
        await Line(page, "Raised", "dnevna").GetByRole(AriaRole.Link).First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("#alert-title"), "dnevna");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Shift_IsTakenOverByKeyboardAlone_AndStaysAsItWas()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("predaja odprto", "pr-o");
        await RaiseAsync("predaja minilo", "pr-m");
        await page.AsAsync("operator", "/log");
        await page.Page.Locator("#log-text").FillAsync("Keep an eye on pr-o.");
        await page.Page.Locator("#log-text").PressAsync("Control+Enter");
        await page.SeesAsync(page.Page.Locator("[data-said='log']"), "Written down.");
        await page.OpenAsync("/handover");
        await page.SeesAsync(Handed(page, "open"), "predaja odprto");
        await city.ReadAsync("pr-m", 20);
        await page.SeesAsync(Handed(page, "cleared"), "predaja minilo");
        await page.SeesAsync(Handed(page, "entries"), "Keep an eye on pr-o.");
        await page.WithoutBarriersAsync();
        await page.ShootAsync("handover-en");

        await TabToAsync(page, "handover-remarks");
        await page.Page.Keyboard.TypeAsync("Quiet night.");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("[data-record]"), "Quiet night.");
        await page.SeesAsync(page.Page.Locator("[data-sheet='to']"), "demo-operator");
        await page.SeesAsync(Handed(page, "open"), "not acknowledged");
        var record = page.Page.Url;
        await page.WithoutBarriersAsync();

        await page.OpenAsync("/handover");
        await Expect(Handed(page, "cleared")).Not.ToContainTextAsync("predaja minilo");
        await page.SeesAsync(page.Page.Locator("[data-sheet='from']"), "demo-operator");
        await page.SeesAsync(page.Page.Locator("tr[data-handover]").First, "demo-operator");
        await city.ReadAsync("pr-o", 20);
        await page.SeesAsync(Handed(page, "cleared"), "predaja odprto");
        await page.Page.GotoAsync(record);
        await page.SeesAsync(Handed(page, "open"), "predaja odprto");
        await page.OpenAsync("/handover/1000000");
        await page.SeesAsync(page.Page.Locator("main [role='alert']"), "There is no such hand-over.");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task SomebodyElse_WasFirst()
    {
        await using var page = await city.PageAsync();
        await page.AsAsync("operator", "/handover");
        await page.SeesAsync(page.Page.Locator("#handover-remarks"));
        await using var other = await city.PageAsync();
        await other.AsAsync("administrator", "/handover");
        await other.SeesAsync(other.Page.Locator("[data-action='take-over']"));
        // Nothing moves on this page before its person acts.
        await page.Page.Context.SetOfflineAsync(true);
        await other.Page.Locator("[data-action='take-over']").ClickAsync();
        await other.SeesAsync(other.Page.Locator("[data-sheet='to']"), "demo-administrator");
        await page.Page.Context.SetOfflineAsync(false);
        await page.SeesAsync(page.Page.Locator("[data-sheet='from']"), "demo-administrator");
    }

    [Fact]
    public async Task Pages_AreSlovenianAndFitAPhone()
    {
        await using var page = await city.PageAsync();
        await RaiseAsync("zapisano", "za-1");
        await page.AsAsync("operator", "/log");
        await page.Page.SetViewportSizeAsync(320, 640);
        await page.OpenInSlovenianAsync("/log");
        await page.Page.Locator("#log-text").FillAsync("Črpalka ropota.");
        await page.Page.Locator("#log-text").PressAsync("Control+Enter");
        await page.SeesAsync(page.Page.Locator("[data-said='log']"), "Zapisano.");
        await page.SeesAsync(Entry(page, "Črpalka ropota."));
        foreach (var (path, seen) in ((string, ILocator)[])[("/log", Line(page, "Raised", "zapisano")), ("/handover", Handed(page, "open"))])
        {
            await page.Page.GotoAsync(path);
            await page.SeesAsync(seen);
            await page.FitsAsync();
            await page.WithoutBarriersAsync();
            await page.ShootAsync($"{path[1..]}-sl-320");
        }

        await page.Page.SetViewportSizeAsync(1440, 900);
        PageTexts.AssertSlovenian(await PageTexts.OfAsync(page), except: string.Join(' ', await page.Page.Locator(".log-text, [data-alert] a, [data-handover], .log-what").AllInnerTextsAsync()));
        await page.EndsQuietlyAsync("handover-sl");
    }

    [Fact]
    public async Task Sheet_IsPrintedGreyOnA4_WithoutWhatCanOnlyBeClicked()
    {
        await using var page = await city.PageAsync(isDark: true);
        await RaiseAsync("natisnjeno", "na-1");
        await page.AsAsync("operator", "/log");
        await page.Page.Locator("#log-text").FillAsync(string.Join('\n', Enumerable.Range(1, 80).Select(line => $"line {line} of a long entry")));
        await page.Page.Locator("#log-text").PressAsync("Control+Enter");
        await page.SeesAsync(page.Page.Locator("[data-said='log']"), "Written down.");
        await page.OpenAsync("/handover");
        await page.Page.Locator("#handover-remarks").FillAsync("For paper.");
        await page.Page.Locator("[data-action='take-over']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-record]"), "For paper.");
        await page.Page.EvaluateAsync("window.print = () => { window.printed = true; }");
        await page.Page.Locator("[data-action='print']").ClickAsync();
        await Eventually.SatisfiesAsync(() => page.Page.EvaluateAsync<bool>("window.printed === true"), printed => printed, "the dialog for paper");

        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.Page.SetViewportSizeAsync(720, 1_000);
        foreach (var hidden in (string[])[".mud-appbar", ".mud-drawer", "[data-action='print']", ".shift-page .button"])
        {
            await Expect(page.Page.Locator(hidden).First).ToBeHiddenAsync();
        }

        await page.SeesAsync(page.Page.Locator(".sheet-head"), "Europe/Ljubljana");
        await page.FitsAsync();
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("[...document.querySelectorAll('.sheet *')].filter(one => getComputedStyle(one).overflow !== 'visible' && one.tagName !== 'svg' && !one.classList.contains('visually-hidden') && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)).length"));
        var colours = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.sheet *')].flatMap(one => { const style = getComputedStyle(one); return [style.color, style.backgroundColor, style.fill]; })");
        Assert.All(colours.Distinct(), colour => Assert.True(IsGrey(colour), colour));
        await page.ShootAsync("handover-print");
        var pdf = await page.Page.PdfAsync(new() { PreferCSSPageSize = true });
        var objects = Encoding.Latin1.GetString(pdf);
        Assert.Equal(["594.95996 841.91998"], MediaBox().Matches(objects).Select(match => match.Groups[1].Value).Distinct());
        Assert.InRange(PdfPage().Count(objects), 2, 4);
        if (Environment.GetEnvironmentVariable("CITYOPS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "handover.pdf"), pdf, TestContext.Current.CancellationToken);
        }

        await page.EndsQuietlyAsync();
    }

    static bool IsGrey(string colour)
    {
        var parts = colour.Split('(', ',', ')').Skip(1).Take(3).Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
        return colour == "none" || (parts.Length == 3 && parts.Max() - parts.Min() <= 24);
    }

    static ILocator Entry(OperatorPage page, string text) => page.Page.Locator("[data-log='entry']").Filter(new() { HasText = text });

    static ILocator Line(OperatorPage page, string kind, string text) => page.Page.Locator($"[data-log='{kind}']").Filter(new() { HasText = text });

    static ILocator Handed(OperatorPage page, string id) => page.Page.Locator($"[data-handed='{id}']");

    static async Task TabToAsync(OperatorPage page, string id)
    {
        await page.Page.Locator("h1").FocusAsync();
        for (var presses = 0; presses < 200 && await page.FocusAsync() != id; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal(id, await page.FocusAsync());
    }

    async Task RaiseAsync(string name, string device)
    {
        await city.RuleAsync($"{name} {device}", device);
        await city.ReadAsync(device, 70);
        await Eventually.SatisfiesAsync(() => city.AlertsOfAsync(device), alerts => alerts.Count == 1, $"the alert of {device}");
    }

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d. ]+)\]")]
    private static partial Regex MediaBox();

    [GeneratedRegex(@"/Type /Page\b")]
    private static partial Regex PdfPage();
}
