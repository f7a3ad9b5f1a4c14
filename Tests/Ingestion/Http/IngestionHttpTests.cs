using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace CityOps.Tests.Ingestion.Http;

/// <summary>What a separate Ingestion serves, and to whom: one table of every endpoint, and a test that none is missing from it.</summary>
public sealed class IngestionHttpTests(IngestionCity city) : IClassFixture<IngestionCity>
{
    /// <summary>Method, path, what the holder of the key is answered, whether Development shows it to anybody, and Production too.</summary>
    public static TheoryData<string, string, int, bool, bool> Table => new()
    {
        { "GET", "/api/v1/ledger", 200, true, false },
        { "GET", "/api/v1/ledger/devices", 200, true, false },
        { "GET", "/api/v1/ledger/devices/worst", 200, true, false },
        { "GET", "/api/v1/ledger/{device}", 404, true, false },
        { "GET", "/api/v1/quarantine", 200, true, false },
        { "POST", "/api/v1/quarantine/replay", 200, false, false },
        { "POST", "/api/v1/quarantine/{id}/replay", 404, false, false },
        { "GET", "/api/v1/dead-letters", 200, true, false },
        { "GET", "/api/v1/jobs", 200, true, false },
        { "POST", "/api/v1/jobs/{id}/run", 404, false, false },
        { "GET", "/api/v1/rollups/late", 400, true, false },
        { "GET", "/metrics", 200, true, false },
        { "GET", "/health/live", 200, true, true },
        { "GET", "/health/ready", 200, true, true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Endpoint_AnswersTheRightPeople(string method, string path, int holder, bool openInDevelopment, bool openInProduction)
    {
        foreach (var (process, open) in new[] { (city.Development, openInDevelopment), (city.Production, openInProduction) })
        {
            Assert.Equal(holder, await AskAsync(process.Http, method, path));
            Assert.Equal(open ? holder : 401, await AskAsync(process.Anonymous, method, path));
            Assert.Equal(401, await AskAsync(process.Anonymous, method, path, "Bearer not-the-key-of-the-city"));
            Assert.Equal(401, await AskAsync(process.Anonymous, method, path, "Basic eDp5"));
        }
    }

    [Fact]
    public async Task Table_HasEveryEndpoint()
    {
        using var data = new TempFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Path", data.Path)]).Build();
        await using var app = IngestionProcess.Build(
            WebApplication.CreateBuilder(), CitySettingsReader.Read(configuration, data.Path, production: true, CityProgram.Ingestion), TimeProvider.System);
        var mapped = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'));
        Assert.Equal(Table.Select(row => row.Data.Item2).Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task WhatIsNotThere_IsAProblem_AndNothingToStrangers()
    {
        foreach (var path in (string[])["/api/v1/nope", "/api/v1/stations"])
        {
            using var answer = await city.Production.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }

        using var unknown = await city.Production.Http.GetAsync("/api/v1/ledger?colour=1");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("colour", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_TellsDetailsToTheKeyOnly_AndTheVerbReadsIt()
    {
        var anonymous = await city.Production.Anonymous.GetStringAsync("/health/ready");
        Assert.Contains("\"name\":\"journal\",\"status\":\"ready\",\"since\":null,\"text\":null,\"numbers\":null", anonymous, StringComparison.Ordinal);
        Assert.Contains("freeBytes", await city.Production.Http.GetStringAsync("/health/ready"), StringComparison.Ordinal);
        using var nowhere = new TempFolder();
        var (exitCode, output) = await CityProcess.RunToExitAsync(
            CityProgram.Ingestion, city.Production.WebPort, FreePort.Next(), Path.Combine(nowhere.Path, "data"), "Production", "--health");
        Assert.Equal((0, "ready"), (exitCode, output.Trim()));
        Assert.Empty(Directory.GetFileSystemEntries(nowhere.Path));
    }

    [Fact]
    public async Task Message_IsAccountedFor_AndTheDeviceIsKnown()
    {
        var at = Json.Now - 5_000;
        await city.Development.PublishAsync("cityops/v1/air/ih-1/status", "online");
        await city.Development.PublishAsync("cityops/v1/air/ih-2/status", "offline");
        await city.Development.PublishAsync("cityops/v1/air/ih-1/readings", ApiCity.Payload("pm10", at, 42));
        await city.Development.PublishAsync("cityops/v1/air/ih-1/readings", "{");
        var ledger = await Eventually.SatisfiesAsync(
            () => GetAsync("/ledger/ih-1"), answer => answer.TryGetProperty("total", out var total) && total.Count("stored") == 1 && total.Count("received") == 2, "stored");
        Assert.Equal($"{Json.Time(at)} online", $"{ledger.Text("lastObservedAt")} {ledger.Text("connection")}");
        var silent = (await GetAsync("/ledger/devices")).Items().Single(item => item.Text("device") == "ih-2");
        Assert.Equal((0, "offline", null), (silent.GetProperty("total").Count("received"), silent.Text("connection"), silent.Text("lastReceivedAt")));
        Assert.Equal("bad_json", (await GetAsync("/quarantine?device=ih-1")).Items().Single().Text("reason"));
        Json.IsTime((await GetAsync("/ledger")).Text("storedUntil"));
        Assert.Contains("\ncityops_messages_total{class=\"stored\"} ", await city.Development.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeadLetters_AreListedFromTheNewest()
    {
        // The field exists with another type there, so the store refuses ours for good.
        using var write = await city.Influx.Http.PostAsync("/write?db=Development_raw", new StringContent("heat,device=other flow=1i"));
        Assert.True(write.IsSuccessStatusCode, await write.Content.ReadAsStringAsync());
        foreach (var n in Enumerable.Range(1, 3))
        {
            await city.Development.PublishAsync("cityops/v1/heat/dl-1/readings", ApiCity.Payload("flow", Json.Now - (n * 1_000), n));
        }

        var items = (await Eventually.SatisfiesAsync(() => GetAsync("/dead-letters"), answer => answer.GetProperty("items").GetArrayLength() == 3, "three dead letters")).Items();
        Assert.All(items, item => Assert.Equal("id receivedAt device line error", item.Members()));
        Assert.All(items, item => Assert.Equal("dl-1", item.Text("device")));
        Assert.Equal(items.Select(item => long.Parse(item.Text("id")!, System.Globalization.CultureInfo.InvariantCulture)).OrderDescending(), items.Select(item => long.Parse(item.Text("id")!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("flow", items[0].Text("line"), StringComparison.Ordinal);
        Assert.NotEmpty(items[0].Text("error")!);
        Json.IsTime(items[0].Text("receivedAt"));

        var first = await GetAsync("/dead-letters?limit=2");
        var rest = await GetAsync($"/dead-letters?limit=2&cursor={first.Text("next")}");
        Assert.Equal(items.ConvertAll(item => item.Text("id")), first.Items().Concat(rest.Items()).Select(item => item.Text("id")));
        Assert.Null(rest.Text("next"));
        Assert.Equal(3, (await GetAsync("/ledger/dl-1")).GetProperty("total").Count("refused"));
        var health = await city.Development.Http.GetFromJsonAsync<JsonElement>("/health/ready");
        var store = health.GetProperty("components").EnumerateArray().Single(component => component.Text("name") == "store");
        Assert.Equal(3, store.GetProperty("numbers").Count("refusedMessages"));
        Assert.Contains("/api/v1/dead-letters", store.Text("text"), StringComparison.Ordinal);
    }

    async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await city.Development.Http.GetAsync("/api/v1" + path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<int> AskAsync(HttpClient client, string method, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), path.Replace("{device}", "nope", StringComparison.Ordinal).Replace("{id}", "7", StringComparison.Ordinal));
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
