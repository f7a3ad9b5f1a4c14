using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Deployment;
using CityOps.Tests.Ingestion.Mqtt.Access;
using CityOps.Tests.Simulators.Mosquitto;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Production;

/// <summary>
/// The processes of docker-compose.yml without containers: the same programs with the same environment and secrets, mosquitto with
/// the shipped configuration, a stand-in for InfluxDB 2.7 that keeps its points in a real 1.6.7. Only addresses and paths are the test's.
/// </summary>
sealed class ProductionCity : IAsyncDisposable
{
    public const string Gateway = "gw-sims";
    public const string StoreToken = "a-token-of-the-store";

    static readonly ComposeFile Compose = ComposeFile.City;

    readonly TempFolder _folder = new();
    readonly Dictionary<CityProgram, CityProcess> _programs = [];
    IReadOnlyDictionary<string, string> _passwords = null!;
    bool _openPages;

    public MosquittoServer Broker { get; private set; } = null!;

    /// <summary>What is behind <see cref="StoreFront"/>: both are gone when this is killed.</summary>
    public InfluxServer Store { get; } = new();

    public InfluxStandIn StoreFront { get; private set; } = null!;

    public CityProcess Ingestion => _programs[CityProgram.Ingestion];

    public CityProcess Dashboard => _programs[CityProgram.Dashboard];

    /// <param name="openPages">
    /// The Dashboard runs as in development. A build that is not published has its scripts at hand only then, and asks nobody for a key.
    /// </param>
    /// <param name="clients">Arguments of broker-access beside the simulators' gateway.</param>
    public static async Task<ProductionCity> StartAsync(bool openPages, params string[] clients)
    {
        var city = new ProductionCity { _openPages = openPages };
        try
        {
            await city.StartServersAsync(clients);
            city.Launch(CityProgram.Ingestion, FreePort.Next());
            city.Launch(CityProgram.Dashboard, FreePort.Next());
            await city.Ingestion.StartedAsync();
            await city.Dashboard.StartedAsync();
            await city.ReadyAsync();
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    public string PasswordOf(string client) => _passwords[client];

    /// <summary>All components of both programs are well.</summary>
    public async Task ReadyAsync()
    {
        foreach (var program in (CityProcess[])[Ingestion, Dashboard])
        {
            await Eventually.SatisfiesAsync(
                async () =>
                {
                    using var answer = await program.Http.GetAsync("/health/ready");
                    return await answer.Content.ReadAsStringAsync();
                },
                health => health.StartsWith("{\"status\":\"ready\"", StringComparison.Ordinal), $"{program.Program} and all it needs are well");
        }
    }

    /// <summary>Starts a program that has ended, as it was.</summary>
    public async Task StartAgainAsync(CityProgram program)
    {
        var ended = _programs[program];
        await ended.DisposeAsync();
        Launch(program, ended.WebPort);
        await _programs[program].StartedAsync();
    }

    /// <summary>The health check of a service, run as the container engine would; its exit code.</summary>
    public async Task<int> CheckHealthAsync(CityProgram program)
    {
        var test = ServiceOf(program).HealthTest;
        Assert.Equal("CMD", test[0]);
        var (code, _) = await CityProcess.RunVerbAsync(program, VariablesOf(program), [.. test.Skip(3), .. AddressesOf(program, _programs[program].WebPort)]);
        return code;
    }

    /// <summary>The simulators' service, with less history.</summary>
    public SimulatorsProcess StartSimulators()
    {
        var command = string.Join(' ', Compose.Services["simulators"].Command)
            .Replace("--host mosquitto", $"--host 127.0.0.1 --port {Broker.Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)
            .Replace("/run/secrets/", _folder.Path + "/", StringComparison.Ordinal).Replace("--backfill 24h", "--backfill 1h", StringComparison.Ordinal);
        return new SimulatorsProcess(command);
    }

    /// <summary>Publishes as a device would, with its own name and password, by the real command.</summary>
    public async Task ReadAsync(string device, double pm10)
    {
        var payload = JsonSerializer.Serialize(new { ts = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), m = new { pm10 } });
        var (code, output) = await Broker.PublishAsync(
            $"cityops/v1/air/{device}/readings", payload, "-V", "5", "-q", "1", "-u", device, "-P", PasswordOf(device));
        Assert.Equal((0, ""), (code, output));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs.Values)
        {
            await program.DisposeAsync();
        }

        await (StoreFront?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Store.DisposeAsync();
        await (Broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    async Task StartServersAsync(string[] clients)
    {
        (Broker, _passwords) = await AccessRun.StartAsync(["--gateway", Gateway, .. clients]);
        StoreFront = new Influx2(Store) { Org = Compose.Services["influxdb"].Environment["DOCKER_INFLUXDB_INIT_ORG"], Token = StoreToken };
        await StoreFront.StartAsync();
        foreach (var (secret, text) in ((string, string)[])
                 [
                     ("Setup__AdminApiKey", CityProcess.AdminKey), ("Broker__Password", PasswordOf("cityops")),
                     ("Store__InfluxDb__Token", StoreToken), ("simulators_password", PasswordOf(Gateway)),
                 ])
        {
            Assert.Contains(secret, Compose.Secrets.Keys);
            await File.WriteAllTextAsync(_folder.File(secret), text + "\n");
        }
    }

    void Launch(CityProgram program, int webPort) =>
        _programs[program] = CityProcess.LaunchPart(program, webPort, Broker.Port, VariablesOf(program), AddressesOf(program, webPort));

    Dictionary<string, string> VariablesOf(CityProgram program)
    {
        var variables = new Dictionary<string, string>(ServiceOf(program).Environment) { ["CITYOPS_SECRETS"] = _folder.File(program + "-secrets") };
        if (_openPages && program == CityProgram.Dashboard)
        {
            variables["DOTNET_ENVIRONMENT"] = "Development";
        }

        return variables;
    }

    /// <summary>What differs without the networks and volumes of the compose file.</summary>
    string[] AddressesOf(CityProgram program, int webPort)
    {
        CopySecrets(program);
        var ingestion = program == CityProgram.Ingestion ? webPort : Ingestion.WebPort;
        return
        [
            program == CityProgram.Dashboard ? $"--Urls=http://localhost:{webPort}" : $"--Ingestion:HttpPort={webPort}",
            "--Broker:Host=127.0.0.1", $"--Broker:Port={Broker.Port}", $"--Store:InfluxDb:Url={StoreFront.Url}", $"--Ingestion:Url=http://localhost:{ingestion}",
            $"--Data:Path={_folder.File("data")}",
        ];
    }

    /// <summary>Each container sees the secrets of its service and no others.</summary>
    void CopySecrets(CityProgram program)
    {
        Directory.CreateDirectory(_folder.File(program + "-secrets"));
        foreach (var secret in ServiceOf(program).Secrets.Keys)
        {
            File.Copy(_folder.File(secret), Path.Combine(_folder.File(program + "-secrets"), secret), overwrite: true);
        }
    }

    static ComposeService ServiceOf(CityProgram program) => Compose.Services[program == CityProgram.Ingestion ? "ingestion" : "dashboard"];
}
