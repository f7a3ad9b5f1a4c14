using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CityOps.Tests.Dashboard.Access;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;

namespace CityOps.Tests.EndToEnd.Proxy;

/// <summary>Life behind a city's proxy: people, programs and the hub through a real nginx with TLS.</summary>
[Collection(RealCity.Name)]
public sealed class ProxyTests
{
    const string Password = "correct horse battery";

    [Theory]
    [InlineData("/")]
    [InlineData("/ops/")]
    public async Task PeopleAndPrograms_WorkThroughNginx(string path)
    {
        await using var proxied = await ProxiedCity.StartAsync(path);
        await using var browser = await Chromium.StartAsync(Servers.Chromium, NginxServer.Host);
        await using var page = await browser.OpenAsync(proxied.Url);
        Assert.StartsWith(proxied.Url.ToString(), proxied.SetupLink, StringComparison.Ordinal);
        await SetUpAsync(page, proxied.SetupLink);
        Assert.Equal(proxied.Url.ToString(), page.Page.Url);
        await CookiesAreForTlsAsync(page, path);

        var key = await KeyAsync(page);
        await ProgramsWorkAsync(proxied.Url, key);
        await PagesLinkToEachOtherAsync(page, proxied.Url);
        await SignsOutAndInAsync(page, proxied.Url);
        await page.EndsQuietlyAsync($"Proxy{path.Trim('/')}");
        await CallersAreKnownByAddressAsync(proxied, key);
        await LostPageLeadsHomeAsync(page, proxied.Url);
    }

    [Fact]
    public async Task BrowserIsToldToAskForTls_AndPlainRequestsAreSentThere()
    {
        await using var proxied = await ProxiedCity.StartAsync("/");
        using var http = new HttpClient(ProxiedCity.Handler());
        using var page = await http.GetAsync(new Uri(proxied.Url, "sign-in"));
        Assert.Equal("max-age=31536000", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")));
        using var plain = await http.GetAsync(new Uri(proxied.Proxy.PlainUrl, "people?a=b"));
        Assert.Equal((HttpStatusCode.MovedPermanently, new Uri(proxied.Url, "people?a=b")), (plain.StatusCode, plain.Headers.Location));
    }

    [Fact]
    public async Task ProxyThatDoesNotSayTheScheme_GetsThePageThatSaysWhatToSet()
    {
        await using var proxied = await ProxiedCity.StartAsync("/");
        await using var browser = await Chromium.StartAsync(Servers.Chromium, NginxServer.Host);
        var elsewhere = new UriBuilder("http", NginxServer.Host, proxied.City.WebPort).Uri;
        await using var page = await browser.OpenAsync(elsewhere);
        foreach (var language in (string[])["en", "sl"])
        {
            await page.Page.Context.AddCookiesAsync([new() { Name = CookieRequestCultureProvider.DefaultCookieName, Value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language == "en" ? "en-GB" : "sl-SI")), Url = elsewhere.ToString() }]);
            var answer = await page.Page.GotoAsync("/people");
            Assert.Equal(403, answer!.Status);
            await page.SeesAsync(page.Page.Locator("h1"), language == "en" ? "This connection is not protected" : "Ta povezava ni zaščitena");
            await page.SeesAsync(page.Page.Locator("main"), "Web:TrustedProxies");
            await page.SeesAsync(page.Page.Locator($"a[href='{proxied.Url}']"));
            await page.WithoutBarriersAsync();
            await page.ShootAsync($"plain-http-{language}");
        }

