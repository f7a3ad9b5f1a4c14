using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>
/// What a shift hands over to the next one: what stands, and what happened in it. Lists have at most <see cref="Most"/> lines, <see cref="Counts"/> count all.
/// Times are Unix ms.
/// </summary>
public sealed record ShiftSummary
{
    public const int Most = 500;

    public required long From { get; init; }
    public required long To { get; init; }
    public required ShiftCounts Counts { get; init; }
    /// <summary>What asks for a hand: not acknowledged first, then the worst, then the newest.</summary>
    public required IReadOnlyList<HandedAlert> Open { get; init; }
    /// <summary>Put aside by people, the one that comes back first before the others.</summary>
    public required IReadOnlyList<HandedAlert> Shelved { get; init; }
    /// <summary>Open, but somebody works there.</summary>
    public required IReadOnlyList<HandedAlert> OutOfService { get; init; }
    /// <summary>Over since the shift began, and nobody has acknowledged them: the newest first.</summary>
    public required IReadOnlyList<HandedAlert> ClearedByThemselves { get; init; }
    /// <summary>Maintenance windows that hold or will.</summary>
    public required IReadOnlyList<MaintenanceWindow> Maintenance { get; init; }
    /// <summary>What people wrote into the log book, the first first.</summary>
    public required IReadOnlyList<LogEntry> Entries { get; init; }
}

/// <summary>The figures of a shift.</summary>
/// <param name="Explained">Open, but another alert explains them.</param>
/// <param name="Raised">In the shift, by severity; every severity has an entry.</param>
/// <param name="Acknowledged">In the shift.</param>
/// <param name="Cleared">In the shift, acknowledged or not.</param>
public sealed record ShiftCounts(
    int Open, int NotAcknowledged, int Shelved, int OutOfService, int Explained, int ClearedByThemselves, int Entries, IReadOnlyDictionary<Severity, int> Raised, int Acknowledged, int Cleared);
