using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Access;

/// <summary>Whether who sits before a page administers the city: asked by every service behind a page, because hiding a button protects nothing.</summary>
sealed class Administrators(AuthenticationStateProvider people, IAuthorizationService authorization)
{
    /// <summary>Null for anybody else.</summary>
    public async Task<Actor?> FindAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        return (await authorization.AuthorizeAsync(person, null, Policies.Administer)).Succeeded ? Actors.Of(person) : null;
    }

    /// <exception cref="UnauthorizedAccessException">Somebody else asks.</exception>
    public async Task<Actor> RequireAsync() => await FindAsync() ?? throw new UnauthorizedAccessException("This is for administrators.");
}
