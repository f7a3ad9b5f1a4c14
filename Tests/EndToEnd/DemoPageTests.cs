using System.Globalization;
using CityOps.Simulators.Verbs;
using CityOps.Tests.Simulators.Verbs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>People let something go wrong in the demo's city, and see what comes of it; in a real browser on the real program.</summary>
[Collection(RealCity.Name)]
public sealed class DemoPageTests(DemoCityStage stage, OperatorCity quiet, ITestOutputHelper output) : IClassFixture<DemoCityStage>
{
    const float AlertWithin = 90_000;
    const string NavigationLink = "nav a[href='demo']";
    const string Kind = "form[data-kind='transformer-overload']";

    [Fact]
    public async Task StartedIncident_RaisesItsAlertInTheRail_AndIsStopped()
    {
        await using var page = await stage.PageAsync();
        await page.OpenAsync("/demo");
        var place = page.Page.Locator($"{Kind} select").First;
        // The script begins with one of this kind, elsewhere.
        var where = await place.Locator("option").Last.InnerTextAsync();
        await place.SelectOptionAsync(where);
        await page.Page.Locator($"{Kind} select").Nth(1).SelectOptionAsync("100");
        var began = TimeProvider.System.GetTimestamp();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Start: Transformer overload" }).ClickAsync();
        await page.SeesAsync(page.Page.Locator("[role='status'].demo-said"), $"Started: Transformer overload, {where}, until");

        var running = page.Page.Locator("li[data-incident^='incident-']");
        await page.SeesAsync(running, where);
        var expected = running.Locator("li[data-state]").First;
        await page.SeesAsync(expected, "expected between");
        var station = await expected.Locator("[translate='no']").InnerTextAsync();
        await Expect(running.Locator("li[data-state='raised']").First).ToBeVisibleAsync(new() { Timeout = AlertWithin });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"click → alert on the page: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s"));
        await page.ShootAsync("demo-raised");

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "To the alerts" }).ClickAsync();
        await page.SeesAsync(page.Page.Locator("li.alert").Filter(new() { HasText = station }).First);
        await page.ShootAsync("demo-rail");

        await page.Page.Locator(NavigationLink).ClickAsync();
        await running.GetByRole(AriaRole.Button, new() { Name = "Stop: Transformer overload" }).ClickAsync();
        await page.SeesAsync(page.Page.Locator("[role='status'].demo-said"), "Stopped: Transformer overload");
        await page.SeesAsync(running, "Ending");
        Assert.Equal("running-title", await page.FocusAsync());
        await AuditedAsync();
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task KeyboardAlone_StartsAFaultAndStopsIt()
    {
        await using var page = await stage.PageAsync();
        await page.OpenAsync("/demo");
        await page.Page.Locator("#fault-kind").FocusAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.TypeAsync("no-such-device");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("[role='status'].demo-said"), "No device of this city is called no-such-device.");
        await page.Page.Locator("#fault-devices").FillAsync("aq-00*");
        await page.Page.Keyboard.PressAsync("Enter");
        var fault = page.Page.Locator("li[data-fault]");
        await page.SeesAsync(fault, "Values stand still, aq-00*");
        await fault.GetByRole(AriaRole.Button).FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesNoMoreAsync(fault);
        Assert.Equal("faults-title", await page.FocusAsync());
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task IncidentFromOutside_IsOnThePage()
    {
        await using var page = await stage.PageAsync();
        await page.OpenAsync("/demo");
        using var said = new StringWriter();
        var verb = new CommandRun(said, said);
        var port = stage.City!.MqttPort.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(ExitCodes.Done, await verb.InvokeAsync($"incident heat-main-burst --place bezigrad --duration 5m --host localhost --port {port}"));
        var running = page.Page.Locator("li[data-incident]").Filter(new() { HasText = "Heat main burst, Bežigrad" });
        await page.SeesAsync(running);
        var id = (await running.First.GetAttributeAsync("data-incident"))!;
        Assert.Equal(ExitCodes.Done, await verb.InvokeAsync($"incident --stop {id} --host localhost --port {port}"));
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Viewer_OnlyLooks()
    {
        await using var page = await stage.PageAsync();
        await page.AsAsync("viewer", "/demo");
        await page.SeesAsync(page.Page.Locator("main"), "Starting and stopping is for operators.");
        await Expect(page.Page.Locator("main button")).ToHaveCountAsync(0);
        await page.EndsQuietlyAsync();
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("sl", false)]
    public async Task Page_HasNoBarrier_AndFitsAPhone(string language, bool isDark)
    {
        await using var page = await stage.PageAsync(isDark);
        await page.OpenAsync($"/culture/set?culture={language}&returnUrl=%2Fdemo");
        await page.SeesAsync(page.Page.Locator("li[data-incident]").First);
        await page.Page.Locator("#fault-devices").FillAsync("po-*");
        await page.Page.Locator("#fault-form button").ClickAsync();
        await page.SeesAsync(page.Page.Locator("li[data-fault]").First);
        await page.WithoutBarriersAsync();
        foreach (var (width, name) in ((int, string)[])[(1440, "wide"), (768, "tablet"), (320, "phone")])
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.FitsAsync();
            await page.ShootAsync($"demo-{language}-{name}");
        }

        if (language == "sl")
        {
            PageTexts.AssertSlovenian(await PageTexts.OfAsync(page));
        }

        await page.Page.Locator("li[data-fault] button").First.ClickAsync();
        await page.EndsQuietlyAsync($"demo-{language}-end");
    }

    [Fact]
    public async Task WithoutTheDemo_ThereIsNoSuchPage()
    {
        await using var page = await quiet.PageAsync();
        await page.OpenAsync();
        await page.SeesNoMoreAsync(page.Page.Locator(NavigationLink));
        var answer = await page.Page.GotoAsync("/demo");
        Assert.Equal(404, answer!.Status);
        await page.SeesAsync(page.Page.Locator("h1"), "Page not found");
    }

    /// <summary>Who started and stopped it is in the audit trail.</summary>
    async Task AuditedAsync()
    {
        await using var page = await stage.PageAsync();
        await page.AsAsync("administrator", "/audit?kind=demo");
        var entries = page.Page.Locator("main");
        await page.SeesAsync(entries, "demo.stop");
        await page.SeesAsync(entries, "demo-operator");
    }
}
