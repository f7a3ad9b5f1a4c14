using System.Net;
using System.Text.Json.Nodes;
using CityOps.Storage.City;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Access;

/// <summary><c>/api/v1/notifications/me</c>: a person's own contact, nobody else's, and of it what is theirs to choose.</summary>
public sealed class OwnNotificationsTests(ProductionCity production) : IClassFixture<ProductionCity>
{
    const string Path = "/api/v1/notifications/me";

    [Fact]
    public async Task Viewer_ChoosesForHerself_AndForNobodyElse()
    {
        using var ana = await production.PersonAsync("ana", PersonRole.Viewer);
        await PlanAsync();
        var (status, me) = await AskAsync(ana);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("version id name account email phone language channels quiet", string.Join(' ', me.AsObject().Select(member => member.Key)));
        Assert.Equal(("ana", "Ana Novak", "ana@example.org"), ((string?)me["id"], (string?)me["name"], (string?)me["email"]));
        Assert.Equal(HttpStatusCode.Forbidden, await ana.StatusAsync("/api/v1/notifications/plan"));

        var seen = (int)me["version"]!;
        var (saved, now) = await PutAsync(ana, $$$"""{"version":{{{seen}}},"language":"en","channels":[{"channel":"email","from":"critical"}],"quiet":{"hours":["22:00-06:00"]}}""");
        Assert.Equal((HttpStatusCode.OK, seen + 1, "en"), (saved, (int)now["version"]!, (string?)now["language"]));
        var contacts = (await PlanNowAsync())["contacts"]!.AsArray();
        Assert.Equal("22:00-06:00", (string?)contacts[0]!["quiet"]!["hours"]![0]);
        Assert.Equal(("Ana Novak", "ana@example.org", "bor@example.org"), ((string?)contacts[0]!["name"], (string?)contacts[0]!["email"], (string?)contacts[1]!["email"]));
        Assert.Equal("sl", (string?)contacts[1]!["language"]);

        var entry = JsonNode.Parse(await production.Process.Http.GetStringAsync("/api/v1/audit?action=notification.own"))!["items"]![0]!;
        Assert.Equal(("ana", "notification:contact:ana"), ((string?)entry["who"], (string?)entry["subject"]));
    }

    [Theory]
    [InlineData("""{"language":"sl","channels":[{"channel":"email"}],"quiet":null,"email":"mine@example.org"}""", 400, "email is not a member that exists here.")]
    [InlineData("""{"language":"sl","channels":[{"channel":"email"}],"quiet":null,"id":"bor"}""", 400, "id is not a member that exists here.")]
    [InlineData("""{"language":"sl","channels":[{"channel":"email"}]}""", 400, "quiet is missing.")]
    [InlineData("""{"version":"1","language":"sl","channels":[{"channel":"email"}],"quiet":null}""", 400, "version: must be a whole number")]
    [InlineData("not json", 400, "What a person chooses is not JSON")]
    [InlineData("""{"language":"sl","channels":[],"quiet":null}""", 422, "not even a critical alert would come")]
    [InlineData("""{"language":"sl","channels":[{"channel":"sms"}],"quiet":null}""", 422, "no address of yours")]
    [InlineData("""{"language":"sl","channels":[{"channel":"email"}],"quiet":{}}""", 422, "these hours never end")]
    [InlineData("""{"version":0,"language":"en","channels":[{"channel":"email"}],"quiet":null}""", 409, "The plan has changed since version 0")]
    public async Task WhatMayNotBe_IsRefusedInWords_AndChangesNothing(string body, int expected, string words)
    {
        var name = "bor" + Guid.NewGuid().ToString("N");
        using var bor = await production.PersonAsync(name, PersonRole.Operator);
        await PlanAsync(name);
        var before = await PlanNowAsync();
        var (status, problem) = await PutAsync(bor, body);
        Assert.Equal(expected, (int)status);
        Assert.Contains(words, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(before.ToJsonString(), (await PlanNowAsync()).ToJsonString());
    }

    [Fact]
    public async Task WhoIsNoContact_AndWhoIsNoPerson_AreToldSo()
    {
        using var dora = await production.PersonAsync("dora", PersonRole.Administrator);
        await PlanAsync();
        foreach (var (status, problem) in new[] { await AskAsync(dora), await PutAsync(dora, "{}") })
        {
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains("has the account 'dora'", (string?)problem["detail"], StringComparison.Ordinal);
        }

        using var key = await production.Process.Http.GetAsync(Path);
        Assert.Equal(HttpStatusCode.NotFound, key.StatusCode);
        Assert.Contains("has no account", await key.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("No contact in the plan of notifications has your account", await dora.Http.GetStringAsync("/account"), StringComparison.Ordinal);
    }

    /// <summary>The page of the account is a form, and asks for the version that it was made with.</summary>
    [Fact]
    public async Task Form_SavesOnce_AndNotOverAChangeMeanwhile()
    {
        using var ema = await production.PersonAsync("ema", PersonRole.Viewer);
        await PlanAsync("ema");
        var page = await ema.Http.GetStringAsync("/account");
        using var saved = await ema.PostAsync("/account", page, "told", ("toldLanguage", "en"), ("told-email", "major"), ("quietFrom", "23:00"), ("quietUntil", "05:00"));
        Assert.Equal((HttpStatusCode.Redirect, "/account?told=saved"), (saved.StatusCode, new Uri(production.Process.BaseAddress, saved.Headers.Location!).PathAndQuery));
        using var late = await ema.PostAsync("/account", page, "told", ("toldLanguage", "sl"), ("told-email", "minor"));
        Assert.Contains("The plan has been changed meanwhile.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var me = (await AskAsync(ema)).Answer;
        Assert.Equal(("en", "major"), ((string?)me["language"], (string?)me["channels"]![0]!["from"]));
    }

    async Task PlanAsync(string account = "ana")
    {
        var plan = $$"""
            {"contacts":[{"id":"ana","name":"Ana Novak","account":"{{account}}","email":"ana@example.org","channels":[{"channel":"email"}]},
            {"id":"bor","name":"Bor Kos","email":"bor@example.org","channels":[{"channel":"email"}]}]}
            """;
        using var answer = await production.Process.Http.PutAsync("/api/v1/notifications/plan", new StringContent(plan));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    async Task<JsonNode> PlanNowAsync() => JsonNode.Parse(await production.Process.Http.GetStringAsync("/api/v1/notifications/plan"))!;

    static async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(Browser person)
    {
        using var answer = await person.Http.GetAsync(Path);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    static async Task<(HttpStatusCode Status, JsonNode Answer)> PutAsync(Browser person, string body)
    {
        using var answer = await person.Http.PutAsync(Path, new StringContent(body));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
