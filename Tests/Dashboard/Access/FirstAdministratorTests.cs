using System.Net;
using System.Text.RegularExpressions;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>A published city nobody administers yet: no default password, a link in its output, and then an account like any other.</summary>
public sealed partial class FirstAdministratorTests
{
    const string Password = "correct horse battery";

    [Fact]
    public async Task LinkOfTheFirstStart_MakesOneAdministrator_AndIsOverThen()
    {
        using var data = new TempFolder();
        var cookies = new CookieContainer();
        string link;
        await using (var city = await StartAsync(data))
        {
            link = new Uri(Link().Match(city.Output).Value).PathAndQuery;
            using var stranger = new Browser(city.BaseAddress);
            Assert.DoesNotContain("<form", await stranger.Http.GetStringAsync("/set-up?token=guess"), StringComparison.Ordinal);
            Assert.DoesNotContain("<form", await stranger.Http.GetStringAsync("/set-up"), StringComparison.Ordinal);

            using var person = new Browser(city.BaseAddress, cookies);
            await RefusesAsync(person, link, "short", "At least 12 characters");
            await RefusesAsync(person, link, "aaaaaaaaaaaaaaaa", "6 of them different");
            using var made = await person.SendAsync(link, "set-up", ("name", "ana"), ("fullName", "Ana Novak"), ("password", Password));
            Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
            Assert.Equal(HttpStatusCode.OK, await person.StatusAsync("/api/v1/rules"));
            Assert.DoesNotContain("<form", await stranger.Http.GetStringAsync(link), StringComparison.Ordinal);
            Assert.Equal(0, await city.StopAsync());
        }

        await using var again = await StartAsync(data);
        Assert.DoesNotContain("/set-up?token=", again.Output, StringComparison.Ordinal);
        using var same = new Browser(again.BaseAddress, cookies);
        Assert.Equal(HttpStatusCode.OK, await same.StatusAsync("/api/v1/rules"));
        Assert.Contains("ana", await same.Http.GetStringAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FiveWrongPasswords_LockTheAccount_AndNobodyCanTellWhatIsWrong()
    {
        using var data = new TempFolder();
        await using var city = await WithAnaAsync(data);
        using var thief = new Browser(city.BaseAddress);
        var nobody = await RefusalAsync(thief, "nobody", Password);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(nobody, await RefusalAsync(thief, "ana", "wrong horse battery"));
        }

        // Locked now: the right one is refused too, in the same words.
        Assert.Equal(nobody, await RefusalAsync(thief, "ana", Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusAsync("/api/v1/rules"));
    }

    [Fact]
    public async Task ManyAttempts_AreSlowedDown()
    {
        using var data = new TempFolder();
        await using var city = await WithAnaAsync(data);
        using var thief = new Browser(city.BaseAddress);
        var html = await thief.Http.GetStringAsync("/sign-in");
        var codes = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 25; attempt++)
        {
            using var answer = await thief.PostAsync("/sign-in", html, "password", ("name", $"guess-{attempt}"), ("password", "x"));
            codes.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, codes[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
        Assert.Equal(HttpStatusCode.OK, await thief.StatusAsync("/sign-in"));
    }

    [Fact]
    public async Task ChangedPassword_EndsEverythingElseThatIsOpen()
    {
        using var data = new TempFolder();
        await using var city = await WithAnaAsync(data);
        using var here = await SignedInAsync(city, Password);
        using var there = await SignedInAsync(city, Password);
        using var wrong = await here.SendAsync("/account", "password", ("old", "wrong horse battery"), ("fresh", "another horse battery"));
        Assert.Contains("The present password is not right", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await there.StatusAsync("/api/v1/rules"));
        using var changed = await here.SendAsync("/account", "password", ("old", Password), ("fresh", "another horse battery"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("/api/v1/rules"));
        Assert.Equal(HttpStatusCode.Unauthorized, await there.StatusAsync("/api/v1/rules"));
        (await SignedInAsync(city, "another horse battery")).Dispose();
    }

    [Fact]
    public async Task Choices_FollowThePersonToAnotherMachine()
    {
        using var data = new TempFolder();
        await using var city = await WithAnaAsync(data);
        using (var here = await SignedInAsync(city, Password))
        {
            using var saved = await here.SendAsync("/account", "choices", ("fullName", "Ana N."), ("language", "sl"), ("colours", "dark"));
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        using var other = await SignedInAsync(city, Password);
        var html = await other.Http.GetStringAsync("/account");
        Assert.Contains("<html lang=\"sl\" class=\"dark\"", html, StringComparison.Ordinal);
        Assert.Contains("Ana N.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DemoPeople_DoNotExist()
    {
        using var data = new TempFolder();
        await using var city = await StartAsync(data);
        using var stranger = new Browser(city.BaseAddress);
        var html = await stranger.Http.GetStringAsync("/sign-in");
        Assert.DoesNotContain("value=\"demo\"", html, StringComparison.Ordinal);

        // The form made by hand, with the token of the other one.
        using var forged = await stranger.PostAsync("/sign-in", html.Replace("value=\"password\"", "value=\"demo\"", StringComparison.Ordinal), "demo", ("role", "administrator"));
        Assert.NotEqual(HttpStatusCode.Redirect, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.StatusAsync("/api/v1/rules"));
    }

    static Task<CityProcess> StartAsync(TempFolder data) => CityProcess.StartAsync(data.Path, "Production", "--Setup:AdminApiKey=");

    static async Task<CityProcess> WithAnaAsync(TempFolder data)
    {
        var city = await StartAsync(data);
        using var ana = new Browser(city.BaseAddress);
        using var made = await ana.SendAsync(new Uri(Link().Match(city.Output).Value).PathAndQuery, "set-up", ("name", "ana"), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        return city;
    }

    static async Task<Browser> SignedInAsync(CityProcess city, string password)
    {
        var person = new Browser(city.BaseAddress);
        using var answer = await person.SendAsync("/sign-in", "password", ("name", "ana"), ("password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }

    static async Task RefusesAsync(Browser person, string link, string password, string why)
    {
        using var answer = await person.SendAsync(link, "set-up", ("name", "ana"), ("password", password));
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await person.StatusAsync("/api/v1/rules"));
    }

    static async Task<string> RefusalAsync(Browser person, string name, string password)
    {
        using var answer = await person.SendAsync("/sign-in", "password", ("name", name), ("password", password));
        return Refusal().Match(await answer.Content.ReadAsStringAsync()).Value;
    }

    [GeneratedRegex(@"http://\S+/set-up\?token=\S+")]
    private static partial Regex Link();

    [GeneratedRegex("<p class=\"refusal\"[^>]*>[^<]+")]
    private static partial Regex Refusal();
}
