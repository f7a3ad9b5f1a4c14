using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>
/// A page in a browser, by what a person sees of it. Keeps what the browser complains about: errors of scripts, of the
/// security policy, and answers that failed. With CITYOPS_SCREENSHOTS=folder each page leaves a picture there when it closes.
/// </summary>
sealed class OperatorPage : IAsyncDisposable
{
    /// <summary>For what comes by itself within a second or two on a machine that is doing other things too.</summary>
    public const float Soon = 15_000;

    /// <summary>All that can have the keyboard on one page, once around.</summary>
    const int MostSteps = 400;

    readonly ConcurrentQueue<string> _complaints = new();

    public OperatorPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // How long its software takes to read pixels back for a picture is the browser's own affair.
            if (message.Type is "error" or "warning" && !message.Text.Contains("GL Driver Message (OpenGL, Performance", StringComparison.Ordinal))
            {
                _complaints.Enqueue($"console {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _complaints.Enqueue($"{response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>What the city has written so far, for the one who reads why a test failed.</summary>
    public Func<string>? CitySays { get; init; }

    public ILocator Banner => Page.Locator("#components-reconnect-modal");

    /// <summary>A row of the live table. The page makes only those that fit: narrow it by <c>?q=</c> in a city that other tests fill, too.</summary>
    public ILocator Row(string series) => Page.Locator($"tr[data-series='{series}']");

    public ILocator Alert(string rule) => Page.Locator("li.alert").Filter(new() { Has = Page.Locator("h3", new() { HasText = rule }) });

    public ILocator AcknowledgeButton(string rule) => Alert(rule).Locator("button.acknowledge");

    /// <summary>Opens the operations page and returns when it is alive: the circuit draws and the feed has spoken.</summary>
    public async Task OpenAsync(string path = "/")
    {
        await Page.GotoAsync(path);
        await Expect(Page.Locator("[data-live='live']")).ToBeVisibleAsync(new() { Timeout = 2 * Soon });
    }

    /// <summary>Signs in by one click, as on every developer's machine.</summary>
    public async Task AsAsync(string role, string path)
    {
        await Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await Page.Locator($"button[value='{role}']").ClickAsync();
        await SeesAsync(Page.Locator("[data-live='live']"));
    }

    /// <summary>Opens it in Slovenian, the way the language menu does.</summary>
    public Task OpenInSlovenianAsync(string path = "/") => OpenAsync($"/culture/set?culture=sl&returnUrl={Uri.EscapeDataString(path)}");

    public Task SeesAsync(ILocator what, string text) => WithLastWordsAsync(Expect(what).ToContainTextAsync(text, new() { Timeout = Soon }));

    public Task SeesAsync(ILocator what) => WithLastWordsAsync(Expect(what).ToBeVisibleAsync(new() { Timeout = Soon }));

    public Task SeesNoMoreAsync(ILocator what) => Expect(what).ToHaveCountAsync(0, new() { Timeout = Soon });

    /// <summary>The id of the element that has the keyboard.</summary>
    public Task<string> FocusAsync() => Page.EvaluateAsync<string>("document.activeElement?.id ?? ''");

    /// <summary>Walks by Tab alone until what fits the selector has the keyboard, and fails where it cannot be reached.</summary>
    public async Task TabToAsync(string selector)
    {
        await SeesAsync(Page.Locator(selector).First);
        for (var steps = 0; steps < MostSteps; steps++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.Locator(selector).And(Page.Locator(":focus")).CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"{selector} cannot be reached by keyboard");
    }

    /// <summary>Nothing that axe finds hinders anybody.</summary>
    public async Task WithoutBarriersAsync()
    {
        var found = (await Page.RunAxe()).Violations;
        Assert.True(found.Length == 0, string.Join('\n', found.Select(one =>
            $"{one.Id}: {one.Help}\n{string.Join('\n', one.Nodes.Select(node => $"  {node.Html}"))}")));
    }

    /// <summary>Nothing sticks out to the side: the page is only as wide as the window.</summary>
    public async Task FitsAsync()
    {
        var tooWide = await Page.EvaluateAsync<string>("""
            () => {
              const width = document.documentElement.clientWidth;
              const isCut = one => one !== null && (getComputedStyle(one).overflowX !== "visible" || isCut(one.parentElement));
              const wide = [...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right > width && !isCut(one.parentElement));
              const hidden = [...document.querySelectorAll(".visually-hidden")].filter(one => one.getBoundingClientRect().right > width);
              return document.documentElement.scrollWidth > width ? [...wide, ...hidden].map(one => one.outerHTML.slice(0, 120)).join("\n") || "?" : "";
            }
            """);
        Assert.True(tooWide.Length == 0, tooWide);
    }

    /// <param name="whole">Also what must be scrolled to.</param>
    public async Task ShootAsync(string name, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable("CITYOPS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
        }
    }

    /// <summary>What every test of a page ends with.</summary>
    public async Task EndsQuietlyAsync([CallerMemberName] string name = "")
    {
        await ShootAsync(name);
        Assert.Empty(Complaints);
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    async Task WithLastWordsAsync(Task expected)
    {
        const int Lines = 40;
        try
        {
            await expected;
        }
        catch (PlaywrightException e) when (CitySays is { } says)
        {
            throw new PlaywrightException($"{e.Message}\nThe city's last words:\n{string.Join('\n', says().Split('\n').TakeLast(Lines))}", e);
        }
    }
}
