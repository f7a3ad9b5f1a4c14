using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Access;

/// <summary>Whether who sits before a page may act in the operations centre: asked by services behind pages, because hiding a button protects nothing.</summary>
sealed class Operators(AuthenticationStateProvider people, IAuthorizationService authorization)
{
    /// <summary>Null for somebody who may only look.</summary>
    public async Task<Actor?> FindAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        return (await authorization.AuthorizeAsync(person, null, Policies.Operate)).Succeeded ? Actors.Of(person) : null;
    }

    /// <exception cref="UnauthorizedAccessException">Somebody else asks.</exception>
    public async Task<Actor> RequireAsync() => await FindAsync() ?? throw new UnauthorizedAccessException("This needs the role operator.");
}
