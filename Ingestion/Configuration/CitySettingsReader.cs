using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CityOps.Ingestion.Configuration;

/// <summary>Turns configuration into <see cref="CitySettings"/>, or into all of its mistakes.</summary>
public static class CitySettingsReader
{
    const int LeastKeyLength = 20;

    /// <param name="production">Some settings are refused there.</param>
    /// <exception cref="SettingsException">With every mistake and its key.</exception>
    public static CitySettings Read(IConfiguration configuration, string contentRoot, bool production, CityProgram program = CityProgram.Dashboard)
    {
        var reader = new SettingsReader(configuration);
        var role = ReadRole(reader, program);
        var ingestion = ReadIngestionHttp(reader, role);
        var data = Path.Combine(contentRoot, reader.Text("Data:Path", "data"));
        var intake = ReadIntake(reader);
        var settings = new CitySettings
        {
            Role = role,
            Web = WebSettings.Read(reader, role, ingestion, contentRoot, production),
            Broker = BrokerSettingsReader.Read(reader, role),
            Intake = intake,
            IngestionHttp = ingestion,
            DataPath = data,
            JournalMinFree = reader.Bytes("Journal:MinFree"),
            StoreKind = StoreSettingsReader.ReadKind(reader, role),
            Retention = RetentionSettingsReader.Read(reader, intake.MaxAge),
            PackAfter = StoreSettingsReader.ReadPackAfter(reader),
            InfluxDb = StoreSettingsReader.ReadInfluxDb(reader),
            CityFile = Path.Combine(contentRoot, StoreSettingsReader.ReadCityFile(reader) ?? Path.Combine(data, "city.db")),
            TimeZone = ReadZone(reader),
            Clock = ClockSettings.Read(reader, role, production),
            AnnounceWithin = reader.Duration("Alerts:AnnounceWithin", TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Operators = reader.Number("Alerts:Operators", 1, 1, 50),
            Demo = DemoSettings.Read(reader, production),
            Map = MapSettings.Read(reader, role),
            Screen = ScreenSettings.Read(reader, role),
            Notifications = NotificationSettingsReader.Read(reader),
            AdminApiKey = ReadKey(reader),
            SignOn = SignOnSettings.Read(reader, role),
            WatchdogUrl = ReadWatchdog(reader),
        };
        CheckTogether(reader, settings, production);
        reader.RefuseUnknownKeys(
            "Web", "Broker", "Ingestion", "Devices", "Data", "Journal", "Store", "City", "Alerts", "Notifications", "Map", "Screen", "Demo", "Setup", "SignOn", "Watchdog");
        return reader.Mistakes.Count == 0 ? settings : throw new SettingsException(reader.Mistakes);
    }

    static CityRole ReadRole(SettingsReader reader, CityProgram program)
    {
        if (program == CityProgram.Ingestion)
        {
            // Environments are shared between the two programs.
            reader.LeaveToOthers("Ingestion:InProcess", "Ingestion:Url");
            return CityRole.Ingestion;
        }

        return reader.Flag("Ingestion:InProcess", true) ? CityRole.Standalone : CityRole.Dashboard;
    }

    static IntakeSettings ReadIntake(SettingsReader reader) => new(
        reader.Duration("Ingestion:MaxAge", TimeSpan.FromDays(31), TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_500)),
        reader.Duration("Ingestion:MaxAhead", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        reader.Flag("Devices:AutoAccept", true),
        reader.Number("Devices:Rate", 200, 1, 1_000_000),
        reader.Number("Devices:Burst", 30_000, 1, 10_000_000),
        reader.Number("Devices:MaxSeries", 64, 1, 10_000))
    {
        MaxDiscovered = reader.Number("Devices:MaxDiscovered", 50_000, 1, 10_000_000),
    };

    static IngestionHttpSettings ReadIngestionHttp(SettingsReader reader, CityRole role)
    {
        var port = reader.Number("Ingestion:HttpPort", 5081, 1, 65_535);
        var url = role == CityRole.Ingestion ? new UriBuilder("http", "localhost", port).Uri : reader.Address("Ingestion:Url", "http://localhost:5081");
        return new IngestionHttpSettings(reader.Text("Ingestion:HttpHost", "localhost"), port, url);
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

    static Uri? ReadWatchdog(SettingsReader reader)
    {
        var url = reader.Address("Watchdog:Url", "https://watchdog.example.org/ping/my-city");
        return reader.Text("Watchdog:Url") is null ? null : url;
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

    /// <summary>What no setting has wrong by itself.</summary>
    static void CheckTogether(SettingsReader reader, CitySettings settings, bool production)
    {
        if (settings is { Role: CityRole.Standalone, Broker.Mode: BrokerMode.Embedded } && settings.Web.Addresses.Any(web => web.Port == settings.Broker.Port))
        {
            reader.Mistake("Broker:Port", string.Create(
                CultureInfo.InvariantCulture, $"{settings.Broker.Port} is the port of the pages in Urls, too; give one of them another"));
        }

        if (settings is { Role: CityRole.Dashboard, AdminApiKey: null } && production)
        {
            reader.Mistake("Setup:AdminApiKey", "with Ingestion:InProcess=false it is needed: the Dashboard shows it to Ingestion, which must have the same");
        }

        if (settings.StoreKind == StoreKind.InfluxDb && settings.InfluxDb.Retention is { } kept && kept < settings.Intake.MaxAge)
        {
            reader.Mistake("Store:InfluxDb:Retention", "is shorter than Ingestion:MaxAge: InfluxDB would refuse readings that were acknowledged");
        }

        if (settings is { StoreKind: StoreKind.InfluxDb, InfluxDb.Version: 3, Retention.Ends: true })
        {
            reader.Mistake("Store:Retention", "InfluxDB 3 deletes nothing when asked; say there how long it keeps its databases");
        }
    }
}

/// <summary>The configuration cannot be used.</summary>
public sealed class SettingsException(IReadOnlyList<string> mistakes)
    : Exception($"The configuration has {mistakes.Count} mistake(s):{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", mistakes)}")
{
    public IReadOnlyList<string> Mistakes => mistakes;
}
