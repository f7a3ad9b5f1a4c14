using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>One city without simulated devices and one browser, shared by the tests of the operator's page. Started by the first that asks.</summary>
public sealed class OperatorCity : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    CityProcess? _city;
    CityProcess? _restarted;
    Chromium? _browser;

    /// <summary>A page that is not opened yet.</summary>
    internal async Task<OperatorPage> PageAsync(bool isDark = false)
    {
        _browser ??= await Chromium.StartAsync(Servers.Chromium);
        _city ??= await CityProcess.StartAsync(_folder.Path);
        return await _browser.OpenAsync(_city.BaseAddress, isDark, () => (_restarted ?? _city).Output);
    }

    /// <summary>A rule on pm10 of one device: raised above 50, cleared at 40.</summary>
    internal Task RuleAsync(string name, string device, string severity = "major") => RuleAsync(new
    {
        name, quantity = "pm10", domain = "air", devices = new[] { device }, severity,
        condition = new { kind = "above", raise = 50, clear = 40 },
    });

    internal async Task RuleAsync(object rule)
    {
        var answer = await _city!.Http.PostAsJsonAsync("/api/v1/rules", rule);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    /// <summary>A station with one device of the same name.</summary>
    internal async Task StationAsync(string id, string name, double lat, double lon, string district)
    {
        foreach (var (path, body) in new (string, object)[]
        {
            ($"stations/{id}", new { name, lat, lon, district, domain = "air" }),
            ($"devices/{id}", new { name, domain = "air", station = id, intervalSeconds = 600 }),
        })
        {
            using var answer = await _city!.Http.PutAsJsonAsync($"/api/v1/{path}", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>A reading of now, by the real command.</summary>
    internal Task ReadAsync(string device, double pm10) => _city!.PublishAsync(
        $"cityops/v1/air/{device}/readings",
        JsonSerializer.Serialize(new { ts = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), m = new { pm10 } }));

    /// <summary>Whatever a device may send, on its topic of readings.</summary>
    internal Task SendAsync(string device, string payload) => _city!.PublishAsync($"cityops/v1/air/{device}/readings", payload);

    /// <summary>A device tells of itself.</summary>
    internal Task BearAsync(string device, string birth) => _city!.PublishAsync($"cityops/v1/air/{device}/status", birth);

    /// <summary>The status that the holder of a key is answered.</summary>
    internal async Task<int> AskWithAsync(string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await _city!.Anonymous.SendAsync(request);
        return (int)answer.StatusCode;
    }

    internal async Task<JsonNode> GetAsync(string path) => (await _city!.Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>The alerts of one device, newest first.</summary>
    internal async Task<JsonArray> AlertsOfAsync(string device) => (await GetAsync($"/api/v1/alerts?device={device}"))["items"]!.AsArray();

    /// <summary>Ctrl-C. The page in the browser stays.</summary>
    internal async Task StopAsync() => Assert.Equal(0, await (_restarted ?? _city!).StopAsync());

    /// <summary>After <see cref="StopAsync"/>: the same data at the same address.</summary>
    internal async Task StartAgainAsync()
    {
        await (_restarted?.DisposeAsync() ?? default);
        _restarted = await CityProcess.StartAsync(
            _folder.Path, "Development", $"--Urls={_city!.BaseAddress}", $"--Broker:Port={_city.MqttPort.ToString(CultureInfo.InvariantCulture)}");
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        await (_restarted?.DisposeAsync() ?? default);
        await (_city?.DisposeAsync() ?? default);
        _folder.Dispose();
    }
}

/// <summary>
/// Tests of the program as a whole run one after another and beside no others: they measure what a person waits for, and a
/// machine of two cores would be busy with their neighbours. They share the operator's city and its browser.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealCity : ICollectionFixture<OperatorCity>
{
    public const string Name = "real city";
}