        using var http = new HttpClient(ProxiedCity.Handler());
        using var form = await http.PostAsync(new Uri(elsewhere, "/sign-in"), new FormUrlEncodedContent([new("_handler", "password"), new("name", "a"), new("password", Password)]));
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.DoesNotContain("<form", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(elsewhere, "/health/live"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri(elsewhere, "/api/v1/rules"))).StatusCode);
    }

    static async Task SetUpAsync(OperatorPage page, string link)
    {
        await page.Page.GotoAsync(link);
        await page.Page.Locator("#name").FillAsync("ana");
        await page.Page.Locator("#password").FillAsync(Password);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("[data-live='live']"));
        await page.SeesAsync(page.Page.Locator("a.own-account[title='ana']"));
    }

    static async Task CookiesAreForTlsAsync(OperatorPage page, string path)
    {
        var cookies = (await page.Page.Context.CookiesAsync()).Where(cookie => cookie.Name.StartsWith("cityops", StringComparison.Ordinal) || cookie.Name.StartsWith(".AspNetCore", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.True(cookie.Secure, cookie.Name));
        Assert.All(cookies, cookie => Assert.Equal(path.TrimEnd('/'), cookie.Path.TrimEnd('/')));
    }

    static async Task<string> KeyAsync(OperatorPage page)
    {
        await page.Page.Locator("nav a[href='keys']").ClickAsync();
        await page.Page.Locator("#key-name").FillAsync("grafana");
        await page.Page.Locator("form [data-role]").SelectOptionAsync("Administrator");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        return await page.Page.Locator("[data-key]").InnerTextAsync();
    }

    /// <summary>The API, and frames of the hub by WebSocket.</summary>
    static async Task ProgramsWorkAsync(Uri url, string key)
    {
        using var http = new HttpClient(ProxiedCity.Handler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var rules = await http.GetAsync(new Uri(url, "api/v1/rules"));
        Assert.Equal(HttpStatusCode.OK, rules.StatusCode);

        using var handler = ProxiedCity.Handler();
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(url, "hubs/live"), options =>
        {
            options.Headers["Authorization"] = $"Bearer {key}";
            options.HttpMessageHandlerFactory = _ => ProxiedCity.Handler();
            options.WebSocketFactory = async (context, cancel) =>
            {
                var socket = new System.Net.WebSockets.ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
                await socket.ConnectAsync(context.Uri, invoker, cancel);
                return socket;
            };
        }).Build();
        var frame = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.On<JsonElement>("Values", _ => frame.TrySetResult());
        await hub.StartAsync();
        await hub.InvokeAsync("Join", new[] { "all" });
        await frame.Task.WaitAsync(JournalFolder.Limit);
    }

    static async Task PagesLinkToEachOtherAsync(OperatorPage page, Uri url)
    {
        foreach (var one in (string[])["health", "people", "keys", "audit"])
        {
            await page.Page.Locator($"nav a[href='{one}']").ClickAsync();
            await page.SeesAsync(page.Page.Locator($"nav a[href='{one}'][aria-current='page']"));
            Assert.Equal(new Uri(url, one), new Uri(page.Page.Url));
        }

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Language" }).First.ClickAsync();
        await page.Page.GetByText("Slovenščina").First.ClickAsync();
        await page.SeesAsync(page.Page.Locator("h1"), "Revizijska sled");
        Assert.Equal(new Uri(url, "audit"), new Uri(page.Page.Url));
    }

    static async Task LostPageLeadsHomeAsync(OperatorPage page, Uri url)
    {
        await page.Page.GotoAsync(url + "no-such-page");
        await page.SeesAsync(page.Page.Locator("h1"), "Strani ni mogoče najti");
        await page.Page.Locator("main a").ClickAsync();
        await page.SeesAsync(page.Page.Locator("[data-live='live']"));
        Assert.Equal(url, new Uri(page.Page.Url));
    }

    static async Task SignsOutAndInAsync(OperatorPage page, Uri url)
    {
        await page.Page.GotoAsync(url + "account");
        await page.Page.Locator("form[action='sign-out'] button").ClickAsync();
        await page.SeesAsync(page.Page.Locator("#password"));
        await page.Page.GotoAsync(url + "health");
        Assert.StartsWith(url + "sign-in?returnUrl=", page.Page.Url, StringComparison.Ordinal);
        await page.Page.Locator("#name").FillAsync("ana");
        await page.Page.Locator("#password").FillAsync(Password);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.SeesAsync(page.Page.Locator("[data-live='live']"));
        Assert.Equal(new Uri(url, "health"), new Uri(page.Page.Url));
    }

    /// <summary>By the address that nginx saw, not by the one that a caller makes up; and each has attempts of its own.</summary>
    static async Task CallersAreKnownByAddressAsync(ProxiedCity proxied, string key)
    {
        using var thief = new Browser(proxied.Url, ProxiedCity.Handler("127.0.0.66"));
        thief.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        var html = await thief.Http.GetStringAsync("sign-in");
        HttpStatusCode last = default;
        for (var attempt = 0; attempt < 25; attempt++)
        {
            using var refused = await thief.PostAsync("sign-in", html, "password", ("name", $"guess-{attempt}"), ("password", "x"));
            last = refused.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        using var ana = new Browser(proxied.Url, ProxiedCity.Handler("127.0.0.77"));
        ana.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        using var signedIn = await ana.SendAsync("sign-in", "password", ("name", "ana"), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        using var http = new HttpClient(ProxiedCity.Handler());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var audit = JsonDocument.Parse(await http.GetStringAsync(new Uri(proxied.Url, "api/v1/audit?action=session.begin&limit=1")));
        Assert.Equal("127.0.0.77", audit.RootElement.GetProperty("items")[0].GetProperty("address").GetString());
    }
}
