using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Storage.City;

/// <summary>The lists of alerts.</summary>
public enum AlertState : byte
{
    /// <summary>Condition active or unknown, and not shelved now.</summary>
    Active = 1,
    /// <summary>Condition cleared, acknowledged or not.</summary>
    Cleared = 2,
    /// <summary>Not cleared, and put aside by a person until a later time than now.</summary>
    Shelved = 3,
}

/// <summary>Which alerts, newest raisedAt first. A null filters nothing.</summary>
public sealed record AlertQuery
{
    public AlertState? State { get; init; }
    public bool? Acknowledged { get; init; }
    public Severity? Severity { get; init; }
    public string? Device { get; init; }
    public SeriesId? Series { get; init; }
    public string? Station { get; init; }
    public string? Domain { get; init; }
    public string? District { get; init; }
    /// <summary>What somebody looks for; null = everything.</summary>
    public AlertSearch? Search { get; init; }
    /// <summary>Of raisedAt, Unix ms, inclusive.</summary>
    public long? From { get; init; }
    /// <summary>Of raisedAt, Unix ms, exclusive.</summary>
    public long? To { get; init; }
    /// <summary>Only those that were not over before this, Unix ms.</summary>
    public long? StoodSince { get; init; }
    /// <summary>1..10,000.</summary>
    public int Limit { get; init; } = 1_000;
    /// <summary>Where the last page ended.</summary>
    public AlertCursor? Cursor { get; init; }
}

/// <summary>Alerts whose rule has a text in its name, or whose device has it in its id, or that are of one of these stations. ASCII letters are the same large and small.</summary>
/// <param name="Stations">Those whose names have it: names are in the registry, not in the log.</param>
public sealed record AlertSearch(string Text, IReadOnlyList<string> Stations);

/// <param name="Next">Null on the last page.</param>
public sealed record AlertPage(IReadOnlyList<Alert> Items, AlertCursor? Next);
