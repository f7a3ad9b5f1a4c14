using System.Net;
using System.Text.Json;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>What every endpoint refuses alike.</summary>
[Collection(ApiCity.Name)]
public sealed class ApiRefusalsTests(ApiCity city)
{
    [Fact]
    public async Task EveryEndpoint_RefusesAParameterNobodyDeclared()
    {
        foreach (var (method, path) in await EndpointsAsync(city.Process))
        {
            // Names of the handlers' own arguments are no parameters either.
            foreach (var name in (string[])["colour", "log", "cancellationToken", "id"])
            {
                var refusal = await city.RefusalAsync(
                    new HttpMethod(method), $"{path["/api/v1".Length..].Replace("{id}", "x", StringComparison.Ordinal).Replace("{device}", "x", StringComparison.Ordinal)}?{name}=1",
                    null, HttpStatusCode.BadRequest);
                Assert.Contains(name, refusal, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":1,"lon":2,"domain":"air","colour":1}""", "colour")]
    [InlineData("PUT", "/stations/x", """{"Name":"x","lat":1,"lon":2,"domain":"air"}""", "Name")]
    [InlineData("PUT", "/stations/x", """{"name":7,"lat":1,"lon":2,"domain":"air"}""", "name")]
    [InlineData("PUT", "/stations/x", """{"lat":1,"lon":2,"domain":"air"}""", "name")]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":91,"lon":2,"domain":"air"}""", "lat")]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":1,"domain":"air"}""", "lon")]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":1,"lon":2,"domain":"moon"}""", "domain")]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":1,"lon":2,"domain":"air","attributes":{"a b":1}}""", "attributes")]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":1,"lon":2,"domain":"air","attributes":{"level":"high"}}""", "attributes")]
    [InlineData("PUT", "/stations/x", """{"name":"x","lat":1,"lon":2,"domain":"air","attributes":[1]}""", "attributes")]
    [InlineData("PUT", "/stations/a%20b", """{"name":"x","lat":1,"lon":2,"domain":"air"}""", "id")]
    [InlineData("PUT", "/stations/x", "", "JSON")]
    [InlineData("PUT", "/stations/x", "[]", "JSON")]
    [InlineData("PUT", "/stations/x", "null", "JSON")]
    [InlineData("PUT", "/devices/x", """{"domain":"air","intervalSeconds":1.5}""", "intervalSeconds")]
    [InlineData("PUT", "/devices/x", """{"domain":"air","intervalSeconds":0}""", "intervalSeconds")]
    [InlineData("PUT", "/devices/x", """{"domain":"air","station":"a b"}""", "station")]
    [InlineData("POST", "/alerts/x/comment", "{}", "text")]
    [InlineData("POST", "/alerts/x/acknowledge", """{"note":"x"}""", "note")]
    [InlineData("POST", "/alerts/x/acknowledge", """{"revision":"1"}""", "revision")]
    [InlineData("POST", "/alerts/x/shelve", """{"reason":"x"}""", "until")]
    [InlineData("POST", "/alerts/x/shelve", """{"until":"tomorrow","reason":"x"}""", "until")]
    [InlineData("POST", "/alerts/x/shelve", """{"until":"2030-01-01T00:00:00Z"}""", "reason")]
    [InlineData("GET", "/alerts?state=open", null, "state")]
    [InlineData("GET", "/alerts?acknowledged=yes", null, "acknowledged")]
    [InlineData("GET", "/alerts?severity=bad", null, "severity")]
    [InlineData("GET", "/alerts?from=x", null, "from")]
    [InlineData("GET", "/alerts?cursor=%21", null, "cursor")]
    [InlineData("GET", "/quarantine?cursor=x", null, "cursor")]
    [InlineData("GET", "/quarantine?reason=none", null, "reason")]
    [InlineData("POST", "/quarantine/replay", """{"reason":"rubbish"}""", "reason")]
    [InlineData("POST", "/quarantine/replay", """{"topic":"x"}""", "topic")]
    public async Task WrongMember_IsNamedWithoutNamesOfOurCode(string method, string path, string? body, string named)
    {
        var refusal = await city.RefusalAsync(new HttpMethod(method), path, body, HttpStatusCode.BadRequest);
        Assert.Contains(named, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("CityOps", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/devices/re-1", """{"domain":"air","station":"nowhere"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("GET", "/alerts/nope", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/alerts/nope/acknowledge", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/alerts/nope/unshelve", "", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nope", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/quarantine/x/replay", null, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/stations", null, HttpStatusCode.MethodNotAllowed)]
    public async Task OtherMistakes_HaveTheirStatusAndABody(string method, string path, string? body, HttpStatusCode expected) =>
        await city.RefusalAsync(new HttpMethod(method), path, body, expected);

    [Fact]
    public async Task OtherDomain_Is422()
    {
        await city.PutAsync("/devices/re-dom", """{"domain":"air"}""", HttpStatusCode.Created);
        Assert.Contains("domain", await city.RefusalAsync(HttpMethod.Put, "/devices/re-dom", """{"domain":"water"}""", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormWithoutBody_IsAnEmptyBody()
    {
        using var content = new FormUrlEncodedContent([]);
        using var answer = await city.Process.Http.PostAsync("/api/v1/alerts/nope/acknowledge", content);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("nope", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>All endpoints of the API, from its own description.</summary>
    internal static async Task<List<(string Method, string Path)>> EndpointsAsync(CityProcess city)
    {
        var description = JsonDocument.Parse(await city.Http.GetStringAsync("/openapi/v1.json")).RootElement;
        return
        [
            .. description.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
                .SelectMany(path => path.Value.EnumerateObject().Select(method => (method.Name.ToUpperInvariant(), path.Name))),
        ];
    }
}
