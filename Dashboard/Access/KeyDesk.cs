using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>What an administrator does to API keys. The right to is checked here, not by hiding a page.</summary>
sealed class KeyDesk(ApiKeys keys, Administrators administrators)
{
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await administrators.RequireAsync();
        return await keys.ListAsync(cancellationToken);
    }

    /// <inheritdoc cref="ApiKeys.CreateAsync"/>
    public async Task<(ApiKey Key, string Text)> CreateAsync(string name, PersonRole role, long? expiresAt, CancellationToken cancellationToken) =>
        await keys.CreateAsync(await administrators.RequireAsync(), name, role, expiresAt, cancellationToken);

    /// <inheritdoc cref="ApiKeys.RevokeAsync"/>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) => await keys.RevokeAsync(await administrators.RequireAsync(), id, cancellationToken);
}
