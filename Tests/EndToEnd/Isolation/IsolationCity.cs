using System.Globalization;
using System.Text.Json;
using CityOps.Benchmarks.Faults;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.EndToEnd.Production;

namespace CityOps.Tests.EndToEnd.Isolation;

/// <summary>A city at either broker, with neighbours that send steadily, and a rule that looks at devices whose names begin with watch.</summary>
sealed class IsolationCity : IAsyncDisposable
{
    public const int Burst = 1_000;
    public const int MostDevices = 500;

    static readonly string[] Limits =
    [
        string.Create(CultureInfo.InvariantCulture, $"--Devices:Burst={Burst}"), string.Create(CultureInfo.InvariantCulture, $"--Devices:MaxDiscovered={MostDevices}"),
    ];

    readonly TempFolder _data = new();
    MosquittoServer? _broker;
    InfluxServer? _store;
    CityProcess? _ingestion;

    /// <summary>Answers for all there is.</summary>
    public CityProcess Dashboard { get; private set; } = null!;

    public SteadyLoad Neighbours { get; private set; } = null!;

    public int MqttPort => _broker?.Port ?? Dashboard.MqttPort;

    public string Output => _ingestion?.Output + Dashboard.Output;

    public static async Task<IsolationCity> StartAsync(FaultBroker kind)
    {
        var city = new IsolationCity();
        try
        {
            await (kind == FaultBroker.Mosquitto ? city.StartPartsAsync() : city.StartWholeAsync());
            city.Neighbours = SteadyLoad.Start(city.MqttPort, null, devices: 3);
            await city.Dashboard.PostAsync(
                "/rules", """{"name":"on watch","quantity":"pm10","devices":["watch-*"],"condition":{"kind":"above","raise":50,"clear":40},"severity":"critical"}""");
            await city.RaisesAsync("watch-0");
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>A device tells of itself for the first time, with a reading that is nothing special.</summary>
    public Task AppearsAsync(string device) => PublishAsync(device, 10);

    /// <summary>A reading above the limit, by the real command, and its alert.</summary>
    public Task RaisesAsync(string device) => Eventually.SatisfiesAsync(
        async () =>
        {
            await PublishAsync(device, 90);
            return (await Dashboard.ItemsAsync($"/alerts?device={device}&state=active")).Count;
        },
        count => count == 1, $"the alert of {device}");

    public async Task<JsonElement> AccountAsync(string device) => (await Dashboard.AskAsync($"/ledger/{device}")).GetProperty("total");

    public async ValueTask DisposeAsync()
    {
        foreach (var one in (IAsyncDisposable?[])[Neighbours, Dashboard, _ingestion, _store, _broker])
        {
            await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _data.Dispose();
    }

    async Task StartWholeAsync() => Dashboard = await CityProcess.StartAsync(_data.File("data"), "Development", Limits);

    async Task StartPartsAsync()
    {
        // A line for every packet in its log would be most of mosquitto's work.
        _broker = await MosquittoServer.StartAsync(MosquittoServer.OpenConfiguration + "log_type error\n");
        _store = await InfluxServer.StartNewAsync();
        _ingestion = LaunchPart(CityProgram.Ingestion, Limits);
        Dashboard = LaunchPart(CityProgram.Dashboard, $"--Ingestion:Url={_ingestion.BaseAddress}");
        await _ingestion.StartedAsync();
        await Dashboard.StartedAsync();
    }

    CityProcess LaunchPart(CityProgram program, params string[] settings) => CityProcess.LaunchPart(
        program, _broker!.Port, _data.File(program.ToString()), "Development", [$"--City:Database={_data.File("city.db")}", $"--Store:InfluxDb:Url={_store!.Url}", .. settings]);

    async Task PublishAsync(string device, double pm10)
    {
        var (topic, payload) = ($"cityops/v1/air/{device}/readings", ApiCity.Payload("pm10", Json.Now, pm10));
        if (_broker is null)
        {
            await Dashboard.PublishAsync(topic, payload);
        }
        else
        {
            var (code, output) = await _broker.PublishAsync(topic, payload, "-q", "1");
            Assert.True(code == 0, output);
        }
    }
}
