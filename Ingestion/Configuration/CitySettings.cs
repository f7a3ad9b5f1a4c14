namespace CityOps.Ingestion.Configuration;

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
    /// <summary>Where pages and the HTTP API are served.</summary>
    public required IReadOnlyList<WebAddress> Web { get; init; }
    public required BrokerSettings Broker { get; init; }
    public required IntakeSettings Intake { get; init; }
    /// <summary>Where our files are; relative to the content root.</summary>
    public required string DataPath { get; init; }
    /// <summary>Free bytes kept beside the journal; null = the smaller of 1 GiB and 5 % of the volume.</summary>
    public long? JournalMinFree { get; init; }
    public required StoreKind StoreKind { get; init; }
    /// <summary>The zone of civil days and of every time on a page.</summary>
    public required TimeZoneInfo TimeZone { get; init; }
    /// <summary>An alert whose raise is older than this when it is written is recorded, not announced. Default 15 min.</summary>
    public required TimeSpan AnnounceWithin { get; init; }
    /// <summary>A simulated city runs in this process. Development only.</summary>
    public required bool Demo { get; init; }
    /// <summary>The key of administrator <c>setup-key</c>; null = there is none.</summary>
    public string? AdminApiKey { get; init; }

    public string JournalFolder => Path.Combine(DataPath, "journal");
    public string TelemetryFile => Path.Combine(DataPath, "telemetry.db");
    public string CityFile => Path.Combine(DataPath, "city.db");
    public string EvaluatorFile => Path.Combine(DataPath, "evaluator.snap");
    /// <summary>Keys that sign the cookies of people.</summary>
    public string KeysFolder => Path.Combine(DataPath, "keys");
    public string LockFile => Path.Combine(DataPath, ".lock");
}

/// <param name="Anonymous">Embedded broker: clients without a name may publish and subscribe. Only on loopback.</param>
public sealed record BrokerSettings(BrokerMode Mode, string Host, int Port, bool Anonymous);

/// <summary>What intake takes.</summary>
/// <param name="MaxAge">Older readings are refused. Default 31 days.</param>
/// <param name="MaxAhead">Readings further ahead of our clock are refused. Default 5 min.</param>
/// <param name="AutoAccept">Unknown devices are stored and shown as discovered; otherwise they are refused.</param>
/// <param name="Rate">Messages a second that one device may send for ever. Default 200.</param>
/// <param name="Burst">Messages that it may send at once. Default 30,000.</param>
/// <param name="MaxSeries">Quantities of one device. Default 64.</param>
public sealed record IntakeSettings(TimeSpan MaxAge, TimeSpan MaxAhead, bool AutoAccept, int Rate, int Burst, int MaxSeries);
