using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>An administrator invites an operator, who comes in by the link, works, and is shut out; in a real browser.</summary>
[Collection(RealCity.Name)]
public sealed class PeopleJourneyTests(OperatorCity city)
{
    const string Password = "correct horse battery";

    [Fact]
    public async Task Invited_WorksAndIsShutOut()
    {
        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/people");
        await admin.Page.Locator("#new-name").FillAsync("bor");
        await admin.Page.Locator("#new-full-name").FillAsync("Bor Kos");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        var link = await admin.Page.Locator("[data-link]").InnerTextAsync();
        var row = admin.Page.Locator("tr[data-person='bor']");
        await admin.SeesAsync(row, "Invited, without a password");
        await admin.ShootAsync("people-en");

        await using var bor = await city.PageAsync();
        await bor.Page.GotoAsync(link);
        await bor.SeesAsync(bor.Page.Locator("main"), "Choose a password for the account bor.");
        await bor.WithoutBarriersAsync();
        await bor.ShootAsync("set-up-en");
        await bor.Page.Locator("#password").FillAsync(Password);
        await bor.Page.Keyboard.PressAsync("Enter");
        await bor.SeesAsync(bor.Page.Locator("[data-live='live']"));
        await bor.SeesAsync(bor.Page.Locator("a.own-account[title='bor']"));
        await bor.SeesNoMoreAsync(bor.Page.GetByRole(AriaRole.Link, new() { Name = "People" }));

        // Not shown, and not given either.
        await bor.OpenAsync("/people");
        await bor.SeesAsync(bor.Page.Locator("main [role='alert']"), "Accounts are for administrators.");
        await bor.OpenAsync("/keys");
        await bor.SeesAsync(bor.Page.Locator("main [role='alert']"), "Keys are for administrators.");

        // What he does has his name.
        await city.RuleAsync("pj nad mejo", "pj-1");
        await city.ReadAsync("pj-1", 90);
        await bor.OpenAsync("/");
        await bor.AcknowledgeButton("pj nad mejo").ClickAsync(new() { Timeout = 2 * OperatorPage.Soon });
        await bor.SeesAsync(bor.Alert("pj nad mejo").Locator(".who"), "bor");

        await row.GetByRole(AriaRole.Button, new() { Name = "Shut the account of bor" }).ClickAsync();
        await admin.SeesAsync(row.Locator("[data-action='enable']"));
        await Expect(bor.Page.Locator("#password")).ToBeVisibleAsync(new() { Timeout = 2 * OperatorPage.Soon });
        Assert.Equal("/sign-in", new Uri(bor.Page.Url).AbsolutePath);
        await bor.Page.Locator("#name").FillAsync("bor");
        await bor.Page.Locator("#password").FillAsync(Password);
        await bor.Page.Keyboard.PressAsync("Enter");
        await bor.SeesAsync(bor.Page.Locator("#refusal"), "Name and password do not fit");

        // The link worked once.
        await bor.Page.GotoAsync(link);
        await bor.SeesAsync(bor.Page.Locator("main [role='alert']"), "This link does not hold any more");
        await admin.EndsQuietlyAsync("people-after");
    }

