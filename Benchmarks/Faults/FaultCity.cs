using System.Collections.Concurrent;
using CityOps.Benchmarks.Rig;
using CityOps.Ingestion.Configuration;
using CityOps.Simulators.Load;

namespace CityOps.Benchmarks.Faults;

/// <summary>
/// The processes that a fault befalls. What takes in messages is the worker, whichever program that is; it is started again on the
/// same data as often as a fault likes.
/// </summary>
sealed class FaultCity : IAsyncDisposable
{
    const string Gateway = "gw-load";

    readonly TempFolder _folder = new();
    readonly int _webPort = FreePort.Next();
    readonly int _mqttPort = FreePort.Next();
    readonly ConcurrentQueue<CityProcess> _workers = [];
    IReadOnlyDictionary<string, string> _passwords = new Dictionary<string, string>();
    MosquittoServer? _broker;
    InfluxServer? _store;
    FaultProxy? _proxy;
    volatile CityProcess? _worker;

    FaultCity(FaultBroker kind, string? dataFolder) => (Kind, DataFolder) = (kind, dataFolder ?? _folder.File("data"));

    public FaultBroker Kind { get; }

    public string DataFolder { get; }

    public MosquittoServer Broker => _broker ?? throw new InvalidOperationException("There is no mosquitto in this city.");

    public InfluxServer Store => _store ?? throw new InvalidOperationException("There is no InfluxDB in this city.");

    /// <summary>Before <see cref="Store"/>.</summary>
    public FaultProxy Proxy => _proxy ?? throw new InvalidOperationException("There is no InfluxDB in this city.");

    /// <summary>The one at hand, which may have ended.</summary>
    public CityProcess Worker => _worker!;

    /// <summary>All there were, oldest first.</summary>
    public IEnumerable<CityProcess> Workers => _workers;

    /// <summary>What a publisher must know of this city.</summary>
    public LoadOptions Load => Kind == FaultBroker.Mosquitto
        ? new LoadOptions { Host = "127.0.0.1", Port = Broker.Port, Username = Gateway, Password = _passwords[Gateway] }
        : new LoadOptions { Host = "127.0.0.1", Port = _mqttPort };

    /// <param name="dataFolder">Of the worker; null = one that goes with the city.</param>
    public static async Task<FaultCity> StartAsync(FaultBroker kind, string? dataFolder)
    {
        var city = new FaultCity(kind, dataFolder);
        try
        {
            if (kind == FaultBroker.Mosquitto)
            {
                await city.StartServersAsync();
            }

            await city.StartWorkerAsync();
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it where it has ended, and returns when messages can come in.</summary>
    public async Task StartWorkerAsync()
    {
        await LaunchWorker().StartedAsync();
        await ReadyAsync();
    }

    /// <summary>The same without waiting for anything.</summary>
    public CityProcess LaunchWorker() => _worker = Launch(DataFolder);

    /// <summary>Another one with the same client id and data of its own.</summary>
    /// <param name="settings">What it is to have otherwise.</param>
    public CityProcess LaunchRival(params string[] settings) => Launch(_folder.File("rival"), settings);

    /// <summary>Waits until the worker says that all is well.</summary>
    public Task ReadyAsync() => Eventually.SatisfiesAsync(
        async () =>
        {
            using var answer = await Worker.Http.GetAsync("/health/ready");
            return await answer.Content.ReadAsStringAsync();
        },
        health => health.StartsWith("{\"status\":\"ready\"", StringComparison.Ordinal), "the worker is well");

    public async ValueTask DisposeAsync()
    {
        foreach (var one in (IAsyncDisposable?[])[.. _workers, _proxy, _store, _broker])
        {
            await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _folder.Dispose();
    }

    async Task StartServersAsync()
    {
        // A line for every packet in its log would be most of mosquitto's work.
        const string Quiet = "log_type error\nlog_type warning\nlog_type notice\n";
        (_broker, _passwords) = await ShippedBroker.StartAsync(Gateway, Quiet);
        _store = await InfluxServer.StartNewAsync();
        _proxy = await FaultProxy.StartAsync(_store.Url);
    }

    CityProcess Launch(string folder, params string[] settings)
    {
        var worker = Kind == FaultBroker.Mosquitto
            ? CityProcess.LaunchPart(
                CityProgram.Ingestion, Broker.Port, folder, "Production",
                [$"--Broker:Username={ShippedBroker.City}", $"--Broker:Password={_passwords[ShippedBroker.City]}", $"--Store:InfluxDb:Url={Proxy.Url.AbsoluteUri}", .. settings])
            : CityProcess.LaunchWhole(_webPort, _mqttPort, folder, "Production", settings);
        _workers.Enqueue(worker);
        return worker;
    }
}
