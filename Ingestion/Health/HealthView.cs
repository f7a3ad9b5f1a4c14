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

/// <summary>Who can tell how the city is: the parts in this process, or what another process says and our own.</summary>
public interface IHealthReport
{
    /// <summary>Never throws because something is away: that is what it tells. May run concurrently.</summary>
    Task<HealthView> MakeAsync(CancellationToken cancellationToken);
}

/// <summary>All components, and the worst of them.</summary>
public sealed record HealthView(HealthStatus Status, IReadOnlyList<ComponentHealth> Components);
