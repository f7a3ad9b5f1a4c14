using System.Security.Claims;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Http;

/// <summary>Who stands behind a request, for the audit trail.</summary>
public static class Actors
{
    /// <summary>With these a Dashboard says for whom it asks.</summary>
    public const string NameHeader = "X-CityOps-Actor";
    public const string AddressHeader = "X-CityOps-Actor-Address";

    const int MostName = 256;

    /// <summary>Claim with the address that somebody's page was opened from.</summary>
    public const string AddressClaim = "address";

    /// <exception cref="InvalidOperationException">A mistake of ours: nobody does.</exception>
    public static Actor Of(HttpContext context) => new(
        context.User.Identity?.Name ?? throw new InvalidOperationException("BUG: an act without a person"), context.Connection.RemoteIpAddress?.ToString());

    /// <summary>Who sits before a page; null = nobody is signed in.</summary>
    public static Actor? Of(ClaimsPrincipal person) => person.Identity?.Name is { } name ? new Actor(name, person.FindFirst(AddressClaim)?.Value) : null;

    /// <summary>
    /// The same where a Dashboard may have asked for somebody. Believed of the holder of the setup key alone, whose address stands beside the other's.
    /// </summary>
    public static Actor Behind(HttpContext context)
    {
        var direct = Of(context);
        var (name, address) = (context.Request.Headers[NameHeader].ToString(), context.Request.Headers[AddressHeader].ToString());
        return name.Length > 0 && HasSetupKey(context.User) ? new Actor(PersonNames.OneLine(Uri.UnescapeDataString(name), MostName) ?? direct.Name, PersonNames.OneLine($"{address} via {direct.Address}", MostName)) : direct;
    }

    // By what others have and it has not: a key or an account may be called anything.
    static bool HasSetupKey(ClaimsPrincipal user) =>
        user.Identity?.Name == Identities.SetupKey && user.FindFirst(Identities.KeyId) is null && user.FindFirst(ClaimTypes.NameIdentifier) is null;
}
