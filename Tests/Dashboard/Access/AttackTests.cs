using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using CityOps.Dashboard.Access;
using CityOps.Storage.City;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>What an attacker tried and got, once; each must not be got again.</summary>
public sealed class AttackTests(ProductionCity production) : IClassFixture<ProductionCity>
{
    [Theory]
    [InlineData("http://evil.example", "", 403)]
    [InlineData("http://evil.localhost:5080", "", 403)]
    [InlineData("null", "", 403)]
    [InlineData("", "cross-site", 403)]
    [InlineData("", "same-site", 403)]
    [InlineData("own", "same-origin", 200)]
    [InlineData("", "", 200)]
    public async Task ActByCookie_MustComeFromOurOwnPages(string origin, string site, int status)
    {
        using var person = await SignedInAsync();
        using var act = new HttpRequestMessage(HttpMethod.Post, "/api/v1/quarantine/replay") { Content = new StringContent("{}") };
        Add(act.Headers, "Origin", origin == "own" ? production.Process.BaseAddress.GetLeftPart(UriPartial.Authority) : origin);
        Add(act.Headers, "Sec-Fetch-Site", site);
        using var answer = await person.Http.SendAsync(act);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task ActByKey_IsNotAskedWhereItComesFrom()
    {
        using var act = new HttpRequestMessage(HttpMethod.Post, "/api/v1/quarantine/replay") { Headers = { { "Origin", "http://tools.example" } } };
        using var answer = await production.Process.Http.SendAsync(act);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/hubs/live")]
    [InlineData("/_blazor")]
    public async Task SocketFromAnotherSite_IsRefused(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        var error = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(production.Process.BaseAddress) { Scheme = "ws", Path = path }.Uri, CancellationToken.None));
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeviceThatIsNoId_IsRefused_AndTheChainHolds()
    {
        var body = "{\"device\":\"a\\u0000" + new string('b', 600) + "\"}";
        using var answer = await production.Process.Http.PostAsync("/api/v1/quarantine/replay", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/api/v1/quarantine/replay") { Headers = { { "X-CityOps-Actor", "%00" + new string('c', 600) } } };
        using var replayed = await production.Process.Http.SendAsync(forged);
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.Contains("\"holds\":true", await production.Process.Http.GetStringAsync("/api/v1/audit/verify"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignedOutCookie_OpensNothing()
    {
        var cookies = new CookieContainer();
        using var person = await SignedInAsync(cookies);
        var stolen = new CookieContainer();
        stolen.Add(cookies.GetCookies(production.Process.BaseAddress));
        using var thief = new Browser(production.Process.BaseAddress, stolen);
        Assert.Equal(HttpStatusCode.OK, await thief.StatusAsync("/api/v1/audit"));
        using var signedOut = await person.PostAsync("/sign-out", await person.Http.GetStringAsync("/account"));
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusAsync("/api/v1/audit"));
    }

    [Fact]
    public async Task CookieOfAnotherSetupKey_OpensNothing()
    {
        using var data = new TempFolder();
        var cookies = new CookieContainer();
        await using (var before = await CityProcess.StartAsync(data.Path, "Production"))
        {
            using var person = new Browser(before.BaseAddress, cookies);
            using var signedIn = await person.SendAsync("/sign-in", "sign-in", ("key", CityProcess.AdminKey));
            Assert.Contains("session.begin", await before.Http.GetStringAsync("/api/v1/audit"), StringComparison.Ordinal);
        }

        await using var after = await CityProcess.StartAsync(data.Path, "Production", "--Setup:AdminApiKey=another-key-of-the-administrator");
        using var same = new Browser(after.BaseAddress, cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, await same.StatusAsync("/api/v1/rules"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(data.Path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        }
    }

    [Fact]
    public async Task ReturnUrlOutsideOfAscii_IsNotFollowed()
    {
        using var stranger = new Browser(production.Process.BaseAddress);
        using var answer = await stranger.Http.GetAsync("/culture/set?culture=sl&returnUrl=%2F%E2%80%AE");
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task AnswersOfTheApi_AreNotKept()
    {
        using var answer = await production.Process.Http.GetAsync("/api/v1/audit");
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Key_MayNotBeCalledLikeTheSetupKey() =>
        await Assert.ThrowsAsync<ArgumentException>(() => production.OpenKeys().CreateAsync(Actor.System, "Setup-Key", PersonRole.Viewer, null));

    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::7", "2001:db8:1:2::")]
    [InlineData("::ffff:198.51.100.4", "198.51.100.4")]
    [InlineData("198.51.100.4", "198.51.100.4")]
    [InlineData("::1", "::1")]
    public void AttemptsAreCountedByNetwork(string address, string counted) =>
        Assert.Equal(counted, RateLimits.AddressOf(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } }));

    [Theory]
    [InlineData("  Ana\u0000 Novak\n", 120, "Ana Novak")]
    [InlineData(" \t ", 120, null)]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab\U0001F600", 3, "ab")]
    public void FullName_IsOneShortLine(string given, int most, string? kept) => Assert.Equal(kept, PersonNames.OneLine(given, most));

    async Task<Browser> SignedInAsync(CookieContainer? cookies = null)
    {
        var person = new Browser(production.Process.BaseAddress, cookies);
        using var signedIn = await person.SendAsync("/sign-in", "sign-in", ("key", CityProcess.AdminKey));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return person;
    }

    static void Add(HttpRequestHeaders headers, string name, string value)
    {
        if (value.Length > 0)
        {
            headers.Add(name, value);
        }
    }
}
