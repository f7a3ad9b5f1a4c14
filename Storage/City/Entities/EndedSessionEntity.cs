namespace CityOps.Storage.City.Entities;

/// <summary>A sign-in that somebody has ended: what is left of its cookie opens nothing any more.</summary>
sealed class EndedSessionEntity
{
    public required string Id { get; init; }
    /// <summary>Unix ms; for as long as a cookie lives after it the row is needed.</summary>
    public required long EndedAt { get; init; }
}
