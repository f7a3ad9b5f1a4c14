using System.Security.Claims;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard.Access;

/// <summary>
/// Makes the claims of a person who signs in, and says whether those of a cookie, a circuit or a hub's connection still hold: a person who
/// was shut out, has another role or a new password must sign in again. Safe for concurrent use.
/// </summary>
sealed class Sessions(IDbContextFactory<CityDatabase> factory, ApiKeys keys, CitySettings settings, DemoPeople demo)
{
    const string Stamp = "stamp";

    /// <summary>How soon something that is open ends after its person was shut out.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    public static ClaimsPrincipal PrincipalOf(CityUser person, string scheme) => Identities.Of(
        person.UserName!, person.Role, scheme, new Claim(ClaimTypes.NameIdentifier, person.Id), new Claim(Stamp, person.SecurityStamp ?? ""));

    /// <summary>Id of the account; null for who has none: the holder of the setup key, and people of the demo.</summary>
    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);

    public async Task<bool> HoldAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindFirstValue(Identities.KeyId) is { } key)
        {
            return await keys.HoldsAsync(key, cancellationToken);
        }

        if (IdOf(principal) is not { } id)
        {
            return principal.Identity?.Name == Identities.SetupKey ? settings.AdminApiKey is not null : demo.Exist;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var person = await db.Users.AsNoTracking().Where(one => one.Id == id)
            .Select(one => new { one.Disabled, one.SecurityStamp, one.Role }).SingleOrDefaultAsync(cancellationToken);
        return person is { Disabled: false } && person.SecurityStamp == principal.FindFirstValue(Stamp) && principal.IsInRole(Roles.Of(person.Role)) &&
            (person.Role == PersonRole.Administrator || !principal.IsInRole(Roles.Of(person.Role + 1)));
    }
}
