using System.Net;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Access;

public sealed class SignInTests(ProductionCity production) : IClassFixture<ProductionCity>
{
    [Fact]
    public async Task RightKey_OpensPagesAndTheApiUntilSignedOut()
    {
        using var person = new Browser(production.Process.BaseAddress);
        using var page = await person.Http.GetAsync("/sign-in?returnUrl=%2F%3Fseries%3Da%3Apm10");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var signedIn = await person.PostAsync("/sign-in?returnUrl=%2F%3Fseries%3Da%3Apm10", await page.Content.ReadAsStringAsync(), "sign-in", ("key", CityProcess.AdminKey));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal("/?series=a:pm10", Uri.UnescapeDataString(new Uri(production.Process.BaseAddress, signedIn.Headers.Location!).PathAndQuery));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(text => text.StartsWith("cityops=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(HttpStatusCode.OK, await person.StatusAsync("/"));
        Assert.Equal(HttpStatusCode.OK, await person.StatusAsync("/api/v1/stations"));
        var again = await person.Http.GetStringAsync("/sign-in");
        Assert.Contains("setup-key", again, StringComparison.Ordinal);

        using var forged = await person.Http.PostAsync("/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await person.StatusAsync("/api/v1/stations"));
        using var signedOut = await person.PostAsync("/sign-out", again);
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await person.StatusAsync("/api/v1/stations"));
        Assert.Equal(HttpStatusCode.Redirect, await person.StatusAsync("/"));
    }

    [Theory]
    [InlineData("wrong-key-of-the-administrator", "en-GB", "this is not the key")]
    [InlineData("", "sl-SI", "to ni pravi ključ")]
    public async Task WrongKey_IsTheSamePageWithAnError(string key, string language, string expected)
    {
        using var person = new Browser(production.Process.BaseAddress);
        person.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var refused = await person.PostAsync("/sign-in", await person.Http.GetStringAsync("/sign-in"), "sign-in", ("key", key));
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("name=\"key\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(text => text.StartsWith("cityops=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org")]
    public async Task ReturnUrlOfAnotherSite_IsNotFollowed(string returnUrl)
    {
        using var person = new Browser(production.Process.BaseAddress);
        var path = $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";
        using var signedIn = await person.PostAsync(path, await person.Http.GetStringAsync(path), "sign-in", ("key", CityProcess.AdminKey));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal(new Uri(production.Process.BaseAddress, "/"), new Uri(production.Process.BaseAddress, signedIn.Headers.Location!));
    }

    [Fact]
    public async Task WithoutTheToken_NobodyIsSignedIn()
    {
        using var person = new Browser(production.Process.BaseAddress);
        using var forged = await person.Http.PostAsync("/sign-in", new FormUrlEncodedContent([new("_handler", "sign-in"), new("key", CityProcess.AdminKey)]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task WithoutAKey_ThePageSaysWhereTheLinkIs_AndACookieOutlivesARestart()
    {
        using var data = new TempFolder();
        await using (var keyless = await CityProcess.StartAsync(data.Path, "Production", "--Setup:AdminApiKey="))
        {
            var html = await keyless.Anonymous.GetStringAsync("/sign-in");
            Assert.Contains("The link for the first administrator", html, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"key\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("value=\"administrator\"", html, StringComparison.Ordinal);
            using var refused = await keyless.Http.GetAsync("/api/v1/stations");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        var cookies = new CookieContainer();
        await using (var before = await CityProcess.StartAsync(data.Path, "Production"))
        {
            using var person = new Browser(before.BaseAddress, cookies);
            using var signedIn = await person.PostAsync("/sign-in", await person.Http.GetStringAsync("/sign-in"), "sign-in", ("key", CityProcess.AdminKey));
            Assert.Equal(0, await before.StopAsync());
        }

        await using var after = await CityProcess.StartAsync(data.Path, "Production");
        using var same = new Browser(after.BaseAddress, cookies);
        Assert.Equal(HttpStatusCode.OK, await same.StatusAsync("/api/v1/stations"));
    }
}
