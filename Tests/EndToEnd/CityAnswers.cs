using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>What the tests that stop and start the process ask it.</summary>
static class CityAnswers
{
    public static Task<JsonElement> AskAsync(this CityProcess city, string path) => city.Http.GetFromJsonAsync<JsonElement>("/api/v1" + path);

    public static async Task<JsonElement> PostAsync(this CityProcess city, string path, string? body = null)
    {
        using var answer = await city.Http.PostAsync("/api/v1" + path, body is null ? null : new StringContent(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<List<JsonElement>> ItemsAsync(this CityProcess city, string path) =>
        [.. (await city.AskAsync(path)).GetProperty("items").EnumerateArray()];

    /// <summary>Several readings of pm10 in one message.</summary>
    public static Task PublishAsync(this CityProcess city, string device, params IEnumerable<(long At, double Value)> readings) => city.PublishAsync(
        $"cityops/v1/air/{device}/readings",
        $"[{string.Join(',', readings.Select(r => string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{r.At}}},"m":{"pm10":{{{r.Value}}}}}""")))}]");

    /// <summary>Waits until the evaluator has judged everything that is journalled.</summary>
    public static Task JudgedAsync(this CityProcess city) => Eventually.SatisfiesAsync(
        () => city.Http.GetFromJsonAsync<JsonElement>("/health/ready"),
        health => Position(health, "evaluator") >= Position(health, "journal"), "the evaluator at the head of the journal");

    /// <summary>Every message of a device, or of the city, is in exactly one class.</summary>
    public static void Balances(JsonElement ledger)
    {
        var total = ledger.GetProperty("total");
        Assert.Equal(Of("received"), Of("decoded") + total.GetProperty("rejected").GetProperty("total").GetInt64() + Of("shed"));
        Assert.Equal(Of("decoded"), Of("stored") + Of("duplicate") + Of("refused") + Of("pending"));

        long Of(string name) => total.GetProperty(name).GetInt64();
    }

    public static Task StoredAsync(this CityProcess city) => Eventually.SatisfiesAsync(
        () => city.AskAsync("/ledger"), ledger => ledger.GetProperty("total").GetProperty("pending").GetInt64() == 0, "everything stored");

    static double Position(JsonElement health, string component) => health.GetProperty("components").EnumerateArray()
        .Single(c => c.GetProperty("name").GetString() == component).GetProperty("numbers").GetProperty("position").GetDouble();
}
