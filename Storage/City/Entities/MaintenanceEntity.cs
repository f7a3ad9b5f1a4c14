namespace CityOps.Storage.City.Entities;

/// <summary>A maintenance window. Instants are Unix ms.</summary>
sealed class MaintenanceEntity
{
    public required string Id { get; init; }
    public required MaintenanceScope Scope { get; init; }
    public required string Subject { get; init; }
    public required long From { get; init; }
    public required long Until { get; init; }
    public required string Reason { get; init; }
    public required string By { get; init; }
    public long? EndedAt { get; set; }

    public MaintenanceWindow ToWindow() => new(Id, Scope, Subject, From, Until, Reason, By, EndedAt);
}
