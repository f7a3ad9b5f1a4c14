namespace CityOps.Storage.City.Entities;

/// <summary>One act. Rows are added and never changed.</summary>
sealed class AuditEntity
{
    /// <summary>1, 2, 3 … without a hole.</summary>
    public required long Number { get; init; }
    public required long At { get; init; }
    public required string Who { get; init; }
    public string? Address { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    /// <summary>Over this row and the hash of the row before.</summary>
    public required byte[] Hash { get; init; }

    public AuditEntry ToEntry() => new(Number, At, Who, Address, Action, Subject, Before, After, Hash);
}
