using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The page of history in a real browser: chosen by keyboard, looked at, kept in a link, saved; also on the day of 25 hours.</summary>
[Collection(RealCity.Name)]
public sealed class HistoryPageTests(OperatorCity city)
{
    const long MinuteMs = 60_000;

    [Theory]
    [InlineData("en", false, "2-minute means", "Stands still", "Lowest")]
    [InlineData("sl", true, "2-minutna povprečja", "Miruje", "Najnižje")]
    public async Task View_IsChosenByKeyboard_AndItsLinkBringsItBack(string language, bool isDark, string step, string still, string lowest)
    {
        await using var page = await city.PageAsync(isDark);
        await MeasureAsync($"hs-{language}", 20, 70);
        await page.AsAsync("viewer", $"/culture/set?culture={language}&returnUrl={Uri.EscapeDataString($"/history?q=hs-{language}")}");
        var box = page.Page.Locator($"[data-series='hs-{language}:pm10']");
        await page.SeesAsync(box);
        await page.WithoutBarriersAsync();
        await box.FocusAsync();
        await page.Page.Keyboard.PressAsync("Space");
        await page.SeesAsync(page.Page.Locator(".history-chosen"), "PM10");
        await page.SeesAsync(page.Page.Locator(".history-chart canvas"));
        await page.SeesAsync(page.Page.Locator(".history-chart h2"), step);
        await page.ShootAsync($"history-{language}");
        if (language == "sl")
        {
            PageTexts.AssertSlovenian(await PageTexts.OfAsync(page), except: "demo-viewer");
        }

        var picture = page.Page.Locator(".history-chart .trend-picture");
        await picture.FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await page.SeesAsync(page.Page.Locator(".history-chart .trend-read-out"), language == "en" ? "70.0" : "70,0");
        await page.Page.Keyboard.PressAsync("+");
        await page.SeesAsync(page.Page.Locator(".history-chart .trend-note"), still);
        await page.Page.Locator("[data-look='previous']").ClickAsync();
        await page.Page.Locator("[data-look='envelope']").ClickAsync();
        await page.Page.Locator("[data-look='table']").ClickAsync();
        await page.SeesAsync(page.Page.Locator(".history-chart thead"), lowest);
        await Eventually.SatisfiesAsync(() => Task.FromResult(page.Page.Url), url => url.Contains("zoom=", StringComparison.Ordinal) && url.Contains("table=true", StringComparison.Ordinal), "all of it is in the address");
        await page.WithoutBarriersAsync();

        var link = (await page.Page.Locator("[data-action='link']").GetAttributeAsync("href"))!;
        Assert.All((string[])["series=hs-", "from=", "to=", "zoom=", "envelope=off", "previous=true", "table=true"], part => Assert.Contains(part, link, StringComparison.Ordinal));
        await page.OpenAsync(new Uri(link).PathAndQuery);
        await page.SeesAsync(page.Page.Locator(".history-chart .trend-note"), still);
        await page.SeesAsync(page.Page.Locator(".history-chart tbody td").First, "µg/m³");
        foreach (var look in (string[])["previous", "table"])
        {
            await Expect(page.Page.Locator($"[data-look='{look}']")).ToHaveAttributeAsync("aria-pressed", "true");
        }

        await page.Page.Locator("[data-zoom='reset']").ClickAsync();
        await Eventually.SatisfiesAsync(() => Task.FromResult(page.Page.Url), url => !url.Contains("zoom=", StringComparison.Ordinal), "the zoom has left the address");
        await page.Page.SetViewportSizeAsync(320, 844);
        await page.FitsAsync();
        await page.WithoutBarriersAsync();
        await page.EndsQuietlyAsync($"history-phone-{language}");
    }

