using CityOps.Core.Alerts;

namespace CityOps.Storage.City.Entities;

/// <summary>One line of an alert's history; (alert, kind, event time) is unique. Never updated.</summary>
sealed class AlertTransitionEntity
{
    /// <summary>Order of writing, given by the database.</summary>
    public long Number { get; init; }
    public required string AlertId { get; init; }
    public required TransitionKind Kind { get; init; }
    /// <summary>When it was so in the world, Unix ms.</summary>
    public required long EventTime { get; init; }
    /// <summary>When it was written, our clock, Unix ms.</summary>
    public required long At { get; init; }
    public string? By { get; init; }
    public string? Reason { get; init; }
    /// <summary>The number of this change in the whole log.</summary>
    public required long Change { get; init; }

    public AlertTransition ToTransition() => new(Kind, At, By, Reason, EventTime);
}
