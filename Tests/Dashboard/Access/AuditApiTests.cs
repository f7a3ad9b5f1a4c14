using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CityOps.Storage.City;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.EndToEnd;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>What is changed over HTTP stands in the audit trail, once, with who and from where; what was refused does not.</summary>
public sealed class AuditApiTests : IAsyncLifetime
{
    const string Rule = """{"name":"audited","quantity":"pm10","devices":["au-*"],"condition":{"kind":"above","raise":50},"severity":"major"}""";

    readonly TempFolder _data = new();
    CityProcess _city = null!;

    public async ValueTask InitializeAsync() => _city = await CityProcess.StartAsync(_data.Path, "Production");

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task EveryChange_HasOneEntry_AndARefusalNone()
    {
        await SendAsync(HttpMethod.Put, "/stations/st-1", """{"name":"One","lat":46,"lon":14,"domain":"air","attributes":{"depth":2}}""", 201);
        await SendAsync(HttpMethod.Put, "/stations/st-1", """{"name":"One","lat":46,"lon":14,"domain":"air","attributes":{"depth":2}}""", 200);
        await SendAsync(HttpMethod.Put, "/devices/au-1", """{"name":"Box","domain":"air","station":"nowhere"}""", 422);
        await SendAsync(HttpMethod.Put, "/devices/au-1", """{"name":"Box","domain":"air","station":"st-1"}""", 201);
        var rule = (await SendAsync(HttpMethod.Post, "/rules", Rule, 201)).Text("id")!;
        await SendAsync(HttpMethod.Put, $"/rules/{rule}", Rule.Replace("50", "60", StringComparison.Ordinal), 200);
        await SendAsync(HttpMethod.Put, "/rules/nope", Rule, 404);
        await SendAsync(HttpMethod.Post, "/rules", "{}", 400);
        await SendAsync(HttpMethod.Delete, $"/rules/{rule}", null, 200);
        await SendAsync(HttpMethod.Delete, $"/rules/{rule}", null, 200);
        await SendAsync(HttpMethod.Post, "/quarantine/replay", null, 200);

        var entries = (await _city.AskAsync("/audit")).Items();
        Assert.Equal(
            ["quarantine.replay", "rule.disable", "rule.update", "rule.create", "device.put", "station.put"], entries.Select(entry => entry.Text("action")));
        Assert.All(entries, entry => Assert.Equal("setup-key", entry.Text("who")));
        Assert.All(entries, entry => Assert.Contains(entry.Text("address"), new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1" }));
        Assert.Equal($"rule:{rule}", entries[2].Text("subject"));
        Assert.Contains("\"raise\":50", entries[2].Text("before"), StringComparison.Ordinal);
        Assert.Contains("\"raise\":60", entries[2].Text("after"), StringComparison.Ordinal);
        Assert.True(entries[5].IsNull("before"));
        Assert.Equal("""{"name":"One","lat":46,"lon":14,"district":null,"domain":"air","attributes":{"depth":2}}""", entries[5].Text("after"));
        Assert.Equal(3, (await _city.AskAsync("/audit?action=rule")).Items().Count);
        Assert.Equal(2, (await _city.AskAsync($"/audit?subject=rule:{rule}&limit=2")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task ActsOnAlerts_HaveEntries_AlsoOfTheSecondWhoComesTooLateNone()
    {
        await SendAsync(HttpMethod.Post, "/rules", Rule, 201);
        await _city.PublishAsync("au-2", (Json.Now, 90));
        var alert = (await Eventually.SatisfiesAsync(() => _city.ItemsAsync("/alerts?device=au-2"), alerts => alerts.Count == 1, "the alert"))[0].Text("id")!;
        foreach (var (act, body) in ((string, string)[])
                 [("acknowledge", "{\"comment\":\"seen\"}"), ("acknowledge", "{}"), ("comment", "{\"text\":\"=cmd()\"}"), ("assign", "{\"to\":\"bor\"}"), ("assign", "{\"to\":\"bor\"}")])
        {
            await SendAsync(HttpMethod.Post, $"/alerts/{alert}/{act}", body, 200);
        }

        var entries = (await _city.AskAsync($"/audit?subject=alert:{alert}")).Items();
        Assert.Equal(["alert.assign", "alert.comment", "alert.acknowledge"], entries.Select(entry => entry.Text("action")));
        Assert.Contains("\"acknowledgedComment\":\"seen\"", entries[2].Text("after"), StringComparison.Ordinal);
        var csv = await _city.Http.GetStringAsync($"/api/v1/audit?format=csv&subject=alert:{alert}");
        Assert.StartsWith("number,at,who,address,action,subject,before,after\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(5, csv.Split("\r\n").Length);
    }

    [Fact]
    public async Task Chain_IsCheckedOverHttpAndByACommand_WhichFindsWhoeverChangedTheFile()
    {
        await SendAsync(HttpMethod.Put, "/stations/st-1", """{"name":"One","lat":46,"lon":14,"domain":"air"}""", 201);
        await SendAsync(HttpMethod.Put, "/stations/st-1", """{"name":"Two","lat":46,"lon":14,"domain":"air"}""", 200);
        var verdict = await _city.AskAsync("/audit/verify");
        Assert.Equal((true, 2), (verdict.GetProperty("holds").GetBoolean(), verdict.Count("count")));
        var (code, output) = await VerbAsync();
        Assert.Equal(0, code);
        Assert.Contains($"2 entries hold, newest 2:{verdict.Text("hash")}", output, StringComparison.Ordinal);
        var first = (await _city.AskAsync("/audit")).Items()[1].Text("hash");
        Assert.Equal(0, (await VerbAsync($"--head=1:{first}")).ExitCode);
        foreach (var (head, why) in ((string, string)[])[($"1:{verdict.Text("hash")}", "written anew"), ($"3:{first}", "are missing"), ("1:abc", "64 digits")])
        {
            (code, output) = await VerbAsync($"--head={head}");
            Assert.Equal(1, code);
            Assert.Contains(why, output, StringComparison.Ordinal);
        }

        using (var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={_data.File("city.db")};Pooling=False")))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER audit_no_UPDATE; UPDATE audit SET Who = 'nobody' WHERE Number = 1";
            command.ExecuteNonQuery();
        }

        (code, output) = await VerbAsync();
        Assert.Equal(1, code);
        Assert.Contains("Entry 1", output, StringComparison.Ordinal);
        Assert.False((await _city.AskAsync("/audit/verify")).GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task HeaderOfADashboard_IsBelievedOfTheSetupKeyAlone_AndOnlyWhereADashboardAsks()
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite(_data.File("city.db"));
        var (_, text) = await new ApiKeys(new PooledDbContextFactory<CityDatabase>(options.Options), TimeProvider.System).CreateAsync(Actor.System, "grafana", PersonRole.Administrator, null);
        foreach (var (key, path) in ((string, string)[])[(text, "/quarantine/replay"), (CityProcess.AdminKey, "/quarantine/replay"), (CityProcess.AdminKey, "/rules")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = path == "/rules" ? new StringContent(Rule, Encoding.UTF8, "application/json") : null };
            request.Headers.Authorization = new("Bearer", key);
            request.Headers.Add("X-CityOps-Actor", "ana");
            request.Headers.Add("X-CityOps-Actor-Address", "192.0.2.7");
            using var answer = await _city.Anonymous.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        var entries = (await _city.AskAsync("/audit")).Items();
        Assert.Equal(["setup-key", "ana", "grafana", "cityops"], entries.Select(entry => entry.Text("who")));
        Assert.StartsWith("192.0.2.7 via ", entries[1].Text("address"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("from=yesterday", "from")]
    [InlineData("format=xml", "format")]
    [InlineData("whom=ana", "whom")]
    public async Task BadParameter_IsNamed(string query, string name)
    {
        using var answer = await _city.Http.GetAsync("/api/v1/audit?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(name, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    Task<(int ExitCode, string Output)> VerbAsync(params string[] more) =>
        CityProcess.RunToExitAsync(_city.WebPort, _city.MqttPort, _data.Path, "Production", ["--verify-audit", .. more]);

    async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, int expected)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _city.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == expected, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
