using System.Net;
using System.Text.Json;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Ui;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace CityOps.Tests.Ingestion.Configuration;

public sealed class CitySettingsReaderTests
{
    /// <summary>Sections that belong to the framework.</summary>
    static readonly string[] Foreign = ["Logging", "AllowedHosts"];

    [Theory]
    [InlineData("Broker:Tls", "true", "external")]
    [InlineData("Broker:Username", "city", "external")]
    [InlineData("Broker:Password", "secret", "Broker:Username")]
    [InlineData("Broker:Mode", "3", "Embedded, External")]
    [InlineData("Broker:Host", "broker.example.org", "not an address")]
    [InlineData("Broker:Host", "0.0.0.0", "loopback", "Broker:Anonymous")]
    [InlineData("Broker:Port", "0", "1 to 65535")]
    [InlineData("Broker:Port", "5080", "Urls")]
    [InlineData("Broker:Anonymous", "perhaps", "true nor false")]
    [InlineData("Broker:Colour", "red", "no such setting")]
    [InlineData("Urls", "localhost", "http://localhost:5080")]
    [InlineData("Urls", "http://localhost:99999", "http://localhost:5080")]
    [InlineData("Urls", " ; ", "http://localhost:5080")]
    [InlineData("Urls", "https://*:443", "Web:Certificate")]
    [InlineData("Web:PublicUrl", "city.example.org", "https://city.example.org")]
    [InlineData("Web:PublicUrl", "https://city.example.org/?a=b", "scheme, host, port and path")]
    [InlineData("Web:TrustedProxies", "127.0.0.1, proxy", "'proxy' is no address")]
    [InlineData("Web:TrustedProxies", "10.0.0.0/33", "10.0.0.0/24")]
    [InlineData("Web:Certificat", "a.pem", "no such setting")]
    [InlineData("Web:AccessibilityContact", "the town hall", "neither an e-mail address")]
    [InlineData("Store:InfluxDb:Url", "influx:8086", "http://localhost:8086")]
    [InlineData("Store:InfluxDb:Version", "4", "none of 1, 2, 3 and auto")]
    [InlineData("Store:Retention:Raw", "31.00:00:00", "Ingestion:MaxAge")]
    [InlineData("Store:Retention:Domains:air:Raw", "31.00:00:00", "Ingestion:MaxAge")]
    [InlineData("Store:Retention:Hour", "32.00:00:00", "Ingestion:MaxAge")]
    [InlineData("Store:Retention:Domains:air:Day", "01:00:00", "1.00:00:00")]
    [InlineData("Store:Retention:Domains:noise:Raw", "99.00:00:00", "no such setting")]
    [InlineData("Store:InfluxDb:Prefix", "my-city", "letters, digits")]
    [InlineData("Store:InfluxDb:Password", "secret", "Store:InfluxDb:Username")]
    [InlineData("Store:InfluxDb:Token", "secret", "InfluxDB 2 and 3")]
    [InlineData("Store:InfluxDb:Org", "city", "only InfluxDB 2")]
    [InlineData("Store:InfluxDb:Retention", "00:10:00", "between")]
    [InlineData("Store:Embedded:PackAfter", "00:10:00", "between")]
    [InlineData("Store:Embedded:PackAfter", "400.00:00:00", "between")]
    [InlineData("Ingestion:Url", "ftp://ingestion", "http://localhost:5081")]
    [InlineData("Ingestion:HttpPort", "0", "1 to 65535")]
    [InlineData("Ingestion:MaxAge", "24:00:00", "1.00:00:00")]
    [InlineData("Ingestion:MaxAge", "36501.00:00:00", "36500.00:00:00")]
    [InlineData("Ingestion:MaxAhead", "5", "hh:mm:ss")]
    [InlineData("Devices:Rate", "-1", "from 1")]
    [InlineData("Devices:MaxSeries", "many", "whole number")]
    [InlineData("Journal:MinFree", "1 GB", "bytes")]
    [InlineData("City:Database", "Host=db", "not supported")]
    [InlineData("City:TimeZone", "Mars/Olympus", "unknown")]
    [InlineData("City:Clock:Speed", "60", "Production", "City:Clock")]
    [InlineData("City:Clock:Start", "2026-01-14T05:00:00Z", "Production", "City:Clock")]
    [InlineData("City:Clock:Start", "yesterday", "2026-01-14T05:00:00Z")]
    [InlineData("City:Clock:Start", "1999-12-31T23:59:59Z", "2000 to 2099")]
    [InlineData("City:Clock:Speed", "1001", "1 to 1000")]
    [InlineData("Alerts:AnnounceWithin", "00:00:00", "between")]
    [InlineData("Alerts:Operators", "0", "from 1")]
    [InlineData("Alerts:Operators", "51", "from 1 to 50")]
    [InlineData("Demo:Enabled", "true", "Production")]
    [InlineData("Demo:Incidents", "some", "true nor false")]
    [InlineData("Demo:Stations", "29", "from 30")]
    [InlineData("Map:Tiles", "tiles.example.org/{z}/{x}/{y}.png", "neither a template")]
    [InlineData("Map:Tiles", "https://tiles.example.org/{z}/{x}.png", "neither a template")]
    [InlineData("Map:Tiles", "https://tiles.example.org; script-src *.pmtiles", "neither a template")]
    [InlineData("Map:Tiles", "//tiles.example.org/city.pmtiles", "neither a template")]
    [InlineData("Map:Tiles", "/tiles/city.pmtiles", "wants to be named", "Map:Attribution")]
    [InlineData("Screen:KeyFigures", "air pm10 mean", "is not a domain, a quantity")]
    [InlineData("Screen:KeyFigures", "air pm10 highest, air pm10 lowest, air no2 highest, air no2 lowest, air o3 highest, air o3 lowest, air so2 highest, air co highest, air no highest", "at most 8")]
    [InlineData("Setup:AdminApiKey", "nineteen characters", "20 characters")]
    public void Mistake_IsNamedByItsKey(string key, string value, string why, string? blamed = null)
    {
        var mistakes = MistakesOf((key, value));
        var mistake = Assert.Single(mistakes);
        Assert.StartsWith((blamed ?? key) + ": ", mistake, StringComparison.Ordinal);
        Assert.Contains(why, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void InfluxDb3_DeletesNothing_AndIsNotAskedTo() => Assert.Contains(
        MistakesOf(("Store:Kind", "InfluxDb"), ("Store:InfluxDb:Version", "3"), ("Store:InfluxDb:Token", "secret"), ("Store:Retention:Domains:air:Day", "400.00:00:00")),
        mistake => mistake.StartsWith("Store:Retention: InfluxDB 3", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://tiles.example.org:8443/{z}/{x}/{y}.png?key=a", "https://tiles.example.org:8443")]
    [InlineData("http://127.0.0.1/city.pmtiles", "http://127.0.0.1")]
    [InlineData("/tiles/city.pmtiles", null)]
    [InlineData("/maps/{z}/{x}/{y}.png", null)]
    public void Tiles_AreTakenWithTheirOrigin(string tiles, string? origin) =>
        Assert.Equal(origin, Read([("Map:Tiles", tiles), ("Map:Attribution", "© makers")]).Map.Origin);

    [Fact]
    public void Mistakes_AreAllToldAtOnce()
    {
        var mistakes = MistakesOf(("Store:Kind", "Postgres"), ("Ingestion:MaxAge", "24:00:00"), ("Urls", "nowhere"), ("Devices:Rats", "1"), ("Setup:AdminApiKey", "short"));
        Assert.Equal(5, mistakes.Count);
    }

    [Theory]
    [InlineData(CityProgram.Dashboard, CityRole.Standalone, 5080)]
    [InlineData(CityProgram.Ingestion, CityRole.Ingestion, 5081)]
    public void NothingSet_IsTheDefaultOfAppSettings(CityProgram program, CityRole role, int port)
    {
        var file = CitySettingsReader.Read(new ConfigurationBuilder().AddJsonFile(AppSettings(program)).Build(), "/city", production: true, program);
        var bare = Read([], program);
        Assert.Equal(bare with { Web = file.Web, Screen = file.Screen }, file);
        Assert.Equal(bare.Screen.KeyFigures, file.Screen.KeyFigures);
        Assert.Equal(role, bare.Role);
        Assert.Equal(port, Assert.Single(bare.Web.Addresses).Port);
        Assert.Equal(bare.Web.Addresses[0].Addresses, Assert.Single(file.Web.Addresses).Addresses);
        Assert.Null(bare.AdminApiKey);
        Assert.Equal(Path.Combine("/city", "data"), bare.DataPath);
    }

    [Theory]
    [InlineData("http://*:80", "0.0.0.0", 80)]
    [InlineData("http://+:8080/", "0.0.0.0", 8080)]
    [InlineData("http://192.0.2.7", "192.0.2.7", 80)]
    [InlineData("http://[::1]:81", "::1", 81)]
    [InlineData("http://city.example.org:443", "0.0.0.0", 443)]
    public void Urls_AreTakenAsTheWebServerDoes(string url, string address, int port)
    {
        var web = Assert.Single(Read([("Urls", url)]).Web.Addresses);
        Assert.Equal(IPAddress.Parse(address), Assert.Single(web.Addresses));
        Assert.Equal(port, web.Port);
    }

    [Theory]
    [InlineData(CityProgram.Dashboard)]
    [InlineData(CityProgram.Ingestion)]
    public void EveryKeyOfAppSettings_IsReadAndEveryKeyReadIsThere(CityProgram program)
    {
        var recorder = new RecordingConfiguration(new ConfigurationBuilder().AddInMemoryCollection().Build());
        CitySettingsReader.Read(recorder, "/city", production: true, program);
        using var document = JsonDocument.Parse(File.ReadAllText(AppSettings(program)));
        var written = Leaves(document.RootElement, "").Where(key => !Foreign.Contains(key.Split(':')[0]));
        Assert.Equal(recorder.Asked.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}:{member.Name}"))
        : [path];

    static IReadOnlyList<string> MistakesOf(params (string, string)[] settings) => Assert.Throws<SettingsException>(() => Read(settings)).Mistakes;

    static string AppSettings(CityProgram program) => Path.Combine(Repository.Root, program.ToString(), "appsettings.json");

    static CitySettings Read((string Key, string Value)[] settings, CityProgram program = CityProgram.Dashboard) => CitySettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build(), "/city", production: true, program);

    /// <summary>Remembers which keys were asked for.</summary>
    sealed class RecordingConfiguration(IConfiguration inner) : IConfiguration
    {
        public HashSet<string> Asked { get; } = [];

        public string? this[string key]
        {
            get
            {
                Asked.Add(key);
                return inner[key];
            }
            set => inner[key] = value;
        }

        public IConfigurationSection GetSection(string key) => inner.GetSection(key);

        public IEnumerable<IConfigurationSection> GetChildren() => inner.GetChildren();

        public IChangeToken GetReloadToken() => inner.GetReloadToken();
    }
}
