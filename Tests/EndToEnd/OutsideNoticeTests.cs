using System.Text.Json;
using Microsoft.Playwright;

namespace CityOps.Tests.EndToEnd;

/// <summary>Alerts as notifications of a real browser. Whether somebody looks is emulated; the notifications are the browser's own, and written down as the page makes them.</summary>
[Collection(RealCity.Name)]
public sealed class OutsideNoticeTests(OperatorCity city)
{
    const string Recorder = """
        window.shown = []; window.takenBack = []; window.made = []; window.away = false;
        window.Notification = class extends Notification {
          constructor(title, options) { super(title, options); window.shown.push({ title, body: options.body, tag: options.tag, stays: !!options.requireInteraction }); window.made.push(this); }
          close() { window.takenBack.push(this.tag); super.close(); }
        };
        Object.defineProperty(document, "hidden", { get: () => window.away });
        Object.defineProperty(document, "visibilityState", { get: () => window.away ? "hidden" : "visible" });
        document.hasFocus = () => !window.away;
        window.leave = away => { window.away = away; document.dispatchEvent(new Event("visibilitychange")); window.dispatchEvent(new Event(away ? "blur" : "focus")); };
        """;

    [Fact]
    public async Task NewAlert_IsShownOnceToWhoLooksAway_AndClosedWhenAcknowledged()
    {
        await using var first = await PageAsync();
        await SwitchOnAsync(first);
        await using var second = new OperatorPage(await first.Page.Context.NewPageAsync());
        await second.Page.AddInitScriptAsync(Recorder);
        await first.OpenAsync();
        await second.OpenAsync("/rules");

        // Both look, then one: nothing is shown.
        await city.RuleAsync("on ena", "on-1");
        await city.ReadAsync("on-1", 90);
        await first.SeesAsync(first.Alert("on ena"));
        await LeaveAsync(first, others: 1);
        await city.RuleAsync("on dve", "on-2");
        await city.ReadAsync("on-2", 90);
        await first.SeesAsync(first.Alert("on dve"));

        await LeaveAsync(second);
        await city.RuleAsync("on tri", "on-3", "critical");
        await city.ReadAsync("on-3", 90);
        await first.SeesAsync(first.Alert("on tri"));
        var shown = await ShownAsync(first, second, 1);
        var notice = Assert.Single(shown);
        Assert.Equal("Critical: on tri", notice.Title);
        Assert.Contains("90", notice.Body, StringComparison.Ordinal);
        Assert.True(notice.Stays);
        Assert.Equal((string)(await city.AlertsOfAsync("on-3"))[0]!["id"]!, notice.Tag);

        await AcknowledgeAsync("on-3");
        await Eventually.SatisfiesAsync(
            async () => (string[])[.. await ListAsync<string>(first, "takenBack"), .. await ListAsync<string>(second, "takenBack")], closed => closed.Contains(notice.Tag), "it is closed");
        await OverAsync("on-1", "on-2", "on-3");
        await first.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Click_OpensTheAlert_AndAFloodIsOneWithANumber()
    {
        await using var page = await PageAsync();
        await SwitchOnAsync(page);
        await page.OpenAsync();
        await LeaveAsync(page);
        await city.RuleAsync("klik", "kl-1");
        await city.ReadAsync("kl-1", 90);
        var notice = Assert.Single(await ShownAsync(page, null, 1));
        Assert.StartsWith("Major: klik", notice.Title, StringComparison.Ordinal);
        Assert.False(notice.Stays);
        await page.Page.EvaluateAsync("window.made[0].onclick()");
        await page.Page.WaitForURLAsync($"**/alerts/{notice.Tag}");
        await page.SeesAsync(page.Page.Locator("h1"));

        for (var i = 1; i <= 8; i++)
        {
            await city.RuleAsync($"val {i}", $"va-{i}", i == 8 ? "critical" : "minor");
        }

        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => city.ReadAsync($"va-{i}", 90)));
        await Eventually.SatisfiesAsync(
            () => ListAsync<Notice>(page, "shown"), shown => shown[^1].Title == "9 new alerts." && shown[^1].Tag == "cityops-many" && shown[^1].Stays, "one that counts");
        Assert.Contains("1 of them is critical.", (await ListAsync<Notice>(page, "shown"))[^1].Body, StringComparison.Ordinal);
        await OverAsync(["kl-1", .. Enumerable.Range(1, 8).Select(i => $"va-{i}")]);
        await Eventually.SatisfiesAsync(() => ListAsync<string>(page, "takenBack"), closed => closed.Contains("cityops-many"), "it is closed when all are over");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task CriticalOnly_LeavesOutTheRest_AndSwitchedOffLeavesOutAll()
    {
        await using var page = await PageAsync();
        await SwitchOnAsync(page);
        await page.Page.Locator("#outside-which").SelectOptionAsync("critical");
        await page.OpenAsync();
        await LeaveAsync(page);
        await city.RuleAsync("le manj", "le-1");
        await city.ReadAsync("le-1", 90);
        await page.SeesAsync(page.Alert("le manj"));
        await city.RuleAsync("le huje", "le-2", "critical");
        await city.ReadAsync("le-2", 90);
        Assert.Equal("Critical: le huje", Assert.Single(await ShownAsync(page, null, 1)).Title);

        await page.Page.GotoAsync("/account");
        await Assertions.Expect(page.Page.Locator("#outside-which")).ToHaveValueAsync("critical");
        await page.Page.Locator("#outside-on").UncheckAsync();
        await page.SeesAsync(page.Page.Locator("#outside-said"), "Switched off");
        await page.OpenAsync();
        await LeaveAsync(page);
        foreach (var device in (string[])["le-3", "le-4"])
        {
            await city.RuleAsync("le nič " + device, device, "critical");
            await city.ReadAsync(device, 90);
            await page.SeesAsync(page.Alert("le nič " + device));
        }

        // The first of the two was dealt with before the second could be drawn.
        Assert.Empty(await ListAsync<Notice>(page, "shown"));
        await OverAsync("le-1", "le-2", "le-3", "le-4");
        await page.EndsQuietlyAsync();
    }

