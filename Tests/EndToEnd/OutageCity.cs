using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.EndToEnd.Production;

namespace CityOps.Tests.EndToEnd;

/// <summary>mosquitto, InfluxDB, Ingestion and a Dashboard as processes, under some hundred messages a second.</summary>
sealed class OutageCity : IAsyncDisposable
{
    readonly TempFolder _data = new();
    MosquittoServer _broker = null!;

    public InfluxServer Influx { get; private set; } = null!;

    public CityProcess Ingestion { get; private set; } = null!;

    public CityProcess Dashboard { get; private set; } = null!;

    public SteadyLoad Load { get; private set; } = null!;

    public static async Task<OutageCity> StartAsync()
    {
        var city = new OutageCity();
        try
        {
            city._broker = await MosquittoServer.StartAsync();
            city.Influx = await InfluxServer.StartNewAsync();
            city.Ingestion = city.Launch(CityProgram.Ingestion, "ingestion");
            city.Dashboard = city.Launch(CityProgram.Dashboard, "dashboard", $"--Ingestion:Url={city.Ingestion.BaseAddress}");
            await city.Ingestion.StartedAsync();
            await city.Dashboard.StartedAsync();
            city.Load = SteadyLoad.Start(city._broker.Port, null, devices: 20);
            await Eventually.SatisfiesAsync(() => city.TotalAsync(), total => total.Count("stored") > 500, "the load is stored");
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many messages there were beside the load.</summary>
    public int Read { get; private set; }

    /// <summary>A reading of now, by the real command.</summary>
    public async Task ReadAsync(string device, double pm10)
    {
        Read++;
        var (code, output) = await _broker.PublishAsync($"cityops/v1/air/{device}/readings", ApiCity.Payload("pm10", Json.Now, pm10), "-q", "1");
        Assert.True(code == 0, output);
    }

    public async Task<JsonElement> TotalAsync() => (await Ingestion.AskAsync("/ledger")).GetProperty("total");

    /// <summary>What a process says of a component.</summary>
    public static async Task<JsonElement> HealthAsync(CityProcess process, string component)
    {
        using var answer = await process.Http.GetAsync("/health/ready");
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return health.GetProperty("components").EnumerateArray().Single(one => one.Text("name") == component);
    }

    /// <summary>Alerts about CityOps itself, open and cleared.</summary>
    public async Task<List<JsonElement>> OutagesAsync() =>
        [.. (await Dashboard.ItemsAsync("/alerts")).Where(alert => alert.GetProperty("rule").Text("id")!.StartsWith("cityops-", StringComparison.Ordinal))];

    /// <summary>Times in InfluxDB of what a device has sent, oldest first.</summary>
    public async Task<List<long>> StoredTimesAsync(string device)
    {
        var answer = JsonDocument.Parse(await Influx.QueryAsync($"SELECT pm10 FROM air WHERE device = '{device}'", "cityops_raw")).RootElement;
        return answer.GetProperty("results")[0].TryGetProperty("series", out var series)
            ? [.. series[0].GetProperty("values").EnumerateArray().Select(row => row[0].GetInt64())]
            : [];
    }

    /// <summary>What Ingestion has in memory now.</summary>
    public long ResidentMebibytes()
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Ingestion.ProcessId}/status")).Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024;
    }

    public async ValueTask DisposeAsync()
    {
        await (Load?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Dashboard?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Ingestion?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Influx?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    CityProcess Launch(CityProgram program, string folder, params string[] settings) => CityProcess.LaunchPart(
        program, _broker.Port, _data.File(folder), "Development", [$"--City:Database={_data.File("city.db")}", $"--Store:InfluxDb:Url={Influx.Url}", .. settings]);
}
