namespace CityOps.Ingestion.Health;

/// <summary>How well a component, or the whole, does its work.</summary>
public enum HealthStatus : byte
{
    Ready,
    /// <summary>Something is away, and something else takes over: nothing is lost.</summary>
    Degraded,
    Down,
}

/// <param name="Since">When the trouble began, Unix ms; null when there is none.</param>
/// <param name="Text">For a person, in English.</param>
public sealed record ComponentHealth(
    string Name, HealthStatus Status, long? Since, string Text, IReadOnlyDictionary<string, double> Numbers);

/// <summary>All components, and the worst of them.</summary>
public sealed record HealthView(HealthStatus Status, IReadOnlyList<ComponentHealth> Components);
