using System.CommandLine;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Simulators;
using CityOps.Tests.Conventions;
using Microsoft.Extensions.Configuration;

namespace CityOps.Tests.Deployment;

/// <summary>The environment and the secrets of our containers, read as the programs read them.</summary>
public sealed class ComposeSettingsTests
{
    const string Key = "a key of the administrator";

    /// <summary>Variables of .NET itself, which are no settings of ours.</summary>
    static readonly string[] HostVariables = ["DOTNET_ENVIRONMENT"];

    static readonly ComposeFile City = ComposeFile.City;

    [Theory]
    [InlineData("ingestion")]
    [InlineData("dashboard")]
    public void Name_IsASettingOfTheProgram(string name)
    {
        var known = FileOf(name).AsEnumerable().Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = City.Services[name].Environment.Keys.Except(HostVariables).Concat(City.Services[name].Secrets.Values.Select(Path.GetFileName)).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, one => Assert.Contains(one!.Replace("__", ":", StringComparison.Ordinal), known));
        Assert.All(City.Services[name].Secrets.Values, path => Assert.Equal(SecretFiles.Folder, Path.GetDirectoryName(path)));
    }

    [Fact]
    public void Ingestion_TakesItsSettingsInProduction()
    {
        var ingestion = Read("ingestion");
        Assert.Equal(CityRole.Ingestion, ingestion.Role);
        Assert.NotEqual("localhost", ingestion.IngestionHttp.Host);
        CheckNeighbours(ingestion, "ingestion");
    }

    [Fact]
    public void Dashboard_TakesItsSettingsInProduction()
    {
        var (dashboard, ingestion) = (Read("dashboard"), Read("ingestion"));
        Assert.Equal(CityRole.Dashboard, dashboard.Role);
        Assert.Equal(("ingestion", ingestion.IngestionHttp.Port), (dashboard.IngestionHttp.Url.Host, dashboard.IngestionHttp.Url.Port));
        Assert.Equal((ingestion.CityFile, ingestion.AdminApiKey), (dashboard.CityFile, dashboard.AdminApiKey));
        CheckNeighbours(dashboard, "dashboard");
    }

    [Fact]
    public void Dashboard_WithoutTheKeyIsRefused() =>
        Assert.Contains(Assert.Throws<SettingsException>(() => Read("dashboard", without: "Setup__AdminApiKey")).Mistakes, mistake => mistake.StartsWith("Setup:AdminApiKey", StringComparison.Ordinal));

    [Fact]
    public void BothPrograms_ShareOneDatabaseOnOneVolume()
    {
        var volumes = new[] { "ingestion", "dashboard" }.Select(name => VolumeOf(name, Read(name).CityFile)).Distinct();
        Assert.Equal("city-data", Assert.Single(volumes));
        Assert.Equal("city-data", VolumeOf("ingestion", Read("ingestion").JournalFolder));
    }

    /// <summary>The image sets up at its first start what our programs ask for; neither password nor token has a default.</summary>
    [Fact]
    public void Store_IsSetUpForThoseThatAskIt()
    {
        var (influx, asked) = (City.Services["influxdb"], Read("ingestion").InfluxDb);
        Assert.Equal(("setup", asked.Org, $"{asked.Prefix}_raw"), (Init("MODE"), Init("ORG"), Init("BUCKET")));
        Assert.Equal(influx.Secrets["Store__InfluxDb__Token"], Init("ADMIN_TOKEN_FILE"));
        Assert.Equal(influx.Secrets["influxdb_password"], Init("PASSWORD_FILE"));
        Assert.DoesNotContain(["PASSWORD", "ADMIN_TOKEN"], name => influx.Environment.ContainsKey(Name(name)));
        Assert.StartsWith($"influxdb:{asked.Version}.", influx.Image, StringComparison.Ordinal);
        Assert.Equal(["/etc/influxdb2", "/var/lib/influxdb2"], influx.Volumes.Select(mount => mount.Target).Order());

        string Init(string name) => influx.Environment[Name(name)];
        static string Name(string name) => $"DOCKER_INFLUXDB_INIT_{name}";
    }

    [Fact]
    public void Simulators_TakeTheirCommandLine()
    {
        var service = City.Services["simulators"];
        var parsed = SimulatorsCommand.Create(TimeProvider.System).Parse([.. service.Command]);
        Assert.Empty(parsed.Errors);
        Assert.Equal("mosquitto", parsed.GetValue<string>("--host"));
        Assert.Equal(service.Secrets["simulators_password"], parsed.GetValue<string>("--password-file"));
        Assert.Contains($"--gateway {parsed.GetValue<string>("--username")}", Sources.Text("docs/production.md"), StringComparison.Ordinal);
    }

    /// <summary>Whoever the settings name is a service on a network they share.</summary>
    static void CheckNeighbours(CitySettings settings, string name)
    {
        Assert.Equal((BrokerMode.External, OwnRole.User, "secret Broker__Password"), (settings.Broker.Mode, settings.Broker.Username, settings.Broker.Password));
        Assert.Equal(("mosquitto", 1883), (settings.Broker.Host, settings.Broker.Port));
        Assert.Equal((StoreKind.InfluxDb, 2, "Store__InfluxDb__Token"), (settings.StoreKind, settings.InfluxDb.Version, settings.InfluxDb.Token));
        Assert.Equal("http://influxdb:8086/", settings.InfluxDb.Url.ToString());
        var networks = City.Services[name].Networks;
        Assert.All(["mosquitto", "influxdb", "ingestion"], other => Assert.NotEmpty(City.Services[other].Networks.Intersect(networks)));
    }

    static string? VolumeOf(string name, string path) =>
        City.Services[name].Volumes.SingleOrDefault(mount => path.StartsWith(mount.Target + "/", StringComparison.Ordinal))?.Source;

    static CitySettings Read(string name, string? without = null)
    {
        var service = City.Services[name];
        var secrets = service.Secrets.Where(secret => secret.Key != without)
            .Select(secret => (Path.GetFileName(secret.Value), secret.Key == "Setup__AdminApiKey" ? Key : secret.Key.EndsWith("Token", StringComparison.Ordinal) ? secret.Key : "secret " + secret.Key));
        var said = service.Environment.Except(service.Environment.Where(pair => HostVariables.Contains(pair.Key))).Select(pair => (pair.Key, pair.Value)).Concat(secrets);
        var configuration = new ConfigurationBuilder().AddConfiguration(FileOf(name)).AddInMemoryCollection(
            said.Select(pair => new KeyValuePair<string, string?>(pair.Item1.Replace("__", ":", StringComparison.Ordinal), pair.Item2))).Build();
        Assert.Equal("Production", service.Environment["DOTNET_ENVIRONMENT"]);
        return CitySettingsReader.Read(configuration, "/app", production: true, name == "ingestion" ? CityProgram.Ingestion : CityProgram.Dashboard);
    }

    /// <summary>The settings file of the program that a service runs.</summary>
    static IConfiguration FileOf(string name) =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Sources.Root, name == "ingestion" ? "Ingestion" : "Dashboard", "appsettings.json")).Build();
}
