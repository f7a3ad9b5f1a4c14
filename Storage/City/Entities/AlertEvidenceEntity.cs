namespace CityOps.Storage.City.Entities;

/// <summary>
/// The readings that raised an alert, as JSON. A table of its own: up to 2,000 readings must not travel with every list of
/// alerts, nor be written again with every change of one.
/// </summary>
sealed class AlertEvidenceEntity
{
    public required string AlertId { get; init; }
    public required string Json { get; init; }
}
