namespace CityOps.Core.Alerts;

/// <summary>
/// A configured wish: which series to watch, what to compare, how urgent it is. One version of it; a change makes a new version.
/// Immutable.
/// </summary>
public sealed record AlertRule
{
    public required string Id { get; init; }
    /// <summary>Starts at 1 and rises by one with every change.</summary>
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string Quantity { get; init; }
    /// <summary>Null = every domain.</summary>
    public string? Domain { get; init; }
    /// <summary>Patterns with <c>*</c>; empty = all. All scopes that are given must match.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];
    public IReadOnlyList<string> Stations { get; init; } = [];
    public IReadOnlyList<string> Districts { get; init; } = [];
    public required Condition Condition { get; init; }
    /// <summary>On-delay: how long the condition must hold in event time before the alert is raised. Zero = at once.</summary>
    public TimeSpan RaiseAfter { get; init; }
    /// <summary>Off-delay: how long it must stay beyond the clear limit before the alert clears. Zero = at once.</summary>
    public TimeSpan ClearAfter { get; init; }
    /// <summary>With levels, that of the mildest.</summary>
    public required Severity Severity { get; init; }
    /// <summary>When it judges; null = always.</summary>
    public Schedule? When { get; init; }
    /// <summary>What to do, for the operator.</summary>
    public LocalText? Procedure { get; init; }
    /// <summary>Where the limit comes from, in words.</summary>
    public string? Source { get; init; }
    /// <summary>An alert that has cleared stays in the list until somebody has acknowledged it.</summary>
    public bool Latch { get; init; }
    public bool Enabled { get; init; } = true;
}

/// <summary>A text in the two languages of the product.</summary>
public sealed record LocalText(string En, string Sl);
