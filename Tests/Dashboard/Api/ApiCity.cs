using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Tests.Support;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>One city in Development for all tests of the API: each uses devices of its own, so none disturbs another.</summary>
public sealed class ApiCity : IAsyncLifetime
{
    public const string Name = "API city";

    readonly TempFolder _data = new();

    internal CityProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await CityProcess.StartAsync(_data.Path, "Development", "--Ingestion:MaxAge=3650.00:00:00");

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Asks with the key, and expects 200.</summary>
    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);

    /// <summary>Sends a body as it stands, none where it is null, with the key.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path);
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await Process.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{method} {path}: {(int)answer.StatusCode} instead of {(int)expected}: {text}");
        if ((int)expected >= 400)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        return JsonDocument.Parse(text).RootElement;
    }

    public Task<JsonElement> PostAsync(string path, string? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(HttpMethod.Post, path, body, expected);

    public Task<JsonElement> PutAsync(string path, string body, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(HttpMethod.Put, path, body, expected);

    /// <summary>What a refusal says.</summary>
    public async Task<string> RefusalAsync(HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        var problem = await SendAsync(method, path, body, expected);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "";
    }

    public Task PublishAsync(string device, string payload, string domain = "air") =>
        Process.PublishAsync($"cityops/v1/{domain}/{device}/readings", payload);

    /// <summary>Publishes one value and returns when the API shows it.</summary>
    public async Task ReadAsync(string device, string quantity, long at, double value, string domain = "air")
    {
        await PublishAsync(device, Payload(quantity, at, value), domain);
        await Eventually.SatisfiesAsync(
            () => Process.Http.GetStringAsync($"/api/v1/readings/latest?series={device}:{quantity}"),
            text => text.Contains(Json.Time(at), StringComparison.Ordinal), $"the reading of {device}");
    }

    public static string Payload(string quantity, long at, double value) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{at}}},"m":{"{{{quantity}}}":{{{value}}}}}""");

    /// <summary>Waits until the list at this path has as many items.</summary>
    public Task<JsonElement> ItemsAsync(string path, int count) => Eventually.SatisfiesAsync(
        () => Process.Http.GetFromJsonAsync<JsonElement>("/api/v1" + path),
        answer => answer.GetProperty("items").GetArrayLength() == count, path);
}

[CollectionDefinition(ApiCity.Name)]
public sealed class ApiCityCollection : ICollectionFixture<ApiCity>;
