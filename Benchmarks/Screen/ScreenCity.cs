using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CityOps.Benchmarks.Intake;
using CityOps.Benchmarks.Rig;
using CityOps.Core.City;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Benchmarks.Screen;

/// <summary>
/// The whole product in one process, with its own broker and store: thousands of stations on the map, the reference rules, and devices
/// that raise an alert when told to.
/// </summary>
sealed class ScreenCity : IAsyncDisposable
{
    /// <summary>Above it one of <see cref="AlarmId"/> raises an alert at once; at or below, the alert clears.</summary>
    public const double Limit = 50;
    const double South = 46.01, West = 14.42, Height = 0.1, Width = 0.18;
    const int Together = 500;

    static readonly string[] Districts = ["Center", "Šiška", "Bežigrad", "Moste", "Vič", "Jarše", "Rudnik", "Trnovo", "Dravlje"];

    readonly TempFolder _folder;

    ScreenCity(TempFolder folder, CityProcess process) => (_folder, Process) = (folder, process);

    public CityProcess Process { get; }

    /// <summary>Of the reference load, and of the station where it stands.</summary>
    public static string LoadId(int number) => string.Create(CultureInfo.InvariantCulture, $"load-{number}");

    public static string AlarmId(int number) => string.Create(CultureInfo.InvariantCulture, $"alarm-{number:000}");

    public static async Task<ScreenCity> StartAsync(int stations, int alarms, CancellationToken ct)
    {
        var folder = new TempFolder();
        await ReferenceRules.SeedAsync(folder.File("city.db"));
        await BearAsync(folder.File("city.db"), stations, alarms, ct);
        var city = new ScreenCity(folder, await CityProcess.StartAsync(folder.Path));
        try
        {
            await city.PutRuleAsync(ct);
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>Which alarm device each alert of it is about, by the alert's id.</summary>
    public async Task<Dictionary<string, string>> AlertsAsync(CancellationToken ct)
    {
        var answer = await Process.Http.GetFromJsonAsync<JsonNode>("/api/v1/alerts?limit=10000", ct);
        return answer!["items"]!.AsArray().Where(item => ((string?)item!["device"])?.StartsWith("alarm-", StringComparison.Ordinal) == true)
            .ToDictionary(item => (string)item!["id"]!, item => (string)item!["device"]!);
    }

    /// <summary>What the product says of itself.</summary>
    public async Task<JsonNode> LatencyAsync(CancellationToken ct) => (await Process.Http.GetFromJsonAsync<JsonNode>("/api/v1/live/latency", ct))!;

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>One station each, by their births: the devices of the load first, then those that raise alerts.</summary>
    static async Task BearAsync(string cityDatabase, int stations, int alarms, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite(cityDatabase);
        var registry = new CityRegistry(new PooledDbContextFactory<CityDatabase>(options.Options));
        var columns = (int)Math.Ceiling(Math.Sqrt(stations));
        var births = Enumerable.Range(0, stations).Select(i => new DeviceBirth(
            i < stations - alarms ? LoadId(i) : AlarmId(i - (stations - alarms)), "air",
            new Birth(
                true, string.Create(CultureInfo.InvariantCulture, $"Station {i}"), South + Height * (i / columns) / columns, West + Width * (i % columns) / columns,
                Districts[i % Districts.Length], null, null, null, null, new Dictionary<string, string>())));
        foreach (var some in births.Chunk(Together))
        {
            await registry.BirthAsync(some, ct);
        }
    }

    async Task PutRuleAsync(CancellationToken ct)
    {
        var rule = new
        {
            name = "Screen", quantity = "pm10", domain = "air", devices = new[] { "alarm-*" }, severity = "critical",
            condition = new { kind = "above", raise = Limit, clear = Limit },
        };
        using var answer = await Process.Http.PostAsJsonAsync("/api/v1/rules", rule, ct);
        answer.EnsureSuccessStatusCode();
    }
}
