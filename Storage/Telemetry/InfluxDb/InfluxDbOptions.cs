namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>An InfluxDB and how we speak to it.</summary>
public sealed record InfluxDbOptions
{
    /// <summary>Its HTTP API, such as <c>http://localhost:8086</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The generation of its API: 1, 2 or 3; null = the server is asked. Default 1.</summary>
    public int? Version { get; init; } = 1;

    /// <summary>Generation 1. Null = no name and password are sent.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Generation 2: the organization that the buckets belong to, by name.</summary>
    public string? Org { get; init; }

    /// <summary>Generations 2 and 3. Null = no token is sent.</summary>
    public string? Token { get; init; }

    /// <summary>Databases, which 2.x calls buckets, are {Prefix}_raw, {Prefix}_hour and {Prefix}_day. Default <c>cityops</c>.</summary>
    public string Prefix { get; init; } = "cityops";

    /// <summary>How long raw readings are kept, at least one hour; null = for ever.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>One HTTP request takes no longer. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// From the start of one write to that of the next at least, so that what arrives meanwhile goes together; not observed
    /// after a write of <see cref="LargeWrite"/> lines. Default 50 ms, zero = no pause.
    /// </summary>
    public TimeSpan BetweenWrites { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Lines in one request at most. Default 8,000.</summary>
    public int MostLines { get; init; } = 8_000;

    /// <summary>From so many lines on a write is large. Default 5,000.</summary>
    public int LargeWrite { get; init; } = 5_000;

    /// <summary>Rows asked for at once, at least 1; a longer answer is fetched page by page. Default 50,000.</summary>
    public int PageRows { get; init; } = 50_000;

    /// <summary>How far ahead of the clock a reading may lie: where the search for the latest ends. Default 5 min.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(5);

    internal string RawDatabase => $"{Prefix}_raw";

    internal IReadOnlyList<string> Databases => [RawDatabase, $"{Prefix}_hour", $"{Prefix}_day"];

    /// <summary>For people, without what may be secret in an address.</summary>
    internal string Name => $"InfluxDB at {Url.Scheme}://{Url.Authority}";

    /// <summary>Password and token are left out: records are printed into logs.</summary>
    public override string ToString() => Name;
}
