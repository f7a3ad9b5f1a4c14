using System.Security.Claims;

namespace CityOps.Ingestion.Http;

/// <summary>Makes the identities that exist without accounts.</summary>
public static class Identities
{
    public const string SetupKey = "setup-key";

    /// <summary>The holder of <c>Setup:AdminApiKey</c>.</summary>
    public static ClaimsPrincipal Administrator(string scheme) => Make(SetupKey, scheme, Roles.Viewer, Roles.Operator, Roles.Administrator);

    public static ClaimsPrincipal Make(string name, string scheme, params ReadOnlySpan<string> roles)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, name) };
        foreach (var role in roles)
        {
            claims.Add(new Claim(ClaimTypes.Role, role));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}