    /// <summary>In both languages, and nobody is asked before the click.</summary>
    [Theory]
    [InlineData("en", "", "The browser does not allow it.")]
    [InlineData("sl", "", "Brskalnik tega ne dovoli.")]
    [InlineData("en", "delete window.Notification;", "This browser cannot show notifications of a page.")]
    [InlineData("sl", "delete window.Notification;", "Ta brskalnik ne more prikazovati obvestil strani.")]
    [InlineData("en", "Object.defineProperty(window, 'isSecureContext', { value: false });", "only of pages with an https address")]
    [InlineData("sl", "Object.defineProperty(window, 'isSecureContext', { value: false });", "samo za strani z naslovom https")]
    public async Task BrowserThatDoesNotShowAny_IsSaidPlainly(string language, string before, string expected)
    {
        await using var page = await city.PageAsync();
        await page.Page.AddInitScriptAsync($"window.asked = 0; const ask = window.Notification.requestPermission; Notification.requestPermission = () => {{ window.asked++; return ask.call(Notification); }}; {before}");
        await page.AsAsync("viewer", $"/culture/set?culture={language}&returnUrl=%2F");
        await page.Page.GotoAsync("/account");
        var isPossible = before.Length == 0;
        if (isPossible)
        {
            Assert.Equal(0, await page.Page.EvaluateAsync<int>("window.asked"));
            await page.TabToAsync("#outside-on");
            await page.Page.Keyboard.PressAsync(" ");
        }

        await page.SeesAsync(page.Page.Locator("#outside-said"), expected);
        await Assertions.Expect(page.Page.Locator("#outside-on")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.Page.Locator("#outside-on")).ToBeEnabledAsync(new() { Enabled = isPossible });
        Assert.Null(await page.Page.EvaluateAsync<string?>("localStorage.getItem('cityops-outside')"));
        await page.WithoutBarriersAsync();
        await page.EndsQuietlyAsync($"outside-{language}-{before.Length}");
    }

    async Task<OperatorPage> PageAsync()
    {
        var page = await city.PageAsync();
        await page.Page.Context.GrantPermissionsAsync(["notifications"]);
        await page.Page.AddInitScriptAsync(Recorder);
        return page;
    }

    static async Task SwitchOnAsync(OperatorPage page)
    {
        await page.Page.GotoAsync("/account");
        await page.Page.Locator("#outside-on").CheckAsync();
        await page.SeesAsync(page.Page.Locator("#outside-said"), "Switched on");
        Assert.Equal("cityops-try", Assert.Single(await ListAsync<Notice>(page, "shown")).Tag);
    }

    /// <summary>Returns when the browser's locks say so.</summary>
    /// <param name="others">So many other tabs are looked at.</param>
    static async Task LeaveAsync(OperatorPage page, int others = 0)
    {
        Task<int> LookingAsync() => page.Page.EvaluateAsync<int>("async () => (await navigator.locks.query()).held.filter(lock => lock.name === 'cityops-looking').length");
        await Eventually.SatisfiesAsync(LookingAsync, looking => looking == others + 1, "it is looked at");
        await page.Page.EvaluateAsync("window.leave(true)");
        await Eventually.SatisfiesAsync(LookingAsync, looking => looking == others, "it is left");
    }

    async Task AcknowledgeAsync(string device)
    {
        await using var other = await city.PageAsync();
        await other.AsAsync("operator", $"/alerts/{(string)(await city.AlertsOfAsync(device))[0]!["id"]!}");
        await other.Page.Locator("button.acknowledge, [data-action='acknowledge']").First.ClickAsync();
    }

    Task OverAsync(params string[] devices) => Task.WhenAll(devices.Select(device => city.ReadAsync(device, 10)));

    static async Task<IReadOnlyList<Notice>> ShownAsync(OperatorPage first, OperatorPage? second, int count) => await Eventually.SatisfiesAsync(
        async () => (Notice[])[.. await ListAsync<Notice>(first, "shown"), .. second is null ? [] : await ListAsync<Notice>(second, "shown")], shown => shown.Length == count, "notifications");

    static async Task<T[]> ListAsync<T>(OperatorPage page, string name) =>
        JsonSerializer.Deserialize<T[]>(await page.Page.EvaluateAsync<string>($"JSON.stringify(window.{name})"), JsonSerializerOptions.Web)!;

    sealed record Notice(string Title, string Body, string Tag, bool Stays);
}
