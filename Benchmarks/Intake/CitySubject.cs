using System.Net.Http.Json;
using CityOps.Benchmarks.Rig;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;

namespace CityOps.Benchmarks.Intake;

/// <summary>
/// Our product with the reference rules: Ingestion between mosquitto and InfluxDB, or the whole city in one process with the
/// embedded store, behind mosquitto or with the broker of its own.
/// </summary>
sealed class CitySubject : IIntakeSubject
{
    const string Gateway = "gw-load";

    readonly TempFolder _folder;
    readonly CityProcess _city;
    readonly MosquittoServer? _broker;
    readonly (InfluxServer Server, string Prefix)? _influx;
    (LatencyBuckets Committed, LatencyBuckets Stored)? _seen;

    CitySubject(TempFolder folder, CityProcess city, MosquittoServer? broker, string? password, (InfluxServer Server, string Prefix)? influx)
    {
        (_folder, _city, _broker, _influx) = (folder, city, broker, influx);
        Publisher = password is null ? null : (Gateway, password);
        var processes = new Dictionary<Part, int> { [Part.Worker] = city.ProcessId };
        if (broker is not null)
        {
            processes[Part.Broker] = broker.ProcessId;
        }

        if (influx is { } store)
        {
            processes[Part.Store] = store.Server.ProcessId;
        }

        Processes = processes;
    }

    public int BrokerPort => _broker?.Port ?? _city.MqttPort;

    public (string User, string Password)? Publisher { get; }

    public IReadOnlyDictionary<Part, int> Processes { get; }

    /// <summary>mosquitto → Ingestion → InfluxDB, as in production.</summary>
    public static async Task<IIntakeSubject> OnInfluxAsync(InfluxServer influx)
    {
        var (broker, passwords) = await ShippedBroker.StartAsync(Gateway, "log_type error\n");
        var prefix = influx.NewPrefix();
        return await StartAsync(CityProgram.Ingestion, broker, passwords, (influx, prefix), $"--Store:InfluxDb:Url={influx.Url}", $"--Store:InfluxDb:Prefix={prefix}");
    }

    /// <summary>mosquitto → the city in one process, with the embedded store.</summary>
    public static async Task<IIntakeSubject> OnEmbeddedStoreAsync()
    {
        var (broker, passwords) = await ShippedBroker.StartAsync(Gateway, "log_type error\n");
        return await StartAsync(CityProgram.Dashboard, broker, passwords, null);
    }

    /// <summary>The city in one process, with its own broker and the embedded store.</summary>
    public static Task<IIntakeSubject> StandaloneAsync() => StartAsync(CityProgram.Dashboard, null, null, null);

    public async Task<IntakeCounts> CountsAsync()
    {
        var total = (await _city.Http.GetFromJsonAsync<CityLedgerAnswer>("/api/v1/ledger"))!.Total;
        var wrong = total.Missing + total.Duplicate + total.Refused + total.Rejected.Total + total.Shed;
        return new(total.Received, total.Stored, wrong, null);
    }

    public async Task<IntakeLatencies> LatenciesAsync()
    {
        var metrics = await _city.Http.GetStringAsync("/metrics");
        var now = (LatencyBuckets.Parse(metrics, "cityops_journalled_seconds"), LatencyBuckets.Parse(metrics, "cityops_stored_seconds"));
        var before = _seen ?? now;
        _seen = now;
        return new(now.Item1.Since(before.Committed), now.Item2.Since(before.Stored));
    }

    public async Task<StoreCheck> FinishAsync(long messages)
    {
        if (_influx is var (server, prefix))
        {
            return new(await InfluxCount.CheckAsync(server, $"{prefix}_raw", messages));
        }

        // A stop brings everything into the file, which is the only one left then.
        var code = await _city.StopAsync();
        var bytes = new FileInfo(_folder.File("telemetry.db")).Length;
        return new(code == 0 ? null : $"the city ended with {code}", (double)bytes / messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        await (_broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_influx is var (server, prefix))
        {
            await InfluxCount.DropAsync(server, [$"{prefix}_raw", $"{prefix}_hour", $"{prefix}_day"]);
        }

        _folder.Dispose();
    }

    static async Task<IIntakeSubject> StartAsync(
        CityProgram program, MosquittoServer? broker, IReadOnlyDictionary<string, string>? passwords, (InfluxServer, string)? influx, params string[] more)
    {
        var folder = new TempFolder();
        try
        {
            await ReferenceRules.SeedAsync(folder.File("city.db"));
            string[] settings =
            [
                .. broker is null ? (string[])[] : ["--Broker:Mode=External", $"--Broker:Username={ShippedBroker.City}", $"--Broker:Password={passwords![ShippedBroker.City]}"],
                .. influx is null ? (string[])[] : ["--Store:Kind=InfluxDb"], .. more,
            ];
            var city = await LaunchAsync(program, broker, folder.Path, settings);
            return await ReadyAsync(new CitySubject(folder, city, broker, passwords?[Gateway], influx));
        }
        catch
        {
            await (broker?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    static async Task<CityProcess> LaunchAsync(CityProgram program, MosquittoServer? broker, string folder, string[] settings)
    {
        if (program == CityProgram.Dashboard)
        {
            return await CityProcess.StartAsync(folder, "Production", broker is null ? settings : [.. settings, $"--Broker:Port={broker.Port}"]);
        }

        var city = CityProcess.LaunchPart(program, broker!.Port, folder, "Production", settings);
        await city.StartedAsync();
        return city;
    }

    static async Task<CitySubject> ReadyAsync(CitySubject subject)
    {
        try
        {
            await Eventually.SatisfiesAsync(
                async () => await (await subject._city.Http.GetAsync("/health/ready")).Content.ReadAsStringAsync(),
                health => health.StartsWith("{\"status\":\"ready\"", StringComparison.Ordinal), "the city is well");
            return subject;
        }
        catch
        {
            await subject.DisposeAsync();
            throw;
        }
    }
}
