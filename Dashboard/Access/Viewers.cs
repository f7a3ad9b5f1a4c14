using CityOps.Ingestion.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityOps.Dashboard.Access;

/// <summary>Whether who sits before a page may look at the city: a circuit outlives the session it was opened in.</summary>
sealed class Viewers(AuthenticationStateProvider people, IAuthorizationService authorization)
{
    /// <exception cref="UnauthorizedAccessException">Somebody else asks.</exception>
    public async Task RequireAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        if (!(await authorization.AuthorizeAsync(person, null, Policies.View)).Succeeded)
        {
            throw new UnauthorizedAccessException("This is for people of the city.");
        }
    }
}
