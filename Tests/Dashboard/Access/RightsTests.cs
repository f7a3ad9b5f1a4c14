using System.Net;
using System.Net.Http.Headers;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>A published city: nobody looks at it without an identity.</summary>
public sealed class ProductionCity : IAsyncLifetime
{
    readonly TempFolder _data = new();

    internal CityProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await CityProcess.StartAsync(_data.Path, "Production");

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _data.Dispose();
    }
}

/// <summary>Who may do what: one table of every endpoint, and a test that none is missing from it.</summary>
[Collection(ApiCity.Name)]
public sealed class RightsTests(ApiCity development, ProductionCity production) : IClassFixture<ProductionCity>
{
    /// <summary>Method, path, what the holder of the key is answered, whether Development shows it to anybody, and Production too.</summary>
    public static TheoryData<string, string, int, bool, bool> Table => new()
    {
        { "GET", "/api/v1/stations", 200, true, false },
        { "GET", "/api/v1/devices", 200, true, false },
        { "GET", "/api/v1/series", 200, true, false },
        { "PUT", "/api/v1/stations/{id}", 400, false, false },
        { "PUT", "/api/v1/devices/{id}", 400, false, false },
        { "GET", "/api/v1/readings/latest", 400, true, false },
        { "GET", "/api/v1/readings", 400, true, false },
        { "GET", "/api/v1/alerts", 200, true, false },
        { "GET", "/api/v1/alerts/{id}", 404, true, false },
        { "POST", "/api/v1/alerts/{id}/acknowledge", 404, false, false },
        { "POST", "/api/v1/alerts/{id}/comment", 400, false, false },
        { "POST", "/api/v1/alerts/{id}/assign", 400, false, false },
        { "POST", "/api/v1/alerts/{id}/shelve", 400, false, false },
        { "POST", "/api/v1/alerts/{id}/unshelve", 404, false, false },
        { "GET", "/api/v1/rules", 200, true, false },
        { "POST", "/api/v1/rules", 400, false, false },
        { "GET", "/api/v1/rules/schema", 200, true, false },
        { "GET", "/api/v1/rules/{id}", 404, true, false },
        { "PUT", "/api/v1/rules/{id}", 400, false, false },
        { "DELETE", "/api/v1/rules/{id}", 404, false, false },
        { "GET", "/api/v1/ledger", 200, true, false },
        { "GET", "/api/v1/ledger/devices", 200, true, false },
        { "GET", "/api/v1/ledger/devices/worst", 200, true, false },
        { "GET", "/api/v1/ledger/{device}", 404, true, false },
        { "GET", "/api/v1/quarantine", 200, true, false },
        { "POST", "/api/v1/quarantine/replay", 200, false, false },
        { "POST", "/api/v1/quarantine/{id}/replay", 404, false, false },
        { "GET", "/api/v1/dead-letters", 200, true, false },
        { "GET", "/api/v1/live/snapshot", 200, true, false },
        { "GET", "/metrics", 200, true, false },
        { "GET", "/openapi/v1.json", 200, true, false },
        { "POST", "/hubs/live/negotiate?negotiateVersion=1", 200, true, false },
        { "GET", "/health/live", 200, true, true },
        { "GET", "/health/ready", 200, true, true },
        { "GET", "/favicon.svg", 200, true, true },
        { "GET", "/app.css", 200, true, true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Endpoint_AnswersTheRightPeople(string method, string path, int holder, bool openInDevelopment, bool openInProduction)
    {
        await AnswersAsync(development.Process, openInDevelopment);
        await AnswersAsync(production.Process, openInProduction);

        async Task AnswersAsync(CityProcess city, bool open)
        {
            Assert.Equal(holder, await AskAsync(city.Http, method, path));
            Assert.Equal(open ? holder : 401, await AskAsync(city.Anonymous, method, path));
            Assert.Equal(401, await AskAsync(city.Anonymous, method, path, "Bearer not-the-key-of-the-city"));
            Assert.Equal(401, await AskAsync(city.Anonymous, method, path, "Basic eDp5"));
        }
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
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", "no such", StringComparison.Ordinal).Replace("{device}", "nope", StringComparison.Ordinal));
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        if (authorization is null && client.DefaultRequestHeaders.Authorization is { } own)
        {
            request.Headers.Authorization = own;
        }

        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
