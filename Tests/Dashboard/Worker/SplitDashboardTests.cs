using System.Net;
using System.Text.Json;
using CityOps.Tests.Dashboard.Access;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Worker;

/// <summary>A Dashboard without ingestion in it: what it asks Ingestion for, and what it says when nobody answers.</summary>
public sealed class SplitDashboardTests(SplitDashboard split) : IClassFixture<SplitDashboard>
{
    static readonly string[] Forwarded =
        [
            "/api/v1/ledger", "/api/v1/ledger/devices?limit=2&cursor=a%20b",
            "/api/v1/ledger/devices/worst?q=aq&trouble=clock&all=true&offset=5&limit=1", "/api/v1/ledger/aq%201", "/api/v1/quarantine?device=aq-1&reason=bad_json&limit=1", "/api/v1/dead-letters?limit=1&cursor=7",
            "/metrics",
        ];

    [Fact]
    public async Task WhatBelongsToTheJournal_IsHandedOnAsItComes()
    {
        foreach (var path in Forwarded)
        {
            split.Ingestion.Answers[path] = (200, "text/plain; charset=utf-8", $"the answer to {path}, š");
            using var good = await split.Process.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "text/plain; charset=utf-8"), (good.StatusCode, good.Content.Headers.ContentType?.ToString()));
            Assert.Equal($"the answer to {path}, š", await good.Content.ReadAsStringAsync());

