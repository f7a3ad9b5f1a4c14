using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CityOps.Dashboard.Access;

/// <summary>People without accounts and passwords, one for each role, for a city on a developer's machine. Nowhere else.</summary>
sealed class DemoPeople(IHostEnvironment environment)
{
    const string Prefix = "demo-";

    public static string NameOf(PersonRole role) => Prefix + Roles.Of(role);

    public bool Exist => environment.IsDevelopment();

    /// <summary>Sets the cookie of the one with this role.</summary>
    /// <param name="role">As it is spelt; anything else signs nobody in.</param>
    public async Task<bool> SignInAsync(HttpContext context, string? role)
    {
        if (!Exist || !Enum.TryParse<PersonRole>(role, ignoreCase: true, out var known) || !Enum.IsDefined(known))
        {
            return false;
        }

        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Scheme, Sessions.PrincipalOf(NameOf(known), known, Scheme));
        return true;
    }
}
