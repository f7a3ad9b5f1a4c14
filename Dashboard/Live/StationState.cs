using CityOps.Core.Alerts;

namespace CityOps.Dashboard.Live;

/// <summary>
/// How a station stands on the map. The numbers are the contract: 1 to 4 the severity of its worst open alert, 10 more when that is acknowledged.
/// </summary>
public enum StationState : byte
{
    Normal = 0,
    Critical = 1,
    Major = 2,
    Minor = 3,
    Warning = 4,
    CriticalAcknowledged = 11,
    MajorAcknowledged = 12,
    MinorAcknowledged = 13,
    WarningAcknowledged = 14,
    /// <summary>No device of it has sent for three intervals.</summary>
    Stale = 20,
    /// <summary>No device of it was ever heard.</summary>
    Unknown = 21,
}

public static class StationStates
{
    const int Acknowledged = 10;

    public static StationState Of(Alert alert) => (StationState)((int)alert.Severity + (alert.Acknowledged is null ? 0 : Acknowledged));

    /// <summary>The smaller, the worse: of two with one severity the one that nobody has acknowledged.</summary>
    public static (Severity, bool) Rank(Alert alert) => (alert.Severity, alert.Acknowledged is not null);

    /// <summary>The same of states, where all with an alert come before those that have fallen silent, and normal ones last.</summary>
    public static (int, bool) Rank(StationState state) => state == StationState.Normal ? (int.MaxValue, false)
        : SeverityOf(state) is { } severity ? ((int)severity, IsAcknowledged(state)) : ((int)state, false);

    /// <summary>Null where no alert is open.</summary>
    public static Severity? SeverityOf(StationState state) =>
        state is StationState.Normal or StationState.Stale or StationState.Unknown ? null : (Severity)((int)state % Acknowledged);

    public static bool IsAcknowledged(StationState state) => SeverityOf(state) is not null && (int)state > Acknowledged;
}
