using System.Text.RegularExpressions;
using CityOps.Tests.Dashboard.Api;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The health page in a real browser on the real program: what a person finds there, and that nothing hinders them.</summary>
[Collection(RealCity.Name)]
public sealed class HealthPageTests(OperatorCity city)
{
    const string Hostile = "<img src=x onerror=document.title='taken'><script>document.title='taken'</script> \u202Egnirts";

    [Fact]
    public async Task Menu_LeadsThereByKeyboardAndMarksThePage()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync();
        var health = page.Page.GetByRole(AriaRole.Link, new() { Name = "System health" });
        var operations = page.Page.GetByRole(AriaRole.Link, new() { Name = "Operations" });
        await Expect(operations).ToHaveAttributeAsync("aria-current", "page");
        await health.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("h1"), "System health");
        Assert.Equal("/health", new Uri(page.Page.Url).AbsolutePath);
        await Expect(health).ToHaveAttributeAsync("aria-current", "page");
        await Expect(operations).Not.ToHaveAttributeAsync("aria-current", "page");
        await page.SeesNoMoreAsync(page.Page.Locator("a.skip-link[href$='#alerts']"));
        await operations.ClickAsync();
        await page.SeesAsync(page.Page.Locator("#alerts-title"));
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task System_IsWell_PartByPart_AndTheBooksBalance()
    {
        await using var page = await OpenAsync("/health");
        await city.ReadAsync("hp-18", 12);
        await page.SeesAsync(page.Page.Locator(".overall [role='status']"), "The system is well");
        await Expect(page.Page.Locator(".parts > li[data-status='ready']")).ToHaveCountAsync(7);
        await page.SeesAsync(page.Page.Locator(".parts > li[data-part='journal']"), "free");
        await page.SeesAsync(page.Page.Locator(".balance"), "Every message is accounted for.");
        await page.SeesAsync(page.Page.Locator("#ledger .rate"), "received");

        var stored = page.Page.Locator("#ledger .box[data-word='stored']");
        await stored.Locator("summary").ClickAsync();
        await page.SeesAsync(stored.Locator("p"), "for good");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Rubbish_IsSeenByItself_WithItsDeviceItsReasonAndItsBytes()
    {
        await using var page = await OpenAsync("/health");
        var before = await NumberAsync(page, "rejected");
        await city.SendAsync("hp-11", Hostile);
        await city.SendAsync("hp-11", Hostile);
        var row = page.Page.Locator("tr[data-device='hp-11']");
        await page.SeesAsync(row.Locator("[data-trouble='rejected']"), "2 rejected");
        await page.SeesAsync(page.Page.Locator("tr[data-reason='bad_json']"), "no valid JSON");
        // Another answer than that of the devices, up to a second apart.
        await Eventually.SatisfiesAsync(() => NumberAsync(page, "rejected"), rejected => rejected >= before + 2, "two more rejected");

        await row.GetByRole(AriaRole.Button).ClickAsync();
        var account = page.Page.Locator("[data-account='hp-11']");
        await page.SeesAsync(account.Locator(".sums"), "2 received = 0 understood + 2 rejected + 0 dropped in a flood");
        Assert.Equal("?device=hp-11", new Uri(page.Page.Url).Query);
        await account.GetByRole(AriaRole.Button, new() { Name = "Its refused messages" }).ClickAsync();
        var refused = page.Page.Locator("tr[data-quarantine]");
        await Expect(refused).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        await refused.First.Locator("summary").ClickAsync();
        await page.SeesAsync(refused.First.Locator("pre"), Hostile.Replace('\u202E', '?'));
        await page.SeesAsync(refused.First.Locator(".topic"), "cityops/v1/air/hp-11/readings");
        Assert.Equal("?device=hp-11&from=hp-11", new Uri(page.Page.Url).Query);
        Assert.StartsWith("System health", await page.Page.TitleAsync(), StringComparison.Ordinal);

        // The address is the view.
        await using var other = await OpenAsync(new Uri(page.Page.Url).PathAndQuery);
        await other.SeesAsync(other.Page.Locator("[data-account='hp-11'] .sums"), "2 rejected");
        await Expect(other.Page.Locator("tr[data-quarantine]")).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Devices_AreFoundByTroubleAndByName_AndAllCanBeReached()
    {
        await using var page = await OpenAsync("/health");
        var at = Json.Now;
        await city.SendAsync("hp-12", $$$"""{"ts":{{{at - 9_000}}},"seq":5,"m":{"pm10":1}}""");
        await city.SendAsync("hp-12", $$$"""{"ts":{{{at - 8_000}}},"seq":9,"m":{"pm10":1}}""");
        await city.SendAsync("hp-13", $$$"""{"ts":{{{at + 200_000}}},"m":{"pm10":1}}""");
        await city.ReadAsync("hp-14", 3);
        await page.Page.Locator("button[data-trouble='missing']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-12']"), "3 never arrived");
        await page.SeesNoMoreAsync(page.Page.Locator("tr[data-device='hp-13']"));
        await page.Page.Locator("button[data-trouble='clock']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-13']"), "clock 3\u00A0min ahead");
        Assert.Equal("?trouble=clock", new Uri(page.Page.Url).Query);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "All devices" }).ClickAsync();
        await page.Page.Locator("#device-search").FillAsync("hp-14");
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-14']"));
        await Expect(page.Page.Locator("tr[data-device]")).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });

        // A straggler: it falls, in front of our eyes.
        await page.Page.GotoAsync("/health?trouble=missing&q=hp-12");
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-12']"), "3 never arrived");
        await city.SendAsync("hp-12", $$$"""{"ts":{{{at - 7_000}}},"seq":7,"m":{"pm10":1}}""");
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-12']"), "2 never arrived");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Administrator_HasRefusedMessagesJudgedAgain_AndNobodyElseCan()
    {
        await city.BearAsync("hp-19", """{"m":{"pm10":"bar"}}""");
        await city.SendAsync("hp-19", """{"m":{"pm10":0.03}}""");
        await city.SendAsync("hp-19", "{");
        await using var page = await OpenAsync("/health?from=hp-19");
        var rows = page.Page.Locator("tr[data-quarantine]");
        await Expect(rows).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        await page.SeesNoMoreAsync(page.Page.Locator("[data-action='replay-all']"));

        await SignInAsync(page, "/health?from=hp-19");
        await Expect(rows).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        var said = page.Page.Locator("#quarantine [role='status']");
        await rows.First.Locator("[data-action='replay']").ClickAsync();
        await page.SeesAsync(said, "Refused again: Not readable: no valid JSON");

        // What was wrong with the other one is put right.
        await city.BearAsync("hp-19", """{"m":{"pm10":"mg/m3"}}""");
        var all = page.Page.Locator("[data-action='replay-all']");
        await all.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(said, "Taken: 1 · refused again: 1 · kept only in part: 0");
        await Expect(rows).ToHaveCountAsync(1, new() { Timeout = OperatorPage.Soon });
        await page.WithoutBarriersAsync();
        await page.FitsAsync();
        await page.ShootAsync("health-replay");
        await page.Page.SetViewportSizeAsync(390, 844);
        await page.FitsAsync();
        await page.WithoutBarriersAsync();
        await page.EndsQuietlyAsync("health-replay-phone");
    }

    [Fact]
    public async Task Slovenian_HasNoEnglishWord()
    {
        await using var page = await city.PageAsync();
        await page.OpenInSlovenianAsync("/health");
        await city.SendAsync("hp-15", "{");
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-15']"), "1 zavrnjeno");
        await page.Page.Locator("tr[data-device='hp-15'] button").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-account='hp-15'] .balance"), "Račun se izide");
        await page.SeesAsync(page.Page.Locator("#ledger .rate"), "prejetih");
        PageTexts.AssertSlovenian(await PageTexts.OfAsync(page));
        await page.EndsQuietlyAsync("health-sl");
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("en", true)]
    [InlineData("sl", false)]
    [InlineData("sl", true)]
    public async Task Page_HasNoBarrierThatAxeFinds_AndFitsAPhone(string language, bool isDark)
    {
        var picture = $"health-{language}-{(isDark ? "dark" : "light")}";
        await using var page = await city.PageAsync(isDark);
        await (language == "sl" ? page.OpenInSlovenianAsync("/health?device=hp-16") : page.OpenAsync("/health?device=hp-16"));
        await city.SendAsync("hp-16", Hostile + new string('x', 3_000));
        await page.SeesAsync(page.Page.Locator("[data-account='hp-16'] tr[data-reason]"));
        await page.Page.Locator("tr[data-quarantine] summary").First.ClickAsync();
        await page.Page.Locator("#ledger .box summary").First.ClickAsync();
        await page.Page.Locator(".technical summary").First.ClickAsync();
        await page.WithoutBarriersAsync();
        await page.FitsAsync();
        await page.ShootAsync(picture);

        foreach (var width in (int[])[390, 320])
        {
            await page.Page.SetViewportSizeAsync(width, 844);
            await page.FitsAsync();
            await page.WithoutBarriersAsync();
        }

        await page.EndsQuietlyAsync(picture + "-phone");
    }

    [Fact]
    public async Task HiddenPage_RestsAndIsUpToDateWhenItIsSeenAgain()
    {
        await using var page = await OpenAsync("/health");
        await HideAsync(page, true);
        var asleep = await Eventually.SatisfiesAsync(() => TwiceAsync(page), clocks => clocks.Before == clocks.After, "a page at rest");
        await city.SendAsync("hp-17", "{");
        Assert.Equal(asleep.After, await ClockAsync(page));
        await HideAsync(page, false);
        await page.SeesAsync(page.Page.Locator("tr[data-device='hp-17']"), "1 rejected");
        await page.EndsQuietlyAsync();
    }

    async Task<OperatorPage> OpenAsync(string path)
    {
        var page = await city.PageAsync();
        await page.OpenAsync(path);
        await page.SeesAsync(page.Page.Locator(".parts > li").First);
        return page;
    }

    static async Task SignInAsync(OperatorPage page, string path)
    {
        await page.Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await page.Page.Locator("button[value='administrator']").ClickAsync();
        await page.SeesAsync(page.Page.Locator(".parts > li").First);
    }

    static async Task<long> NumberAsync(OperatorPage page, string word) => long.Parse(
        Regex.Replace(await page.Page.Locator($"#ledger .box[data-word='{word}'] .number").InnerTextAsync(), @"\D", ""), System.Globalization.CultureInfo.InvariantCulture);

    static Task<string> ClockAsync(OperatorPage page) => page.Page.Locator("#state .as-of").InnerTextAsync();

    /// <summary>The page's clock, and again after the bar's has moved on by two seconds.</summary>
    static async Task<(string Before, string After)> TwiceAsync(OperatorPage page)
    {
        var before = await ClockAsync(page);
        for (var beat = 0; beat < 2; beat++)
        {
            var bar = page.Page.Locator(".city-clock .time");
            await Expect(bar).Not.ToHaveTextAsync(await bar.InnerTextAsync());
        }

        return (before, await ClockAsync(page));
    }

    /// <summary>What a browser says when another tab is put before the page.</summary>
    static async Task HideAsync(OperatorPage page, bool hidden) => await page.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
}