            split.Ingestion.Say(path, """{"title":"Bad Request","status":400,"detail":"limit: too many"}""", 400);
            using var bad = await split.Process.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (bad.StatusCode, bad.Content.Headers.ContentType?.MediaType));
            Assert.Contains("too many", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.All(split.Ingestion.Asked, asked => Assert.Equal($"Bearer {CityProcess.AdminKey}", asked.Authorization));
    }

    [Fact]
    public async Task WhatIsToBeDone_IsHandedOnWithItsBody_ByAnAdministratorOnly()
    {
        const string Path = "/api/v1/quarantine/replay";
        split.Ingestion.Say(Path, "the answer");
        using var body = new StringContent("{\"device\":\"aq-š\"}", System.Text.Encoding.UTF8, "application/json");
        using var done = await split.Process.Http.PostAsync(Path, body);
        Assert.Equal((HttpStatusCode.OK, "the answer"), (done.StatusCode, await done.Content.ReadAsStringAsync()));
        Assert.Equal(("POST", "{\"device\":\"aq-š\"}"), split.Ingestion.Told[Path]);

        using var one = await split.Process.Http.PostAsync("/api/v1/quarantine/17/replay", null);
        Assert.Equal(HttpStatusCode.NotFound, one.StatusCode);
        Assert.Equal(("POST", ""), split.Ingestion.Told["/api/v1/quarantine/17/replay"]);
        var asked = split.Ingestion.Asked.Count;
        using var stranger = await split.Process.Anonymous.PostAsync(Path, null);
        Assert.Equal((HttpStatusCode.Unauthorized, asked), (stranger.StatusCode, split.Ingestion.Asked.Count));
    }

    [Fact]
    public async Task Away_IsAProblemInWords_AndNobodyWatchesTheCity()
    {
        await split.Ingestion.LeaveAsync();
        foreach (var path in Forwarded)
        {
            var problem = await ProblemAsync(path, HttpStatusCode.ServiceUnavailable);
            Assert.Contains($"Ingestion does not answer at {split.Ingestion.Address}", problem, StringComparison.Ordinal);
        }

        var (status, health) = await HealthAsync(split.Process.Http);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "down"), (status, health.Text("status")));
        Assert.Equal(
            "broker down, journal down, store down, cityDatabase ready, evaluator down, live ready, jobs down",
            string.Join(", ", Components(health).Select(one => $"{one.Text("name")} {one.Text("status")}")));
        Assert.All(Components(health).Where(one => one.Text("status") == "down"), one =>
        {
            Assert.Contains("Ingestion does not answer at", one.Text("text"), StringComparison.Ordinal);
            Json.IsTime(one.Text("since"));
        });
        Assert.Equal(HttpStatusCode.OK, (await split.Process.Anonymous.GetAsync("/health/live")).StatusCode);
        var (code, line) = await VerbAsync();
        Assert.Equal((1, "down: broker down, journal down, store down, evaluator down, jobs down"), (code, line.Trim()));

        await split.Ingestion.ComeAsync();
        await Eventually.SatisfiesAsync(() => HealthAsync(split.Process.Http), answer => answer.Status == HttpStatusCode.OK, "the health of the city");
    }

    [Fact]
    public async Task OtherKey_IsTheOperatorsMatterAndNotTheAskers()
    {
        split.Ingestion.Say("/api/v1/ledger", """{"title":"Unauthorized","status":401}""", 401);
        Assert.Contains("Setup:AdminApiKey", await ProblemAsync("/api/v1/ledger", HttpStatusCode.BadGateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownParameter_IsRefusedWithoutAsking()
    {
        foreach (var path in Forwarded.Where(path => path.StartsWith("/api", StringComparison.Ordinal)))
        {
            var before = split.Ingestion.Asked.Count;
            Assert.Contains("colour", await ProblemAsync($"{path.Split('?')[0]}?colour=1", HttpStatusCode.BadRequest), StringComparison.Ordinal);
            Assert.Equal(before, split.Ingestion.Asked.Count);
        }
    }

    [Fact]
    public async Task Health_IsIngestionsBesideWhatItSeesItself()
    {
        split.Ingestion.Say("/health/ready", FakeIngestion.ReadyWords);
        var (status, health) = await Eventually.SatisfiesAsync(
            () => HealthAsync(split.Process.Http), answer => Components(answer.Health).Any(one => one.Text("text") == "Live values and hints come in."), "the link");
        Assert.Equal((HttpStatusCode.OK, "ready"), (status, health.Text("status")));
        Assert.Equal(
            "It listens.|It keeps.|It takes.|The city database answers.|It judges.|Live values and hints come in.|They run.",
            string.Join('|', Components(health).Select(one => one.Text("text"))));
        Assert.Equal(3, Components(health)[0].GetProperty("numbers").Count("connections"));
        Assert.Equal(7, Components(health)[2].GetProperty("numbers").Count("pendingMessages"));
        Assert.Equal(0, Components(health)[3].GetProperty("numbers").Count("openAlerts"));

        split.Ingestion.Say("/health/ready", FakeIngestion.ReadyWords.Replace("\"ready\",\"since\":null,\"text\":\"Theirs.\"", "\"degraded\",\"since\":null,\"text\":\"Theirs.\"", StringComparison.Ordinal));
        var (_, worse) = await HealthAsync(split.Process.Http);
        Assert.Equal("degraded", worse.Text("status"));
        Assert.Equal("Ingestion: Theirs.", Components(worse)[3].Text("text"));

        split.Ingestion.Say("/health/ready", FakeIngestion.ReadyWords);
        var (_, words) = await HealthAsync(split.Process.Anonymous);
        Assert.All(Components(words), one => Assert.Equal(JsonValueKind.Null, one.GetProperty("text").ValueKind));
        Assert.Equal((0, "ready"), await VerbAsync() is var (code, line) ? (code, line.Trim()) : default);
    }

    /// <summary>The fixture holds the folder as a running Ingestion would.</summary>
    /// <summary>They are of the city database: nobody asks Ingestion for them.</summary>
    [Fact]
    public async Task LogBookAndShifts_AreThereWithoutIngestion()
    {
        using var entry = await split.Process.Http.PostAsync("/api/v1/log", new StringContent("""{"text":"written in a process of its own"}"""));
        using var taken = await split.Process.Http.PostAsync("/api/v1/handovers", null);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (entry.StatusCode, taken.StatusCode));
        using var kept = JsonDocument.Parse(await split.Process.Http.GetStringAsync(taken.Headers.Location));
        Assert.Equal("written in a process of its own", kept.RootElement.GetProperty("shift").GetProperty("entries").EnumerateArray().Last().Text("text"));
        using var log = JsonDocument.Parse(await split.Process.Http.GetStringAsync("/api/v1/log?limit=2"));
        Assert.Equal(["handover", "entry"], log.RootElement.GetProperty("items").EnumerateArray().Select(line => line.Text("kind")));
    }

    [Fact]
    public async Task Folder_OfIngestionCanBeShared()
    {
        Assert.False(Directory.Exists(Path.Combine(split.Data, "journal")));
        using var page = await split.Process.Anonymous.GetAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    /// <summary>The description and the rights are those of a city in one process.</summary>
    [Fact]
    public async Task Endpoints_AreTheSameAsInOneProcess()
    {
        var described = await ApiRefusalsTests.EndpointsAsync(split.Process);
        var table = RightsTests.Table.Select(row => (Method: row.Data.Item1, Path: row.Data.Item2, Open: row.Data.Item4 == RightsTests.Anybody)).ToList();
        Assert.Equal(
            table.Select(row => (row.Method, row.Path)).Where(row => row.Path.StartsWith("/api/", StringComparison.Ordinal)).Order(), described.Order());
        foreach (var (method, path, open) in table)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", "x", StringComparison.Ordinal).Replace("{device}", "x", StringComparison.Ordinal));
            using var answer = await split.Process.Anonymous.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized == !open, $"{method} {path}: {answer.StatusCode}");
        }
    }

    Task<(int ExitCode, string Output)> VerbAsync() => CityProcess.RunToExitAsync(
        split.Process.WebPort, split.Process.MqttPort, split.Data, "Production", "--health", "--Ingestion:InProcess=false", "--Broker:Mode=External", "--Store:Kind=InfluxDb");

    async Task<string> ProblemAsync(string path, HttpStatusCode expected)
    {
        using var answer = await split.Process.Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!;
    }

    static List<JsonElement> Components(JsonElement health) => [.. health.GetProperty("components").EnumerateArray()];

    static async Task<(HttpStatusCode Status, JsonElement Health)> HealthAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/health/ready");
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
