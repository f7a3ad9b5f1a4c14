using System.Globalization;
using System.Text.Json;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Intake;

/// <summary>Asks InfluxDB itself what came, past those who wrote it.</summary>
static class InfluxCount
{
    /// <summary>Null where the messages are there, each as one point; else what is there.</summary>
    public static async Task<string?> CheckAsync(InfluxServer server, string database, long messages)
    {
        var answer = await server.QueryAsync("SELECT count(pm10), count(pm25), count(no2), count(o3) FROM air", database);
        using var json = JsonDocument.Parse(answer);
        var result = json.RootElement.GetProperty("results")[0];
        var counts = result.TryGetProperty("series", out var series)
            ? series[0].GetProperty("values")[0].EnumerateArray().Skip(1).Select(count => count.GetInt64()).ToList()
            : [];
        return counts.Count == 4 && counts.All(count => count == messages)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"InfluxDB has {string.Join('/', counts)} of {messages} points");
    }

    /// <summary>So that the next subject finds the server as this one did.</summary>
    public static async Task DropAsync(InfluxServer server, IEnumerable<string> databases)
    {
        try
        {
            foreach (var database in databases)
            {
                await server.QueryAsync($"DROP DATABASE \"{database}\"");
            }
        }
        catch (HttpRequestException)
        {
            // Ctrl-C ends InfluxDB as well, and everything it has goes with it.
        }
    }
}
