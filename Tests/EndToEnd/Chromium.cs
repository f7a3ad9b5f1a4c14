using Microsoft.Playwright;

namespace CityOps.Tests.EndToEnd;

/// <summary>One real browser, with a profile of its own that goes with it. A page of it has its own cookies.</summary>
sealed class Chromium : IAsyncDisposable
{
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    static Chromium() => Assertions.SetDefaultExpectTimeout(30_000);

    Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <param name="host">A name that it finds on this machine, whatever a name server says.</param>
    public static async Task<Chromium> StartAsync(string program, string? host = null)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                .. host is null ? (string[])[] : [$"--host-resolver-rules=MAP {host} 127.0.0.1"],
            ],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A window of 1440 × 900 without animations, asking for English.</summary>
    public async Task<OperatorPage> OpenAsync(Uri address, bool isDark = false, Func<string>? citySays = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            // Certificates of tests are signed by nobody.
            IgnoreHTTPSErrors = true,
        });
        if (isDark)
        {
            await context.AddCookiesAsync([new() { Name = "cityops-theme", Value = "dark", Url = address.ToString() }]);
        }

        return new OperatorPage(await context.NewPageAsync()) { CitySays = citySays };
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
