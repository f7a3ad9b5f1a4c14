using System.Globalization;
using System.Text.Json.Nodes;
using CityOps.Tests.Ingestion.Notifications.Channels;
using CityOps.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>A person chooses how to be told, on the page of the account, in a real browser and by keyboard.</summary>
[Collection(RealCity.Name)]
public sealed class OwnNotificationsPageTests
{
    const string Password = "correct horse battery";
    const string Plan = """
        {
          "contacts": [{"id":"ana","name":"Ana Novak","account":"ana","email":"ana@example.org","phone":"+38641000001","channels":[{"channel":"email"},{"channel":"sms","from":"critical"}]},{"id":"bor","name":"Bor Kos"}],
          "routes": [{"id":"all","name":"Vse","steps":[{"to":["contact:ana"],"after":"00:05:00"}]}]
        }
        """;

    [Fact]
    public async Task Person_ChoosesByKeyboard_InSlovenian()
    {
        using var data = new TempFolder();
        await using var mail = await MailServer.StartAsync();
        await using var city = await CityProcess.StartAsync(
            data.Path, "Development", "--Notifications:Email:Host=127.0.0.1", $"--Notifications:Email:Port={mail.Port.ToString(CultureInfo.InvariantCulture)}", "--Notifications:Email:Security=None",
            "--Notifications:Email:From=city@example.org");
        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        await using var ana = await browser.OpenAsync(city.BaseAddress, citySays: () => city.Output);
        await InvitedAsync(browser, city, ana);
        var page = ana.Page;
        await ana.OpenInSlovenianAsync();
        await page.GotoAsync("/account");
        await ana.SeesAsync(page.Locator("#told"), "Načrt obveščanja še nima nobenega stika");
        await PlanAsync(city);
        await page.ReloadAsync();
        await ana.SeesAsync(page.Locator("[data-told='sms']"), "+38641000001");
        await ana.SeesAsync(page.Locator("#told-away-sms"), "trenutno ni nastavljen");

        await ana.TabToAsync("#told-by-email");
        await page.Keyboard.PressAsync("ArrowUp");
        await ana.TabToAsync("#told-by-sms");
        await page.Keyboard.PressAsync("ArrowUp");
        await ana.TabToAsync("#quiet-from-0");
        await page.Keyboard.TypeAsync("22:00");
        await ana.TabToAsync("#quiet-until-0");
        await page.Keyboard.TypeAsync("6.00");
        await ana.TabToAsync("[value='Saturday']");
        await page.Keyboard.PressAsync(" ");
        await ana.TabToAsync("[data-action='save-told']");
        await page.Keyboard.PressAsync("Enter");
        await ana.SeesAsync(page.Locator("#told [role='status']"), "Shranjeno.");
        await Expect(page.Locator("#quiet-until-0")).ToHaveValueAsync("06:00");
        var contact = (await PlanNowAsync(city))["contacts"]![0]!;
        Assert.Equal("""[{"channel":"email","from":"minor"}]""", contact["channels"]!.ToJsonString());
        Assert.Equal("""{"hours":["22:00-06:00"],"days":["sat"],"months":[],"holidays":"any"}""", contact["quiet"]!.ToJsonString());
        Assert.Equal("+38641000001", (string?)contact["phone"]);
        await LooksRightAsync(ana);

        // What nobody could be told by is refused, and what was filled in stays.
        await page.Locator("#told-by-email").SelectOptionAsync("");
        await page.Locator("#quiet-until-0").FillAsync("07:00");
        await page.Locator("[data-action='save-told']").PressAsync("Enter");
        await ana.SeesAsync(page.Locator("#told-problem"), "Izberite vsaj en kanal");
        await Expect(page.Locator("#quiet-until-0")).ToHaveValueAsync("07:00");
        await ana.WithoutBarriersAsync();
        await ana.ShootAsync("told-refused-sl");

        await PlanAsync(city, Plan.Replace("Bor Kos", "Bor Novak", StringComparison.Ordinal));
        await page.Locator("#told-by-email").SelectOptionAsync("major");
        await page.Locator("[data-action='save-told']").PressAsync("Enter");
        await ana.SeesAsync(page.Locator("#told-problem"), "Načrt je bil medtem spremenjen.");
        await Expect(page.Locator("#told-by-email")).ToHaveValueAsync("warning");

        await page.Locator("button[name='channel']").PressAsync("Enter");
        await ana.SeesAsync(page.Locator("#told [role='status']"), "Preizkusno sporočilo je na poti");
        var test = Assert.Single(await Eventually.SatisfiesAsync(() => Task.FromResult(mail.Mails), mails => mails.Count > 0, "a mail"));
        Assert.Equal("ana@example.org", test.To.Mailboxes.Single().Address);
        await ana.EndsQuietlyAsync();
    }

    static async Task LooksRightAsync(OperatorPage ana)
    {
        PageTexts.AssertSlovenian(await PageTexts.OfAsync(ana), except: "ana novak example org");
        foreach (var (language, theme) in ((string, string)[])[("sl", "light"), ("sl", "dark"), ("en", "light"), ("en", "dark")])
        {
            await ana.Page.Context.AddCookiesAsync([new() { Name = "cityops-theme", Value = theme, Url = ana.Page.Url }]);
            await ana.Page.GotoAsync($"/culture/set?culture={language}&returnUrl=%2Faccount");
            foreach (var width in (int[])[1440, 360, 320])
            {
                await ana.Page.SetViewportSizeAsync(width, 900);
                await ana.FitsAsync();
                await ana.WithoutBarriersAsync();
                await ana.ShootAsync($"told-{language}-{theme}-{width.ToString(CultureInfo.InvariantCulture)}", whole: true);
            }
        }

        await ana.Page.SetViewportSizeAsync(1440, 900);
        await ana.Page.GotoAsync("/culture/set?culture=sl&returnUrl=%2Faccount");
    }

    /// <summary>An account with the name that the plan has, by an administrator's link.</summary>
    static async Task InvitedAsync(Chromium browser, CityProcess city, OperatorPage ana)
    {
        await using var admin = await browser.OpenAsync(city.BaseAddress);
        await admin.AsAsync("administrator", "/people");
        await admin.Page.Locator("#new-name").FillAsync("ana");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await ana.Page.GotoAsync(await admin.Page.Locator("[data-link]").InnerTextAsync());
        await ana.Page.Locator("#password").FillAsync(Password);
        await ana.Page.Keyboard.PressAsync("Enter");
        await ana.SeesAsync(ana.Page.Locator("[data-live='live']"));
    }

    static async Task PlanAsync(CityProcess city, string plan = Plan)
    {
        using var answer = await city.Http.PutAsync("/api/v1/notifications/plan", new StringContent(plan));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static async Task<JsonNode> PlanNowAsync(CityProcess city) => JsonNode.Parse(await city.Http.GetStringAsync("/api/v1/notifications/plan"))!;
}
