using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>
/// The parts as processes of their own: mosquitto with the passwords and rights that broker-access makes, InfluxDB, Ingestion and
/// two Dashboards, which share nothing but the city database. Devices come through one gateway.
/// </summary>
sealed class SplitCity : IAsyncDisposable
{
    const string Gateway = "gw-1";

    const string Mosquitto =
        "allow_anonymous false\npassword_file {folder}/passwd\nacl_file {folder}/acl\npersistence true\nmax_inflight_messages 0\nmax_queued_messages 0\nmax_packet_size 300000\n";

    readonly TempFolder _data = new();
    string _ownPassword = "";
    string _gatewayPassword = "";

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
            await city.StartBrokerAsync();
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

    /// <summary>Readings of pm10, each a message, through the gateway.</summary>
    public async Task PublishAsync(string device, params (long At, double Value)[] readings)
    {
        foreach (var (at, value) in readings)
        {
            var (code, output) = await Broker.PublishAsync(
                $"cityops/v1/air/{device}/readings", ApiCity.Payload("pm10", at, value), "-q", "1", "-u", Gateway, "-P", _gatewayPassword);
            Assert.True(code == 0, output);
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

    async Task StartBrokerAsync()
    {
        var folder = _data.File("broker");
        var (exitCode, said) = await CityProcess.RunVerbAsync(CityProgram.Ingestion, "broker-access", "--folder", folder, "--gateway", Gateway);
        Assert.True(exitCode == 0, said);
        var passwords = said.Split('\n').Select(line => line.Split(' ')).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1]);
        (_ownPassword, _gatewayPassword) = (passwords["cityops"], passwords[Gateway]);
        Broker = await MosquittoServer.StartAsync(
            Mosquitto, ("passwd", await File.ReadAllTextAsync(Path.Combine(folder, "passwd"))), ("acl", await File.ReadAllTextAsync(Path.Combine(folder, "acl"))));
    }

    CityProcess Launch(CityProgram program, string folder, params string[] settings) => CityProcess.LaunchPart(
        program, Broker.Port, _data.File(folder), "Development", ["--Broker:Username=cityops", $"--Broker:Password={_ownPassword}", $"--City:Database={_data.File("city.db")}", $"--Store:InfluxDb:Url={Influx.Url}", .. settings]);
}
