using System.Text.Json;
using Microsoft.Playwright;

namespace CityOps.Benchmarks.Screen;

/// <summary>A real browser on the operations page that notes, by itself and apart from the product's own meter, when each alert was painted.</summary>
sealed class ScreenBrowser : IAsyncDisposable
{
    /// <summary>Painted is after the frame that follows the change: a message sent in the frame's callback comes behind its painting.</summary>
    const string Watch = """
        window.painted = {};
        new MutationObserver(changes => {
          const fresh = changes.flatMap(change => [...change.addedNodes]).filter(node => node.matches?.('li.alert') && !(node.dataset.alert in window.painted));
          if (fresh.length > 0) {
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => fresh.forEach(node => window.painted[node.dataset.alert] ??= performance.timeOrigin + performance.now());
              port2.postMessage(null);
            });
          }
        }).observe(document.body, { subtree: true, childList: true });
        """;

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;
    readonly IPage _page;
    readonly ICDPSession _session;

    ScreenBrowser(IPlaywright playwright, IBrowser browser, IPage page, ICDPSession session) =>
        (_playwright, _browser, _page, _session) = (playwright, browser, page, session);

    public string Version => _browser.Version;

    /// <summary>Returns when the page is alive and its map is drawn.</summary>
    public static async Task<ScreenBrowser> OpenAsync(string program, Uri address)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--no-first-run", "--disable-background-networking", "--disable-sync"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1920, Height = 1080 }, Locale = "en-GB" });
        await page.GotoAsync(new Uri(address, "sign-in?returnUrl=%2F").ToString());
        await page.Locator("button[value='operator']").ClickAsync();
        await page.Locator("#map .map[data-state='ready']").WaitForAsync();
        return new ScreenBrowser(playwright, browser, page, await browser.NewBrowserCDPSessionAsync());
    }

    public Task WatchAsync() => _page.EvaluateAsync($"() => {{ {Watch} }}");

    /// <summary>When each alert was painted, Unix ms, by its id.</summary>
    public async Task<Dictionary<string, double>> PaintedAsync() =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(await _page.EvaluateAsync<string>("JSON.stringify(window.painted)"))!;

    /// <summary>CPU seconds of all processes of the browser so far.</summary>
    public async Task<double> CpuSecondsAsync() =>
        (await _session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray().Sum(one => one.GetProperty("cpuTime").GetDouble());

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
