using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CityOps.Tests.Support;

namespace CityOps.Tests.Replay;

/// <summary>A city that takes readings of any age, asked over HTTP.</summary>
sealed class ReplayedCity(CityProcess city) : IAsyncDisposable
{
    public int MqttPort => city.MqttPort;

    public static async Task<ReplayedCity> StartAsync(TempFolder folder) =>
        new(await CityProcess.StartAsync(folder.Path, "Development", "--Ingestion:MaxAge=36500.00:00:00"));

    public async Task<JsonNode> GetAsync(string path) => (await city.Http.GetFromJsonAsync<JsonNode>("/api/v1/" + path))!;

    public async Task<List<JsonNode>> ItemsAsync(string path) => [.. (await GetAsync(path))["items"]!.AsArray().Select(item => item!)];

    /// <summary>The account once everything received is stored.</summary>
    public async Task<JsonNode> SettledLedgerAsync(long received) => (await Eventually.SatisfiesAsync(
        () => GetAsync("ledger"), ledger => Count(ledger, "received") >= received && Count(ledger, "pending") == 0, "everything in store"))["total"]!;

    /// <summary>All readings of a series, page by page.</summary>
    public async Task<List<(string Time, double Value)>> ReadingsAsync(string series, string from, string to)
    {
        var all = new List<(string, double)>();
        string? next = null;
        do
        {
            var page = await GetAsync($"readings?series={series}&from={from}&to={to}" + (next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}"));
            all.AddRange(page["items"]!.AsArray().Select(item => ((string)item!["t"]!, (double)item["v"]!)));
            next = (string?)page["next"];
        }
        while (next is not null);

        return all;
    }

    public async Task<List<Bucket>> BucketsAsync(string series, string from, string to, string size) =>
        [.. (await ItemsAsync($"readings?series={series}&from={from}&to={to}&bucket={size}&aggregate=mean,min,max,count&limit=10000"))
            .Select(item => new Bucket((string)item["t"]!, (double)item["mean"]!, (double)item["min"]!, (double)item["max"]!, (long)item["count"]!))];

    /// <summary>A recorded time as the API writes it.</summary>
    public static string Utc(string recorded) =>
        DateTime.Parse(recorded, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => city.DisposeAsync();

    static long Count(JsonNode ledger, string name) => (long)ledger["total"]![name]!;
}

/// <param name="Time">Its start.</param>
sealed record Bucket(string Time, double Mean, double Min, double Max, long Count);
