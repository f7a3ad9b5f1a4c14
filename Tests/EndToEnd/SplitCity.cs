using CityOps.Ingestion.Configuration;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>
/// The parts as processes of their own: mosquitto, InfluxDB, Ingestion and two Dashboards, which share nothing but the city
/// database.
/// </summary>
sealed class SplitCity : IAsyncDisposable
{
    readonly TempFolder _data = new();

    public MosquittoServer Broker { get; private set; } = null!;

    public InfluxServer Influx { get; private set; } = null!;

    public CityProcess Ingestion { get; private set; } = null!;

    public CityProcess Dashboard { get; private set; } = null!;

    public CityProcess OtherDashboard { get; private set; } = null!;

    public static async Task<SplitCity> StartAsync()
    {
        var city = new SplitCity();
        try
        {
            city.Broker = await MosquittoServer.StartAsync();
            city.Influx = await InfluxServer.StartNewAsync();
            city.Ingestion = city.Launch(CityProgram.Ingestion, "ingestion");
            city.Dashboard = city.Launch(CityProgram.Dashboard, "dashboard", $"--Ingestion:Url={city.Ingestion.BaseAddress}");
            city.OtherDashboard = city.Launch(CityProgram.Dashboard, "other", $"--Ingestion:Url={city.Ingestion.BaseAddress}");
            foreach (var process in (CityProcess[])[city.Ingestion, city.Dashboard, city.OtherDashboard])
            {
                await process.StartedAsync();
            }

            await city.ReadyAsync();
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    public Task ReadyAsync() => Eventually.SatisfiesAsync(
        async () =>
        {
            using var answer = await Dashboard.Http.GetAsync("/health/ready");
            return await answer.Content.ReadAsStringAsync();
        },
        health => health.StartsWith("{\"status\":\"ready\"", StringComparison.Ordinal), "all parts are well");

    /// <summary>The same Ingestion again, on the port where the Dashboards ask for it.</summary>
    public async Task StartIngestionAgainAsync()
    {
        var port = Ingestion.WebPort;
        await Ingestion.DisposeAsync();
        Ingestion = Launch(CityProgram.Ingestion, "ingestion", $"--Ingestion:HttpPort={port}");
        await Ingestion.StartedAsync();
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (CityProcess?[])[OtherDashboard, Dashboard, Ingestion])
        {
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await (Influx?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    CityProcess Launch(CityProgram program, string folder, params string[] settings) => CityProcess.LaunchPart(
        program, Broker.Port, _data.File(folder), "Development", [$"--City:Database={_data.File("city.db")}", $"--Store:InfluxDb:Url={Influx.Url}", .. settings]);
}
