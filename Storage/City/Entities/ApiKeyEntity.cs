namespace CityOps.Storage.City.Entities;

/// <summary>A key of a person or a machine. The key itself is nowhere: only its hash.</summary>
sealed class ApiKeyEntity
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required PersonRole Role { get; init; }
    /// <summary>SHA-256 of the key; it is random enough that nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }
    public required string CreatedBy { get; init; }
    public required long CreatedAt { get; init; }
    public long? ExpiresAt { get; init; }
    public long? LastUsedAt { get; set; }
    public long? RevokedAt { get; set; }

    public ApiKey ToKey() => new(Id, Name, Role, CreatedBy, CreatedAt, ExpiresAt, LastUsedAt, RevokedAt);
}
