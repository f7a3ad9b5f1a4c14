using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>An alert as it stands now: the condition, and the facts people put beside it. Immutable. Times are Unix ms.</summary>
public sealed record Alert
{
    readonly string? _device;

    public required string Id { get; init; }
    public required AlertRuleReference Rule { get; init; }
    /// <summary>Null where the subject is not one series.</summary>
    public SeriesId? Series { get; init; }
    /// <summary>Of the series, or the device that an alert is about as a whole.</summary>
    public string? Device { get => _device ?? Series?.Device; init => _device = value; }
    public string? Station { get; init; }
    public string? District { get; init; }
    /// <summary>Null for an alert about CityOps itself.</summary>
    public required string? Domain { get; init; }
    public required string Quantity { get; init; }
    public required string Unit { get; init; }
    public required Severity Severity { get; init; }
    public required AlertCondition Condition { get; init; }
    public required long StartedAt { get; init; }
    public required long RaisedAt { get; init; }
    /// <summary>When the value had come back; null also where the alert was closed because its rule went.</summary>
    public long? ClearedAt { get; init; }
    /// <summary>The value that raised it.</summary>
    public required double Value { get; init; }
    public required double Peak { get; init; }
    public required double Threshold { get; init; }
    public required ConditionKind Direction { get; init; }
    /// <summary>What its rule asked; null = a limit on the value as <see cref="Direction"/> and <see cref="Threshold"/> say.</summary>
    public Condition? Asked { get; init; }
    /// <summary>Quality of the reading that raised it.</summary>
    public required Quality Quality { get; init; }
    public Acknowledgement? Acknowledged { get; init; }
    public Shelving? Shelved { get; init; }
    public string? SuppressedBy { get; init; }
    public string? Assignee { get; init; }
    /// <summary>Its raise was already old when it was written: recorded and listed, not announced.</summary>
    public bool Historical { get; init; }
    /// <summary>Rises with every transition of this alert; a new peak alone moves only <see cref="Change"/>.</summary>
    public required int Revision { get; init; }
    /// <summary>Number of the last change of the whole log that touched this alert.</summary>
    public required long Change { get; init; }

    /// <summary>Its rule keeps it in the list until it is acknowledged.</summary>
    public bool Latched { get; init; }

    /// <summary>An exercise, see <see cref="Drill"/>.</summary>
    public bool IsDrill => Rule.Id == Drill.RuleId;

    public bool IsOpen => Condition != AlertCondition.Cleared;

    /// <summary>Asks for no hand now: a person has put it aside, or another alert explains it.</summary>
    /// <param name="now">Unix ms.</param>
    public bool IsAside(long now) => SuppressedBy is not null || Shelved?.Until > now;

    /// <summary>In the list that people work through: open, or cleared and kept for somebody to see.</summary>
    public bool IsListed => IsOpen || (Latched && Acknowledged is null);
}

/// <summary>The rule that raised an alert, as it was called in the version that did.</summary>
public sealed record AlertRuleReference(string Id, int Version, string Name);

/// <summary>A person has seen the alert: who, and when in Unix ms.</summary>
public sealed record Acknowledgement(string By, long At, string? Comment);

/// <summary>A person has put the alert aside until a moment, Unix ms.</summary>
public sealed record Shelving(string By, long Until, string Reason);

/// <summary>One line of an alert's history.</summary>
/// <param name="At">When it was written, our clock, Unix ms.</param>
/// <param name="By">Null where the system did it.</param>
/// <param name="EventTime">When it was so in the world, Unix ms.</param>
public sealed record AlertTransition(TransitionKind Kind, long At, string? By, string? Reason, long EventTime);
