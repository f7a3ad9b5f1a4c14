using System.Text.Json;
using CityOps.Benchmarks.Rig;
using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Benchmarks.Faults;

/// <summary>Counts what is in a store, past the product: how many moments a device has of each quantity of the reference load.</summary>
static class StoredPoints
{
    const int PageRows = 50_000;

    static readonly string[] Quantities = ["pm10", "pm25", "no2", "o3"];

    /// <summary>Asks InfluxDB itself. By device, the counts of its quantities.</summary>
    public static async Task<IReadOnlyDictionary<string, long[]>> InInfluxDbAsync(InfluxServer server)
    {
        var answer = await server.QueryAsync($"SELECT {string.Join(',', Quantities.Select(q => $"count({q})"))} FROM air GROUP BY device", "cityops_raw");
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series)
            ? series.EnumerateArray().ToDictionary(
                one => one.GetProperty("tags").GetProperty("device").GetString()!,
                one => one.GetProperty("values")[0].EnumerateArray().Skip(1).Select(count => count.GetInt64()).ToArray())
            : throw new InvalidOperationException($"InfluxDB has no readings: {answer}");
    }

    /// <summary>Opens the file that a program has left, and counts. A moment that is there twice counts twice.</summary>
    public static async Task<IReadOnlyDictionary<string, long[]>> InFileAsync(string path, IEnumerable<string> devices)
    {
        await using var store = await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = path }, TimeProvider.System);
        var found = new Dictionary<string, long[]>();
        foreach (var device in devices)
        {
            var counts = new long[Quantities.Length];
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = await CountAsync(store, new SeriesId(device, Quantities[i]));
            }

            found.Add(device, counts);
        }

        return found;
    }

    static async Task<long> CountAsync(EmbeddedTelemetryStore store, SeriesId series)
    {
        var count = 0L;
        for (var from = 0L; ;)
        {
            var page = await store.RawAsync(series, from, long.MaxValue, PageRows, CancellationToken.None);
            count += page.Count;
            if (page.Count < PageRows)
            {
                return count;
            }

            from = page[^1].T + 1;
        }
    }
}
