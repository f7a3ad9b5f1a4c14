using System.Net;
using System.Security.Claims;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>The city's sign-on, by a real exchange with a provider: who comes gets the role that it names, and nothing by a name that he chose.</summary>
public sealed class SignOnTests : IAsyncLifetime
{
    readonly TempFolder _data = new();
    SmallProvider _provider = null!;
    CityProcess _city = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await SmallProvider.StartAsync();
        _city = await CityProcess.StartAsync(
            _data.Path, "Production", $"--SignOn:Authority={_provider.Address}", $"--SignOn:ClientId={SmallProvider.Client}", $"--SignOn:ClientSecret={SmallProvider.Secret}",
            "--SignOn:Name=Mestna prijava", "--SignOn:RoleClaim=groups", "--SignOn:Administrators=cityops-admins");
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        await _provider.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Role_ComesFromTheClaim_AndOneThatChangesEndsWhatIsOpen()
    {
        using var ana = new Browser(_city.BaseAddress);
        Assert.Contains("Sign in with Mestna prijava", await ana.Http.GetStringAsync("/sign-in"), StringComparison.Ordinal);
        _provider.Person = Person("1", "ana", "staff", "operator");
        Assert.Equal("/?series=a:b", await ArriveAsync(ana, "/?series=a:b"));
        Assert.Equal(HttpStatusCode.OK, await ana.StatusAsync("/api/v1/rules"));
        Assert.Equal(HttpStatusCode.NotFound, await AcknowledgeAsync(ana));

        using var elsewhere = new Browser(_city.BaseAddress);
        _provider.Person = Person("1", "ana", "viewer");
        await ArriveAsync(elsewhere);
        Assert.Equal(HttpStatusCode.Forbidden, await AcknowledgeAsync(elsewhere));
        Assert.Equal(HttpStatusCode.Unauthorized, await ana.StatusAsync("/api/v1/rules"));

        _provider.Person = Person("1", "ana", "cityops-admins", "viewer");
        await ArriveAsync(ana);
        Assert.Contains("ana", await ana.Http.GetStringAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await AcknowledgeAsync(ana));
    }

    [Fact]
    public async Task WithoutARole_NobodyComesIn()
    {
        using var stranger = new Browser(_city.BaseAddress);
        _provider.Person = Person("2", "stranger", "staff");
        var refused = await ArriveAsync(stranger);
        Assert.Equal("/sign-in?refused=sign-on", refused);
        Assert.Contains("no role of this city", await stranger.Http.GetStringAsync(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.StatusAsync("/api/v1/rules"));
    }

    [Fact]
    public async Task NameOfSomebodyElse_GivesNobodyHisAccount()
    {
        using var first = new Browser(_city.BaseAddress);
        _provider.Person = Person("3", "cene", "operator");
        await ArriveAsync(first);
        using var second = new Browser(_city.BaseAddress);
        _provider.Person = Person("4", "cene", "viewer");
        await ArriveAsync(second);
        Assert.Matches("cene-[0-9]{4}", await second.Http.GetStringAsync("/account"));
        Assert.DoesNotMatch("cene-[0-9]{4}", await first.Http.GetStringAsync("/account"));
        Assert.Equal(HttpStatusCode.OK, await first.StatusAsync("/api/v1/rules"));
    }

    [Theory]
    [InlineData("/sign-on?code=x&state=y")]
    [InlineData("/sign-on")]
    [InlineData("/sign-on?error=access_denied")]
    public async Task AnswerThatNobodyAskedFor_LeadsBackToTheSignInPage(string path)
    {
        using var stranger = new Browser(_city.BaseAddress);
        using var answer = await stranger.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?refused=sign-on", new Uri(_city.BaseAddress, answer.Headers.Location!).PathAndQuery);
    }

    static Claim[] Person(string subject, string name, params string[] groups) =>
        [new("sub", subject), new("preferred_username", name), new("name", name.ToUpperInvariant()), .. groups.Select(group => new Claim("groups", group))];

    /// <summary>To the provider and back, as a browser goes; where it ends.</summary>
    async Task<string> ArriveAsync(Browser browser, string returnUrl = "/")
    {
        var next = new Uri(_city.BaseAddress, $"/sign-on/start?returnUrl={Uri.EscapeDataString(returnUrl)}");
        for (var step = 0; step < 3; step++)
        {
            using var answer = await browser.Http.GetAsync(next);
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{next}: {answer.StatusCode} {_city.Output}");
            next = new Uri(next, answer.Headers.Location!);
        }

        return Uri.UnescapeDataString(next.PathAndQuery);
    }

    static async Task<HttpStatusCode> AcknowledgeAsync(Browser browser)
    {
        using var answer = await browser.Http.PostAsync("/api/v1/alerts/nope/acknowledge", null);
        return answer.StatusCode;
    }
}
