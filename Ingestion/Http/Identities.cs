using System.Security.Claims;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Http;

/// <summary>Makes the identities that exist without accounts.</summary>
public static class Identities
{
    public const string SetupKey = "setup-key";

    /// <summary>Claim with the id of the API key somebody came with.</summary>
    public const string KeyId = "key";

    /// <summary>The holder of <c>Setup:AdminApiKey</c>.</summary>
    public static ClaimsPrincipal Administrator(string scheme) => Of(SetupKey, PersonRole.Administrator, scheme);

    /// <summary>Somebody with a role, and so with those below it.</summary>
    public static ClaimsPrincipal Of(string name, PersonRole role, string scheme, params IEnumerable<Claim> others)
    {
        var roles = Enum.GetValues<PersonRole>().Where(one => one <= role).Select(one => new Claim(ClaimTypes.Role, Roles.Of(one)));
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. roles, .. others], scheme));
    }
}
