namespace CityOps.Core.Alerts;

/// <summary>How urgent, as priorities 1 to 4 of ISA-18.2. Lower is worse.</summary>
public enum Severity : byte
{
    Critical = 1,
    Major = 2,
    Minor = 3,
    Warning = 4,
}

/// <summary>Where an alert's condition stands. Acknowledged, shelved and suppressed are facts beside it.</summary>
public enum AlertCondition : byte
{
    Active = 1,
    /// <summary>The series went silent while the alert was active: nobody knows.</summary>
    Unknown = 2,
    Cleared = 3,
}

/// <summary>What one transition of an alert says. Stored as text.</summary>
public enum TransitionKind : byte
{
    Raised = 1,
    Severity = 2,
    Unknown = 3,
    Active = 4,
    Cleared = 5,
    Acknowledged = 6,
    Shelved = 7,
    Unshelved = 8,
    Suppressed = 9,
    Unsuppressed = 10,
    Commented = 11,
    Assigned = 12,
    Closed = 13,
    Announced = 14,
}
