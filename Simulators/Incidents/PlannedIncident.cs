namespace CityOps.Simulators.Incidents;

/// <summary>An incident that a player is to make.</summary>
/// <param name="Kind">Id of an <see cref="IncidentKind"/>, such as <c>heat-main-burst</c>.</param>
public sealed record PlannedIncident(string Kind)
{
    /// <summary>One of the kind's places in the city; null = its usual one.</summary>
    public string? Place { get; init; }
    /// <summary>0.1 to 1; null = 0.7.</summary>
    public double? Size { get; init; }
    /// <summary>1 minute to 7 days; null = the kind's demo duration.</summary>
    public TimeSpan? Duration { get; init; }
    /// <summary>Unix ms of the player's clock; null = at once, in a plan a minute after the city begins to play.</summary>
    public long? StartMs { get; init; }
}
