namespace CityOps.Storage.City;

/// <summary>What is known of a key. Instants are Unix ms.</summary>
/// <param name="Name">Whose it is: a person or a machine.</param>
/// <param name="ExpiresAt">Null = never.</param>
/// <param name="LastUsedAt">At most a minute old; null = never used.</param>
/// <param name="RevokedAt">Null while it holds.</param>
public sealed record ApiKey(
    string Id, string Name, PersonRole Role, string CreatedBy, long CreatedAt, long? ExpiresAt, long? LastUsedAt, long? RevokedAt)
{
    public bool HoldsAt(long now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);
}
