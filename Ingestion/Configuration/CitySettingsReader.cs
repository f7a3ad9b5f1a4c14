using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace CityOps.Ingestion.Configuration;

/// <summary>Turns configuration into <see cref="CitySettings"/>, or into all of its mistakes.</summary>
public static class CitySettingsReader
{
    const int LeastKeyLength = 20;

    /// <param name="production">Some settings are refused there.</param>
    /// <exception cref="SettingsException">With every mistake and its key.</exception>
    public static CitySettings Read(IConfiguration configuration, string contentRoot, bool production)
    {
        var reader = new SettingsReader(configuration);
        var settings = new CitySettings
        {
            Web = WebAddresses.Read(reader),
            Broker = ReadBroker(reader),
            Intake = ReadIntake(reader),
            DataPath = Path.Combine(contentRoot, reader.Text("Data:Path", "data")),
            JournalMinFree = reader.Bytes("Journal:MinFree"),
            StoreKind = ReadStore(reader),
            TimeZone = ReadZone(reader),
            AnnounceWithin = reader.Duration("Alerts:AnnounceWithin", TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Demo = ReadDemo(reader, production),
            AdminApiKey = ReadKey(reader),
        };
        CheckProcess(reader);
        CheckPorts(reader, settings);
        reader.RefuseUnknownKeys("Broker", "Ingestion", "Devices", "Data", "Journal", "Store", "City", "Alerts", "Demo", "Setup");
        return reader.Mistakes.Count == 0 ? settings : throw new SettingsException(reader.Mistakes);
    }

    static BrokerSettings ReadBroker(SettingsReader reader)
    {
        var broker = new BrokerSettings(
            reader.Choice("Broker:Mode", BrokerMode.Embedded),
            reader.Text("Broker:Host", "localhost"),
            reader.Number("Broker:Port", 1883, 1, 65_535),
            reader.Flag("Broker:Anonymous", true));
        if (broker.Mode == BrokerMode.External)
        {
            reader.Mistake("Broker:Mode", "External brokers are not supported by this version; only Embedded is");
        }

        if (ListenAddress(broker.Host) is not { } address)
        {
            reader.Mistake("Broker:Host", $"'{broker.Host}' is not an address this machine can listen on; use localhost or an IPv4 address");
        }
        else if (broker.Anonymous && !IPAddress.IsLoopback(address))
        {
            reader.Mistake("Broker:Anonymous", $"clients without a name are allowed on loopback only; set it to false to listen on {broker.Host}");
        }

        return broker;
    }

    /// <summary>Where the embedded broker listens; null when the text is no address.</summary>
    public static IPAddress? ListenAddress(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetwork ? address : null;

    static IntakeSettings ReadIntake(SettingsReader reader) => new(
        reader.Duration("Ingestion:MaxAge", TimeSpan.FromDays(31), TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_500)),
        reader.Duration("Ingestion:MaxAhead", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        reader.Flag("Devices:AutoAccept", true),
        reader.Number("Devices:Rate", 200, 1, 1_000_000),
        reader.Number("Devices:Burst", 30_000, 1, 10_000_000),
        reader.Number("Devices:MaxSeries", 64, 1, 10_000));

    static StoreKind ReadStore(SettingsReader reader)
    {
        var kind = reader.Choice("Store:Kind", StoreKind.Embedded);
        if (kind == StoreKind.InfluxDb)
        {
            reader.Mistake("Store:Kind", "InfluxDb is not supported by this version; only Embedded is");
        }

        return kind;
    }

    static TimeZoneInfo ReadZone(SettingsReader reader)
    {
        var id = reader.Text("City:TimeZone", "Europe/Ljubljana");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        reader.Mistake("City:TimeZone", $"'{id}' is unknown here; the tzdata package may be missing");
        return TimeZoneInfo.Utc;
    }

    static bool ReadDemo(SettingsReader reader, bool production)
    {
        var demo = reader.Flag("Demo:Enabled", false);
        if (demo && production)
        {
            reader.Mistake("Demo:Enabled", "the simulated city is refused in Production");
        }

        return demo;
    }

    static string? ReadKey(SettingsReader reader)
    {
        var key = reader.Text("Setup:AdminApiKey");
        if (key is { Length: < LeastKeyLength })
        {
            reader.Mistake("Setup:AdminApiKey", "a key has at least 20 characters");
        }

        return key;
    }

    static void CheckPorts(SettingsReader reader, CitySettings settings)
    {
        if (settings.Web.Any(web => web.Port == settings.Broker.Port))
        {
            reader.Mistake("Broker:Port", string.Create(
                CultureInfo.InvariantCulture, $"{settings.Broker.Port} is the port of the pages in Urls, too; give one of them another"));
        }
    }

    static void CheckProcess(SettingsReader reader)
    {
        if (!reader.Flag("Ingestion:InProcess", true))
        {
            reader.Mistake("Ingestion:InProcess", "false is not supported by this version: the dashboard hosts ingestion");
        }

        if (reader.Text("City:Database") is not null)
        {
            reader.Mistake("City:Database", "other databases are not supported by this version; leave it empty for SQLite in Data:Path");
        }
    }
}

/// <summary>The configuration cannot be used.</summary>
public sealed class SettingsException(IReadOnlyList<string> mistakes)
    : Exception($"The configuration has {mistakes.Count} mistake(s):{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", mistakes)}")
{
    public IReadOnlyList<string> Mistakes => mistakes;
}