    [Fact]
    public async Task SeveralUnits_HaveAPictureEach_AndOneCursorAndZoom()
    {
        await using var page = await city.PageAsync();
        await MeasureAsync("hm-1", 20, 30);
        await city.SendAsync("hm-1", JsonSerializer.Serialize(new { ts = Now - MinuteMs, m = new { pm10 = 24, temperature = 21.5 } }));
        await MeasureAsync("hm-2", 35, 45);
        await page.AsAsync("viewer", "/history?range=6&series=hm-1:pm10,hm-2:pm10,hm-1:temperature");
        var charts = page.Page.Locator(".history-chart");
        await Expect(charts.Locator("canvas")).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        await page.SeesAsync(charts.Nth(0).Locator(".u-legend"), "2 PM10");
        await page.SeesAsync(charts.Nth(1).Locator(".u-legend"), "3 ");
        await charts.Nth(0).Locator(".trend-picture").FocusAsync();
        await page.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await page.SeesAsync(charts.Nth(1).Locator(".trend-note"), "Stands still");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.SeesNoMoreAsync(page.Page.Locator(".trend-tools[data-still]"));
        await page.WithoutBarriersAsync();
        foreach (var (width, height) in ((int, int)[])[(1920, 1080), (390, 844)])
        {
            await page.Page.SetViewportSizeAsync(width, height);
            await page.FitsAsync();
            await page.ShootAsync($"history-units-{width}");
        }

        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task SeventhSeries_CannotBeChosen_AndPeriodsThatAreNoneAreRefused()
    {
        await using var page = await city.PageAsync();
        await city.SendAsync("hl-1", JsonSerializer.Serialize(new { ts = Now, m = new { pm10 = 1, pm25 = 1, no2 = 1, o3 = 1, temperature = 1, humidity = 1, pressure = 950 } }));
        await Eventually.SatisfiesAsync(async () => (await city.GetAsync("/api/v1/series?device=hl-1"))["items"]!.AsArray().Count, count => count == 7, "seven series");
        await page.AsAsync("viewer", "/history?q=hl-1");
        var boxes = page.Page.Locator(".history-series input");
        await Expect(boxes).ToHaveCountAsync(7, new() { Timeout = OperatorPage.Soon });
        for (var i = 0; i < 6; i++)
        {
            await boxes.Nth(i).CheckAsync();
            await Expect(page.Page.Locator(".history-chosen li")).ToHaveCountAsync(i + 1);
        }

        await Expect(boxes.Nth(6)).ToBeDisabledAsync();
        await page.SeesAsync(page.Page.Locator("#history-limit"), "All 6 values are chosen");
        await page.Page.Locator(".history-chosen button").First.ClickAsync();
        await Expect(boxes.Nth(6)).ToBeEnabledAsync();

        await page.Page.Locator("#history-from").FillAsync("2026-03-29T02:30");
        await page.Page.Locator("#history-to").FillAsync("2026-03-29T12:00");
        await page.Page.Locator(".history-tools button[type='submit']").ClickAsync();
        await page.SeesAsync(page.Page.Locator(".history-tools [role='alert']"), "one hour is skipped in spring");
        await page.Page.Locator("#history-from").FillAsync("2026-03-29T00:00");
        await page.Page.Locator(".history-tools button[type='submit']").ClickAsync();
        await page.SeesAsync(page.Page.Locator("#history-period"), "(UTC+01:00)");
        Assert.Contains("from=2026-03-28T23%3A00%3A00Z&to=2026-03-29T10%3A00%3A00Z", page.Page.Url, StringComparison.Ordinal);
        await page.SeesAsync(page.Page.Locator(".history-chart .trend-note").First, "No values in this period.");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task Chosen_WhileTheScriptComes_IsDrawnOnce()
    {
        await using var page = await city.PageAsync();
        await city.SendAsync("hx-1", JsonSerializer.Serialize(new { ts = Now, m = new { pm10 = 1, humidity = 1 } }));
        await Eventually.SatisfiesAsync(async () => (await city.GetAsync("/api/v1/series?device=hx-1"))["items"]!.AsArray().Count, count => count == 2, "two series");
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.Page.RouteAsync(new Regex("/ui/history\\..*js"), async route =>
        {
            asked.TrySetResult();
            await released.Task;
            await route.ContinueAsync();
        });
        await page.AsAsync("viewer", "/history?q=hx-1");
        await page.Page.Locator("[data-series='hx-1:humidity']").CheckAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await page.Page.Locator("[data-series='hx-1:pm10']").CheckAsync();
        await Expect(page.Page.Locator(".history-chosen li")).ToHaveCountAsync(2);
        released.SetResult();

        var pictures = page.Page.Locator(".history-chart");
        await Expect(pictures).ToHaveCountAsync(2, new() { Timeout = OperatorPage.Soon });
        await page.Page.Locator(".history-chosen button").First.ClickAsync();
        await Expect(pictures).ToHaveCountAsync(1);
        await page.SeesAsync(pictures.Locator("h2"), "PM10");
        await page.EndsQuietlyAsync();
    }

    /// <summary>Readings of that day are made up at the border of the browser: the store of a city that began today has none.</summary>
    [Theory]
    [InlineData("en", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "25 Oct 02:30 UTC+2", "25 Oct 02:30 UTC+1", 50)]
    [InlineData("sl", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "25. okt. 02:30 UTC+2", "25. okt. 02:30 UTC+1", 50)]
    [InlineData("en", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "29 Mar 01:30", "29 Mar 03:00", 46)]
    public async Task DayOfTheClockChange_HasItsHours(string language, string from, string to, string one, string next, int halfHours)
    {
        await using var page = await city.PageAsync();
        await MeasureAsync("hd-1", 20, 30);
        await page.Page.RouteAsync(new Regex("/api/v1/readings\\?"), route => route.FulfillAsync(new() { ContentType = "application/json", Body = HalfHours(from, to) }));
        await page.AsAsync("viewer", $"/culture/set?culture={language}&returnUrl={Uri.EscapeDataString($"/history?series=hd-1:pm10&from={from}&to={to}&table=true")}");
        var times = page.Page.Locator(".history-chart tbody th");
        await Expect(times).ToHaveCountAsync(halfHours, new() { Timeout = OperatorPage.Soon });
        var texts = (await times.AllInnerTextsAsync()).Reverse().ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        var at = texts.IndexOf(one);
        Assert.True(at >= 0, string.Join('\n', texts));
        Assert.Contains(next, texts.Skip(at + 1).Take(2));

        await page.Page.Locator("[data-look='table']").ClickAsync();
        var picture = page.Page.Locator(".history-chart .trend-picture");
        await page.SeesAsync(picture.Locator("canvas"));
        await picture.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        for (var i = 0; i < at; i++)
        {
            await page.Page.Keyboard.PressAsync("ArrowRight");
        }

        await page.SeesAsync(page.Page.Locator(".history-chart .trend-read-out"), one);
        await page.EndsQuietlyAsync($"history-dst-{language}-{halfHours}");
    }

    [Fact]
    public async Task File_HasWhatIsShown_WithTheZoneNamed()
    {
        await using var page = await city.PageAsync();
        await MeasureAsync("hf-1", 20, 30);
        await page.AsAsync("viewer", "/history?series=hf-1:pm10&range=6");
        await page.SeesAsync(page.Page.Locator(".history-chart canvas"));
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator("[data-action='export']").ClickAsync());
        Assert.Equal("history.csv", download.SuggestedFilename);
        var csv = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("time_utc,time Europe/Ljubljana,series,mean,min,max,count,unit,bucket", csv[0]);
        Assert.Equal(2, csv.Length - 1);
        Assert.Matches(@"^[\d-]+T[\d:.]+Z,[\d-]+T[\d:]+\+0[12]:00,hf-1:pm10,20,20,20,1,ug/m3,30s$", csv[1]);

        download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator("[data-action='readings']").ClickAsync());
        Assert.Matches(@"^hf-1_pm10_\d{8}T\d{6}Z_\d{8}T\d{6}Z\.csv$", download.SuggestedFilename);
        csv = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("time,time Europe/Ljubljana,series,value,unit,quality,domain", csv[0]);
        Assert.Equal(2, csv.Length - 1);
        Assert.Matches(@"^[\d-]+T[\d:.]+Z,[\d-]+T[\d:.]+\+0[12]:00,hf-1:pm10,30,ug/m3,good,air$", csv[2]);
        await page.EndsQuietlyAsync();
    }

    static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What a device measured half an hour ago and now, in the store.</summary>
    async Task MeasureAsync(string device, double then, double now)
    {
        await city.SendAsync(device, JsonSerializer.Serialize(new { ts = Now - (30 * MinuteMs), m = new { pm10 = then } }));
        await city.SendAsync(device, JsonSerializer.Serialize(new { ts = Now - (2 * MinuteMs), m = new { pm10 = now } }));
        await Eventually.SatisfiesAsync(
            async () => (await city.GetAsync($"/api/v1/series?device={device}"))["items"]!.AsArray().Count, count => count > 0, "the series is known");
    }

    static string HalfHours(string from, string to)
    {
        var (first, last) = (DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), DateTimeOffset.Parse(to, CultureInfo.InvariantCulture));
        var count = (int)((last - first) / TimeSpan.FromMinutes(30));
        return JsonSerializer.Serialize(new
        {
            bucket = "30m",
            items = Enumerable.Range(0, count).Select(i => new { t = first.AddMinutes(30 * i).ToUnixTimeMilliseconds(), mean = 20 + (i % 7), min = 18, max = 30, count = 6 }),
        });
    }
}
