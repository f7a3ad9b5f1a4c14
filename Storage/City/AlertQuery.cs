using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>The two lists of alerts.</summary>
public enum AlertState : byte
{
    /// <summary>Condition active or unknown, and not shelved now.</summary>
    Active = 1,
    /// <summary>Condition cleared, acknowledged or not.</summary>
    Cleared = 2,
}

/// <summary>Which alerts, newest raisedAt first. A null filters nothing.</summary>
public sealed record AlertQuery
{
    public AlertState? State { get; init; }
    public bool? Acknowledged { get; init; }
    public Severity? Severity { get; init; }
    public string? Device { get; init; }
    /// <summary>Of raisedAt, Unix ms, inclusive.</summary>
    public long? From { get; init; }
    /// <summary>Of raisedAt, Unix ms, exclusive.</summary>
    public long? To { get; init; }
    /// <summary>1..10,000.</summary>
    public int Limit { get; init; } = 1_000;
    /// <summary>Where the last page ended.</summary>
    public AlertCursor? Cursor { get; init; }
}

/// <param name="Next">Null on the last page.</param>
public sealed record AlertPage(IReadOnlyList<Alert> Items, AlertCursor? Next);
