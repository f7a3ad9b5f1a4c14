using System.Net;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class RulesApiTests(ApiCity city)
{
    const string Least = """{"name":"least","quantity":"pm10","devices":["nobody"],"condition":{"kind":"above","raise":50},"severity":"minor"}""";

    [Fact]
    public async Task Post_MakesVersion1WithDefaults_PutTheNextOne()
    {
        using var answer = await city.Process.Http.PostAsync("/api/v1/rules", new StringContent(Least));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var rule = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var id = rule.Text("id");
        Assert.Equal($"/api/v1/rules/{id}", answer.Headers.Location?.ToString());
        Assert.Equal(
            "id version name quantity domain devices stations districts condition raiseAfter clearAfter severity when procedure latch enabled source", rule.Members());
        Assert.Equal((1, "00:00:00", "00:00:00", true), (rule.Count("version"), rule.Text("raiseAfter")!, rule.Text("clearAfter")!, rule.GetProperty("enabled").GetBoolean()));
        Assert.True(rule.IsNull("domain") && rule.IsNull("procedure"));
        Assert.Equal("""{"kind":"above","raise":50,"clear":50}""", rule.GetProperty("condition").ToString());

        var second = await city.PutAsync($"/rules/{id}", Least.Replace("least", "least 2", StringComparison.Ordinal));
        Assert.Equal((2, "least 2", id), (second.Count("version"), second.Text("name")!, second.Text("id")));
        Assert.Equal(second.ToString(), (await city.GetAsync("/rules")).Item(id!).ToString());
        Assert.Equal(second.ToString(), (await city.GetAsync($"/rules/{id}")).ToString());
    }

    [Fact]
    public async Task Delete_DisablesTheRuleAndClosesItsAlerts()
    {
        var rule = await city.PostAsync("/rules", RegistryApiTests.Rule("ru-del"), HttpStatusCode.Created);
        var alert = await AlertsApiTests.RaiseAsync(city, "ru-del", "benzene", 20, 5_000);
        await city.SendAsync(HttpMethod.Delete, $"/rules/{rule.Text("id")}", null, HttpStatusCode.OK);
        Assert.False((await city.GetAsync($"/rules/{rule.Text("id")}")).GetProperty("enabled").GetBoolean());
        await city.ItemsAsync("/alerts?device=ru-del&state=cleared", 1);
        var last = (await city.GetAsync($"/alerts/{alert.Text("id")}")).GetProperty("transitions").EnumerateArray().Last();
        Assert.Equal("closed ruleDisabled", $"{last.Text("kind")} {last.Text("reason")}");
    }

    [Theory]
    [InlineData("cityops-store")]
    [InlineData("cityops-journal")]
    [InlineData("cityops-broker")]
    public async Task BuiltInRule_IsNotListedAndCannotBeChanged(string id)
    {
        Assert.Contains("built in", await city.RefusalAsync(HttpMethod.Get, $"/rules/{id}", null, HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("neither changed nor disabled", await city.RefusalAsync(HttpMethod.Put, $"/rules/{id}", Least, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("neither changed nor disabled", await city.RefusalAsync(HttpMethod.Delete, $"/rules/{id}", null, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.DoesNotContain((await city.GetAsync("/rules")).Items(), rule => rule.Text("id") == id);
    }

    [Fact]
    public async Task NewVersionThatIsNotMet_ClosesWithRuleChanged()
    {
        var rule = await city.PostAsync("/rules", RegistryApiTests.Rule("ru-new"), HttpStatusCode.Created);
        var at = Json.Now - 5_000;
        var alert = await AlertsApiTests.RaiseAsync(city, "ru-new", "benzene", 15, 0, at);
        await city.PutAsync($"/rules/{rule.Text("id")}", RegistryApiTests.Rule("ru-new", raise: 25));
        await AlertsApiTests.WaitForRulesAsync(city);
        await city.ReadAsync("ru-new", "benzene", at + 1_000, 15);
        await city.ItemsAsync("/alerts?device=ru-new&state=cleared", 1);
        var last = (await city.GetAsync($"/alerts/{alert.Text("id")}")).GetProperty("transitions").EnumerateArray().Last();
        Assert.Equal("closed ruleChanged", $"{last.Text("kind")} {last.Text("reason")}");
    }

    [Theory]
    [InlineData("\"severity\":\"minor\"", "\"severity\":\"huge\"", "severity")]
    [InlineData("\"severity\":\"minor\"", "\"colour\":1,\"severity\":\"minor\"", "colour")]
    [InlineData("\"severity\":\"minor\"", "\"raiseAfter\":\"24:00:00\",\"severity\":\"minor\"", "1.00:00:00")]
    [InlineData("\"severity\":\"minor\"", "\"clearAfter\":\"soon\",\"severity\":\"minor\"", "clearAfter")]
    [InlineData("\"name\":\"least\",", "", "name")]
    [InlineData("\"quantity\":\"pm10\"", "\"quantity\":\"time\"", "quantity")]
    [InlineData("\"above\"", "\"sideways\"", "kind")]
    [InlineData("\"above\"", "\"sticky\"", "above, below")]
    [InlineData("\"raise\":50", "\"raise\":\"50\"", "raise")]
    [InlineData("\"raise\":50", "\"raise\":50,\"clear\":60", "clear")]
    public async Task WrongMember_IsNamed(string good, string bad, string named)
    {
        var body = Least.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Least, body);
        Assert.Contains(named, await city.RefusalAsync(HttpMethod.Post, "/rules", body, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task UnknownRule_IsNotFound(string method)
    {
        var refusal = await city.RefusalAsync(new HttpMethod(method), "/rules/nope", method == "PUT" ? Least : null, HttpStatusCode.NotFound);
        Assert.Contains("nope", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_IsOneAndRequiresWhatTheApiRequires()
    {
        var schema = await city.GetAsync("/rules/schema");
        Assert.Equal(["name", "quantity", "condition"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }
}