    [Fact]
    public async Task LastAdministrator_CannotBeShutOrDemoted()
    {
        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/people");
        await admin.Page.Locator("#new-name").FillAsync("only");
        await admin.Page.Locator("form [data-role]").SelectOptionAsync("Administrator");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        var row = admin.Page.Locator("tr[data-person='only']");
        await row.GetByRole(AriaRole.Button, new() { Name = "Shut the account of only" }).ClickAsync();
        await admin.SeesAsync(admin.Page.Locator(".refusal"), "this is the last one");
        await row.Locator("[data-role]").SelectOptionAsync("Viewer");
        await admin.SeesAsync(admin.Page.Locator(".refusal"), "this is the last one");
        await admin.SeesAsync(row, "Invited");
        await admin.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Key_IsShownOnce_OpensTheApiAndIsRevoked()
    {
        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/keys");
        await admin.Page.Locator("#key-name").FillAsync("grafana");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        var key = await admin.Page.Locator("[data-key]").InnerTextAsync();
        Assert.StartsWith("cityops_", key, StringComparison.Ordinal);
        await admin.WithoutBarriersAsync();
        await admin.FitsAsync();
        await admin.ShootAsync("keys-en");
        Assert.Equal(200, await city.AskWithAsync(key, "/api/v1/rules"));
        await admin.Page.ReloadAsync();
        var row = admin.Page.Locator("tr[data-key-id]").Filter(new() { HasText = "grafana" });
        await admin.SeesAsync(row);
        await admin.SeesNoMoreAsync(admin.Page.Locator("[data-key]"));
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke the key of grafana" }).ClickAsync();
        await admin.SeesAsync(row, "Revoked");
        Assert.Equal(401, await city.AskWithAsync(key, "/api/v1/rules"));
        await admin.EndsQuietlyAsync();
    }

    [Fact]
    public async Task AuditPage_ShowsWhoChangedWhat_AndChecksTheChain()
    {
        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/keys");
        var began = Today();
        await admin.Page.Locator("#key-name").FillAsync("<b>audited</b>");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("[data-key]"));
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Audit trail" }).ClickAsync();
        var row = admin.Page.Locator("tr[data-act='key.create']").First;
        await admin.SeesAsync(row, "demo-administrator");
        await admin.SeesAsync(row, "name: – → <b>audited</b>");
        Assert.Contains(await row.Locator(".where").First.InnerTextAsync(), new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1" });
        await admin.Page.Locator("#audit-kind").SelectOptionAsync("key");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Eventually.SatisfiesAsync(() => Task.FromResult(new Uri(admin.Page.Url).Query), query => query == "?kind=key", "the filter is in the address");
        await admin.SeesAsync(row);
        await admin.Page.Locator("[data-action='verify']").ClickAsync();
        await admin.SeesAsync(admin.Page.Locator("[data-verdict='holds']"), "entries hold");
        var file = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = "Save as CSV" }).ClickAsync());
        Assert.Equal("audit.csv", file.SuggestedFilename);
        await DaysFilterAsync(admin, began);
        await admin.WithoutBarriersAsync();
        await admin.EndsQuietlyAsync("audit-en");
    }

    [Fact]
    public async Task NewAlert_Sounds_WhereTheAccountHasItOn()
    {
        await using var admin = await city.PageAsync();
        await admin.AsAsync("administrator", "/people");
        await admin.Page.Locator("#new-name").FillAsync("ema");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await using var ema = await city.PageAsync();
        await ema.Page.AddInitScriptAsync("window.tones = []; const start = OscillatorNode.prototype.start; OscillatorNode.prototype.start = function (at) { window.tones.push(this.frequency.value); return start.call(this, at); };");
        await ema.Page.GotoAsync(await admin.Page.Locator("[data-link]").InnerTextAsync());
        await ema.Page.Locator("#password").FillAsync(Password);
        await ema.Page.Keyboard.PressAsync("Enter");
        await ema.SeesAsync(ema.Page.Locator("[data-live='live']"));
        await ema.Page.Locator("h1, main").First.ClickAsync();

        await city.RuleAsync("zvok ena", "snd-1", "critical");
        await city.ReadAsync("snd-1", 90);
        await ema.SeesAsync(ema.Alert("zvok ena"));
        await Eventually.SatisfiesAsync(() => ema.Page.EvaluateAsync<int[]>("window.tones"), tones => tones is [880, 880], "two high tones");

        await ema.Page.GotoAsync("/account");
        await ema.Page.Locator("#sound").UncheckAsync();
        await ema.Page.Locator("#announcements").SelectOptionAsync("Critical");
        await ema.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await ema.SeesAsync(ema.Page.GetByText("Saved.", new() { Exact = true }));
        await ema.OpenAsync();
        await ema.Page.Locator("main").First.ClickAsync();
        await city.RuleAsync("zvok dve", "snd-2", "critical");
        await city.ReadAsync("snd-2", 90);
        await ema.SeesAsync(ema.Page.Locator("[data-announce='assertive']"), "zvok dve");
        Assert.Empty(await ema.Page.EvaluateAsync<int[]>("window.tones"));

        // Said with the same drawing that lists it, or not at all.
        await city.RuleAsync("zvok tri", "snd-3");
        await city.ReadAsync("snd-3", 90);
        await ema.SeesAsync(ema.Alert("zvok tri"));
        Assert.DoesNotContain("zvok tri", string.Concat(await ema.Page.Locator("[data-announce]").AllInnerTextsAsync()), StringComparison.Ordinal);
        await ema.EndsQuietlyAsync();
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("sl", true)]
    public async Task Pages_HaveNoBarrier_AndFitAPhone(string language, bool isDark)
    {
        await using var admin = await city.PageAsync(isDark);
        await admin.AsAsync("administrator", $"/culture/set?culture={language}&returnUrl=%2Fpeople");
        await admin.SeesAsync(admin.Page.Locator("#people-title"));
        foreach (var path in (string[])["/people", "/keys", "/audit", "/alerts", "/devices", "/history", "/log", "/handover", "/performance", "/maintenance", "/reports", "/notifications", "/jobs", "/rules", "/rules?do=new", "/rules?do=import", "/account", "/sign-in", "/accessibility", "/wall"])
        {
            await admin.Page.SetViewportSizeAsync(1440, 844);
            await admin.Page.GotoAsync(path);
            await admin.SeesAsync(admin.Page.Locator("h1"));
            await Expect(admin.Page.Locator("main")).Not.ToBeEmptyAsync();
            await admin.FitsAsync();
            await admin.WithoutBarriersAsync();
            await admin.ShootAsync($"{Named(path)}-{language}");
            await admin.Page.SetViewportSizeAsync(320, 844);
            await admin.FitsAsync();
            await admin.ShootAsync($"{Named(path)}-{language}-phone");
        }

        await admin.EndsQuietlyAsync();

        static string Named(string path) => path[1..].Replace("?do=", "-", StringComparison.Ordinal);
    }

    /// <summary>Days are the city's; both ends count.</summary>
    /// <param name="began">Before what is asked for: it may be midnight meanwhile.</param>
    static async Task DaysFilterAsync(OperatorPage admin, DateTimeOffset began)
    {
        foreach (var (first, last, entries) in ((DateTimeOffset, DateTimeOffset, bool)[])[(began, Today(), true), (began.AddDays(-2), began.AddDays(-2), false)])
        {
            var (from, to) = (first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await admin.Page.Locator("#audit-from").FillAsync(from);
            await admin.Page.Locator("#audit-to").FillAsync(to);
            await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
            await Eventually.SatisfiesAsync(() => Task.FromResult(admin.Page.Url), url => url.Contains($"from={from}&to={to}", StringComparison.Ordinal), "the days are in the address");
            await (entries ? admin.SeesAsync(admin.Page.Locator("tr[data-act='key.create']").First) : admin.SeesAsync(admin.Page.Locator("main .empty")));
        }
    }

    static DateTimeOffset Today() => TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));
}
