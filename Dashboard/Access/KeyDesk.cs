using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Access;

/// <summary>What an administrator does to API keys. The right to is checked here, not by hiding a page.</summary>
sealed class KeyDesk(ApiKeys keys, AuthenticationStateProvider who, IAuthorizationService authorization)
{
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await AdministratorAsync();
        return await keys.ListAsync(cancellationToken);
    }

    /// <inheritdoc cref="ApiKeys.CreateAsync"/>
    public async Task<(ApiKey Key, string Text)> CreateAsync(string name, PersonRole role, long? expiresAt, CancellationToken cancellationToken) =>
        await keys.CreateAsync(await AdministratorAsync(), name, role, expiresAt, cancellationToken);

    /// <inheritdoc cref="ApiKeys.RevokeAsync"/>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) => await keys.RevokeAsync(await AdministratorAsync(), id, cancellationToken);

    async Task<Actor> AdministratorAsync()
    {
        var person = (await who.GetAuthenticationStateAsync()).User;
        return person.Identity?.Name is { } name && (await authorization.AuthorizeAsync(person, null, Policies.Administer)).Succeeded
            ? new Actor(name, null)
            : throw new UnauthorizedAccessException("Keys are for administrators.");
    }
}
