using System.Security.Claims;
using CityOps.Ingestion.Http;
using Microsoft.AspNetCore.Authentication;

namespace CityOps.Dashboard.Access;

/// <summary>Notes beside who asks from where: what a person does on a page comes later, by a circuit that knows no address.</summary>
sealed class CallerAddress(IHttpContextAccessor http) : IClaimsTransformation
{
    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (http.HttpContext?.Connection.RemoteIpAddress is not { } address)
        {
            return Task.FromResult(principal);
        }

        // Not into the ticket itself, which may be written into a cookie that another address sends next time.
        var noted = principal.Clone();
        noted.AddIdentity(new ClaimsIdentity([new Claim(Actors.AddressClaim, address.ToString())]));
        return Task.FromResult(noted);
    }
}
