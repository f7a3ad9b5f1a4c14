using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>One alert with its whole history, as it stood at one moment.</summary>
/// <param name="Transitions">Oldest first, in the order of writing.</param>
public sealed record AlertDetails(Alert Alert, IReadOnlyList<AlertTransition> Transitions, AlertEvidence Evidence);
