namespace CityOps.Storage.City.Entities;

/// <summary>An entry of the log book. Rows are added and never changed.</summary>
sealed class LogEntryEntity
{
    public required long Number { get; init; }
    public required long At { get; init; }
    public required string By { get; init; }
    public required string Text { get; init; }
    public string? Station { get; init; }
    public string? AlertId { get; init; }
    /// <summary>The entry whose place it takes; each is corrected once.</summary>
    public long? Corrects { get; init; }

    public LogEntry ToEntry(long? correctedBy) => new(Number, At, By, Text, Station, AlertId, Corrects, correctedBy);
}
