namespace CityOps.Simulators.Incidents;

/// <summary>An incident that runs or is to run, as people see it. Times are Unix ms of the player's clock.</summary>
/// <param name="Id">Given by the director.</param>
/// <param name="Place">In words, such as a district's name.</param>
/// <param name="Size">Above 0 to 1.</param>
/// <param name="EndMs">When nothing is left of it.</param>
public sealed record RunningIncident(string Id, IncidentKind Kind, string Place, double Size, long StartMs, long EndMs);
