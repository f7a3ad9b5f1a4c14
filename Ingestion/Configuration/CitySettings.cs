namespace CityOps.Ingestion.Configuration;

/// <summary>The program that reads the settings.</summary>
public enum CityProgram
{
    /// <summary>Pages and API; ingestion too, unless <c>Ingestion:InProcess</c> is false.</summary>
    Dashboard,
    /// <summary>The worker by itself.</summary>
    Ingestion,
}

/// <summary>What a process does in the city.</summary>
public enum CityRole
{
    /// <summary>Everything: the Dashboard program with ingestion in it.</summary>
    Standalone,
    /// <summary>Intake, journal, alerts, store and jobs, without pages.</summary>
    Ingestion,
    /// <summary>Pages and API; asks an Ingestion elsewhere for what belongs to the journal.</summary>
    Dashboard,
}

/// <summary>Where the broker is.</summary>
public enum BrokerMode
{
    /// <summary>In this process.</summary>
    Embedded,
    /// <summary>A broker of its own, such as mosquitto.</summary>
    External,
}

/// <summary>Where readings are kept.</summary>
public enum StoreKind
{
    Embedded,
    InfluxDb,
}

/// <summary>All settings of a process, checked. Every key is in appsettings.json with its default.</summary>
public sealed record CitySettings
{
    public required CityRole Role { get; init; }
    public required WebSettings Web { get; init; }
    public required BrokerSettings Broker { get; init; }
    public required IntakeSettings Intake { get; init; }
    /// <summary>Where a separate Ingestion listens, and where it is asked.</summary>
    public required IngestionHttpSettings IngestionHttp { get; init; }
    /// <summary>Where our files are; relative to the content root.</summary>
    public required string DataPath { get; init; }
    /// <summary>Free bytes kept beside the journal; null = the smaller of 1 GiB and 5 % of the volume.</summary>
    public long? JournalMinFree { get; init; }
    public required StoreKind StoreKind { get; init; }
    /// <summary>Embedded store: hours that ended so long ago are packed. Default 48 h; shorter makes more late readings rewrite a block.</summary>
    public required TimeSpan PackAfter { get; init; }
    public required InfluxDbSettings InfluxDb { get; init; }
    /// <summary>How long readings and roll-ups are kept.</summary>
    public RetentionSettings Retention { get; init; } = RetentionSettings.ForEver;
    /// <summary>The city database, a SQLite file on a local volume.</summary>
    public required string CityFile { get; init; }
    /// <summary>The zone of civil days and of every time on a page.</summary>
    public required TimeZoneInfo TimeZone { get; init; }
    /// <summary>A time of the city's own. Not in Production; null = its time is ours.</summary>
    public ClockSettings? Clock { get; init; }
    /// <summary>An alert whose raise is older than this when it is written is recorded, not announced. Default 15 min.</summary>
    public required TimeSpan AnnounceWithin { get; init; }
    /// <summary>How many people work through the alerts at one time, 1 to 50: what one of them gets is judged. Default 1.</summary>
    public int Operators { get; init; } = 1;
    /// <summary>A simulated city, in Development only.</summary>
    public required DemoSettings Demo { get; init; }
    /// <summary>What lies below the stations on the map.</summary>
    public required MapSettings Map { get; init; }
    public required ScreenSettings Screen { get; init; }
    /// <summary>The ways out for notifications.</summary>
    public NotificationSettings Notifications { get; init; } = NotificationSettings.None;
    /// <summary>The key of administrator <c>setup-key</c>; null = there is none.</summary>
    public string? AdminApiKey { get; init; }
    /// <summary>Called each minute in which everything worked, so that somebody outside notices when it is not; null = nobody is.</summary>
    public Uri? WatchdogUrl { get; init; }
    /// <summary>The city's own sign-on; null = people have passwords here only.</summary>
    public SignOnSettings? SignOn { get; init; }

