using System.Net;
using System.Net.Http.Headers;
using CityOps.Ingestion.Http;
using CityOps.Tests.Dashboard.Api;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>Who may do what: one table of every endpoint, and a test that none is missing from it.</summary>
[Collection(ApiCity.Name)]
public sealed class RightsTests(ApiCity development, ProductionCity production) : IClassFixture<ProductionCity>
{
    public const string Anybody = "anybody";

    /// <summary>Method, path, what those who may are answered, and the least role in Production. Development shows to anybody what a viewer may see.</summary>
    public static TheoryData<string, string, int, string> Table => new()
    {
        { "GET", "/api/v1/stations", 200, Roles.Viewer },
        { "GET", "/api/v1/devices", 200, Roles.Viewer },
        { "GET", "/api/v1/series", 200, Roles.Viewer },
        { "PUT", "/api/v1/stations/{id}", 400, Roles.Administrator },
        { "PUT", "/api/v1/devices/{id}", 400, Roles.Administrator },
        { "GET", "/api/v1/readings/latest", 400, Roles.Viewer },
        { "GET", "/api/v1/readings", 400, Roles.Viewer },
        { "GET", "/api/v1/export", 400, Roles.Viewer },
        { "GET", "/api/v1/jobs", 200, Roles.Viewer },
        { "POST", "/api/v1/jobs/{id}/run", 404, Roles.Administrator },
        { "GET", "/api/v1/rollups/late", 400, Roles.Viewer },
        { "GET", "/api/v1/alerts", 200, Roles.Viewer },
        { "GET", "/api/v1/alerts/{id}", 404, Roles.Viewer },
        { "POST", "/api/v1/alerts/{id}/acknowledge", 404, Roles.Operator },
        { "POST", "/api/v1/alerts/{id}/comment", 400, Roles.Operator },
        { "POST", "/api/v1/alerts/{id}/assign", 400, Roles.Operator },
        { "POST", "/api/v1/alerts/{id}/shelve", 400, Roles.Operator },
        { "POST", "/api/v1/alerts/{id}/unshelve", 404, Roles.Operator },
        { "GET", "/api/v1/alert-performance", 200, Roles.Viewer },
        { "GET", "/api/v1/reports/daily", 200, Roles.Viewer },
        { "GET", "/api/v1/reports/daily/{id}", 404, Roles.Viewer },
        { "GET", "/api/v1/reports/daily/{id}/html", 404, Roles.Viewer },
        { "GET", "/api/v1/maintenance", 200, Roles.Viewer },
        { "POST", "/api/v1/maintenance", 400, Roles.Operator },
        { "DELETE", "/api/v1/maintenance/{id}", 404, Roles.Operator },
        { "GET", "/api/v1/notifications/plan", 200, Roles.Operator },
        { "PUT", "/api/v1/notifications/plan", 400, Roles.Administrator },
        // A key is nobody's own contact.
        { "GET", "/api/v1/notifications/me", 404, Roles.Viewer },
        { "PUT", "/api/v1/notifications/me", 404, Roles.Viewer },
        { "GET", "/api/v1/notifications/channels", 200, Roles.Operator },
        { "POST", "/api/v1/notifications/channels/{name}/test", 404, Roles.Administrator },
        { "GET", "/api/v1/notifications/deliveries", 200, Roles.Operator },
        { "GET", "/api/v1/notifications/deliveries/{key}", 404, Roles.Operator },
        { "GET", "/api/v1/notifications/who", 400, Roles.Operator },
        { "POST", "/api/v1/notifications/drills", 400, Roles.Operator },
        { "DELETE", "/api/v1/notifications/drills/{id}", 404, Roles.Operator },
        { "GET", "/api/v1/log", 200, Roles.Viewer },
        { "POST", "/api/v1/log", 400, Roles.Operator },
        { "GET", "/api/v1/handovers", 200, Roles.Viewer },
        { "GET", "/api/v1/handovers/now", 200, Roles.Viewer },
        { "GET", "/api/v1/handovers/{id}", 404, Roles.Viewer },
        { "POST", "/api/v1/handovers", 201, Roles.Operator },
        { "GET", "/api/v1/rules", 200, Roles.Viewer },
        { "POST", "/api/v1/rules", 400, Roles.Administrator },
        { "GET", "/api/v1/rules/schema", 200, Roles.Viewer },
        { "GET", "/api/v1/rules/{id}", 404, Roles.Viewer },
        { "PUT", "/api/v1/rules/{id}", 400, Roles.Administrator },
        { "DELETE", "/api/v1/rules/{id}", 404, Roles.Administrator },
        { "GET", "/api/v1/ledger", 200, Roles.Viewer },
        { "GET", "/api/v1/ledger/devices", 200, Roles.Viewer },
        { "GET", "/api/v1/ledger/devices/worst", 200, Roles.Viewer },
        { "GET", "/api/v1/ledger/{device}", 404, Roles.Viewer },
        { "GET", "/api/v1/quarantine", 200, Roles.Viewer },
        { "POST", "/api/v1/quarantine/replay", 200, Roles.Administrator },
        { "POST", "/api/v1/quarantine/{id}/replay", 404, Roles.Administrator },
        { "GET", "/api/v1/dead-letters", 200, Roles.Viewer },
        { "GET", "/api/v1/live/snapshot", 200, Roles.Viewer },
        { "GET", "/api/v1/live/latency", 200, Roles.Viewer },
        { "GET", "/api/v1/live/map", 200, Roles.Viewer },
        { "GET", "/api/v1/audit", 200, Roles.Administrator },
        { "GET", "/api/v1/audit/verify", 200, Roles.Administrator },
        { "GET", "/metrics", 200, Roles.Viewer },
        { "GET", "/openapi/v1.json", 200, Roles.Viewer },
        { "POST", "/hubs/live/negotiate?negotiateVersion=1", 200, Roles.Viewer },
        { "GET", "/health/live", 200, Anybody },
        { "GET", "/health/ready", 200, Anybody },
        { "GET", "/favicon.svg", 200, Anybody },
        { "GET", "/app.css", 200, Anybody },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Endpoint_AnswersTheRightPeople(string method, string path, int answer, string least)
    {
        await AnswersAsync(development.Process, least is Anybody or Roles.Viewer);
        await AnswersAsync(production.Process, least == Anybody);
        string[] roles = [Anybody, Roles.Viewer, Roles.Operator, Roles.Administrator];
        foreach (var role in roles[1..])
        {
            var may = Array.IndexOf(roles, role) >= Array.IndexOf(roles, least);
            Assert.Equal(may ? answer : 403, await AskAsync(production.Process.Anonymous, method, path, $"Bearer {production.Keys[role]}"));
        }

        Assert.Equal(401, await AskAsync(production.Process.Anonymous, method, path, $"Bearer {production.Keys[ProductionCity.Revoked]}"));

        async Task AnswersAsync(CityProcess city, bool open)
        {
            Assert.Equal(answer, await AskAsync(city.Http, method, path));
            Assert.Equal(open ? answer : 401, await AskAsync(city.Anonymous, method, path));
            Assert.Equal(401, await AskAsync(city.Anonymous, method, path, "Bearer not-the-key-of-the-city"));
            Assert.Equal(401, await AskAsync(city.Anonymous, method, path, "Basic eDp5"));
        }
    }

    /// <summary>Files that pages link to: who is not signed in is sent to the sign-in page, as from a page.</summary>
    [Theory]
    [InlineData("/rules/export", Roles.Viewer)]
    [InlineData("/alerts-export", Roles.Viewer)]
    [InlineData("/log-export", Roles.Viewer)]
    [InlineData("/history-export", Roles.Viewer)]
    [InlineData("/audit/export", Roles.Administrator)]
    public async Task FileOfAPage_IsGivenToTheRightPeople(string path, string least)
    {
        Assert.Equal(302, await AskAsync(production.Process.Anonymous, "GET", path));
        string[] roles = [Roles.Viewer, Roles.Operator, Roles.Administrator];
        foreach (var role in roles)
        {
            var may = Array.IndexOf(roles, role) >= Array.IndexOf(roles, least);
            Assert.Equal(may ? 200 : 403, await AskAsync(production.Process.Anonymous, "GET", path, $"Bearer {production.Keys[role]}"));
        }

        Assert.Equal(401, await AskAsync(production.Process.Anonymous, "GET", path, $"Bearer {production.Keys[ProductionCity.Revoked]}"));
        Assert.Equal(least == Roles.Viewer ? 200 : 403, await AskAsync(development.Process.Anonymous, "GET", path));
    }

    [Fact]
    public async Task Table_HasEveryEndpoint()
    {
        var mapped = await ApiRefusalsTests.EndpointsAsync(development.Process);
        Assert.True(mapped.Count >= 25, "the description lists too few endpoints");
        var known = Table.Select(row => (row.Data.Item1, row.Data.Item2)).ToHashSet();
        Assert.DoesNotContain(mapped, endpoint => !known.Contains(endpoint));
    }

    [Fact]
    public async Task Production_SendsPeopleToTheSignInPageAndProgramsAway()
    {
        foreach (var page in (string[])["/", "/?series=a:b", "/health", "/health?q=x", "/no-such-page"])
        {
            using var answer = await production.Process.Anonymous.GetAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(page)}", new Uri(production.Process.BaseAddress, answer.Headers.Location!).PathAndQuery);
        }

        foreach (var path in (string[])["/api", "/api/v1/nope", "/api/v1/stations", "/hubs/live", "/hubs/live/negotiate", "/metrics", "/openapi/v1.json", "/_blazor/negotiate"])
        {
            using var answer = await production.Process.Anonymous.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        }
    }

    [Fact]
    public async Task Readiness_TellsDetailsToTheKeyOnly()
    {
        var anonymous = await production.Process.Anonymous.GetStringAsync("/health/ready");
        Assert.Contains("\"status\":\"ready\"", anonymous, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"journal\",\"status\":\"ready\",\"since\":null,\"text\":null,\"numbers\":null", anonymous, StringComparison.Ordinal);
        var holder = await production.Process.Http.GetStringAsync("/health/ready");
        Assert.Contains("freeBytes", holder, StringComparison.Ordinal);
    }

    static async Task<int> AskAsync(HttpClient client, string method, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", "no such", StringComparison.Ordinal).Replace("{device}", "nope", StringComparison.Ordinal).Replace("{name}", "nope", StringComparison.Ordinal).Replace("{key}", "nope", StringComparison.Ordinal));
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        if (authorization is null && client.DefaultRequestHeaders.Authorization is { } own)
        {
            request.Headers.Authorization = own;
        }

        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
