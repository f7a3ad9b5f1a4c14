using System.Security.Claims;

namespace CityOps.Dashboard.Access;

/// <summary>The identities that exist without accounts.</summary>
static class Identities
{
    public const string SetupKey = "setup-key";
    public const string DemoOperator = "demo-operator";

    public static ClaimsPrincipal Administrator(string scheme) => Make(SetupKey, scheme, Roles.Viewer, Roles.Operator, Roles.Administrator);

    public static ClaimsPrincipal Demo(string scheme) => Make(DemoOperator, scheme, Roles.Viewer, Roles.Operator);

    static ClaimsPrincipal Make(string name, string scheme, params ReadOnlySpan<string> roles)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, name) };
        foreach (var role in roles)
        {
            claims.Add(new Claim(ClaimTypes.Role, role));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}