    /// <summary>The setting that moves the port of <see cref="WebSettings.Addresses"/>.</summary>
    public string WebSetting => Role == CityRole.Ingestion ? "Ingestion:HttpPort" : "Urls";
    /// <summary>The simulated city runs in this process: elsewhere it is a program of its own.</summary>
    public bool PlaysDemo => this is { Demo.Enabled: true, Role: CityRole.Standalone, Broker.Mode: BrokerMode.Embedded };
    /// <summary>Map tiles that we serve ourselves.</summary>
    public string TilesFolder => Path.Combine(DataPath, "tiles");
    public string JournalFolder => Path.Combine(DataPath, "journal");
    public string TelemetryFile => Path.Combine(DataPath, "telemetry.db");
    public string RollupFile => Path.Combine(DataPath, "rollups.db");
    public string EvaluatorFile => Path.Combine(DataPath, "evaluator.snap");
    public string LockFile => Path.Combine(DataPath, ".lock");
}

/// <summary>The broker that we are, or that we use.</summary>
/// <param name="Anonymous">Embedded broker: clients without a name may publish and subscribe. Only on loopback.</param>
/// <param name="Username">External broker: who we are there; null = no credentials are given.</param>
/// <param name="ClientId">External broker: the session of intake. Fixed, so that the broker keeps what comes while we are away.</param>
public sealed record BrokerSettings(BrokerMode Mode, string Host, int Port, bool Anonymous)
{
    public string? Username { get; init; }
    public string? Password { get; init; }
    public bool Tls { get; init; }
    public string ClientId { get; init; } = "cityops-ingestion";

    /// <summary>The password is left out: records are printed into logs.</summary>
    public override string ToString() => $"{Mode} {Host}:{Port}";
}

/// <summary>A separate Ingestion over HTTP.</summary>
/// <param name="Host">Where it listens: localhost, an address of the machine, or * for all.</param>
/// <param name="Url">Where the Dashboard asks it.</param>
public sealed record IngestionHttpSettings(string Host, int Port, Uri Url);

/// <summary>An InfluxDB and how we speak to it.</summary>
/// <param name="Version">The generation of its HTTP API, 1 to 3; null = the server is asked.</param>
/// <param name="Prefix">Databases (2.x: buckets) are {Prefix}_raw, {Prefix}_hour and {Prefix}_day.</param>
/// <param name="Retention">How long raw readings are kept; null = for ever.</param>
public sealed record InfluxDbSettings(Uri Url, int? Version, string Prefix, TimeSpan? Retention)
{
    public string? Username { get; init; }
    public string? Password { get; init; }
    public string? Org { get; init; }
    public string? Token { get; init; }

    /// <summary>Password and token are left out: records are printed into logs.</summary>
    public override string ToString() => $"InfluxDB {Version} at {Url}";
}

/// <summary>What intake takes.</summary>
/// <param name="MaxAge">Older readings are refused. Default 31 days.</param>
/// <param name="MaxAhead">Readings further ahead of our clock are refused. Default 5 min.</param>
/// <param name="AutoAccept">Unknown devices are stored and shown as discovered; otherwise they are refused.</param>
/// <param name="Rate">Messages a second that one device may send for ever. Default 200.</param>
/// <param name="Burst">Messages that it may send at once. Default 30,000.</param>
/// <param name="MaxSeries">Quantities of one device. Default 64.</param>
public sealed record IntakeSettings(TimeSpan MaxAge, TimeSpan MaxAhead, bool AutoAccept, int Rate, int Burst, int MaxSeries)
{
    /// <summary>Series that devices may begin by themselves for each device that may come by itself.</summary>
    const int SeriesPerDevice = 10;

    /// <summary>When the city has so many devices, unknown ones are refused until a person adds them. Default 50,000.</summary>
    public int MaxDiscovered { get; init; } = 50_000;

    /// <summary>When the city has so many series, a device begins few of its own.</summary>
    public int MaxDiscoveredSeries => SeriesPerDevice * MaxDiscovered;
}
