using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard.Access;

/// <summary>
/// Makes the claims of a person who signs in, and says whether those of a cookie, a circuit or a hub's connection still hold: a person who
/// was shut out, has another role or a new password must sign in again. Safe for concurrent use.
/// </summary>
sealed class Sessions(IDbContextFactory<CityDatabase> factory, ApiKeys keys, EndedSessions ended, CitySettings settings, DemoPeople demo)
{
    const string Stamp = "stamp";
    const string Session = "session";

    /// <summary>How soon something that is open ends after its person was shut out.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    public static ClaimsPrincipal PrincipalOf(CityUser person, string scheme) => Identities.Of(
        person.UserName!, person.Role, scheme, new Claim(ClaimTypes.NameIdentifier, person.Id), new Claim(Stamp, person.SecurityStamp ?? ""), NewSession());

    /// <summary>The holder of the set-up key, by cookie: as long as it is the same key.</summary>
    public static ClaimsPrincipal PrincipalOf(string setupKey, string scheme) =>
        Identities.Of(Identities.SetupKey, PersonRole.Administrator, scheme, new Claim(Stamp, StampOf(setupKey)), NewSession());

    /// <summary>Somebody without an account: one of the demo.</summary>
    public static ClaimsPrincipal PrincipalOf(string name, PersonRole role, string scheme) => Identities.Of(name, role, scheme, NewSession());

    /// <summary>Ends a sign-in everywhere: copies of its cookie, its pages, its connections.</summary>
    public async Task EndAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindFirstValue(Session) is { } session)
        {
            await ended.EndAsync(session, cancellationToken);
        }
    }

    /// <summary>Id of the account; null for who has none: the holder of the setup key, and people of the demo.</summary>
    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);

    static Claim NewSession() => new(Session, Guid.NewGuid().ToString("N"));

    static string StampOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    // By the key itself it comes with each request, and without a stamp.
    bool HoldsSetupKey(ClaimsPrincipal principal) =>
        settings.AdminApiKey is { } key && (principal.FindFirstValue(Stamp) is not { } stamp || stamp == StampOf(key));

    public async Task<bool> HoldAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindFirstValue(Identities.KeyId) is { } key)
        {
            return await keys.HoldsAsync(key, cancellationToken);
        }

        if (principal.FindFirstValue(Session) is { } session && await ended.HasEndedAsync(session, cancellationToken))
        {
            return false;
        }

        if (IdOf(principal) is not { } id)
        {
            return principal.Identity?.Name == Identities.SetupKey ? HoldsSetupKey(principal) : demo.Exist;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var person = await db.Users.AsNoTracking().Where(one => one.Id == id)
            .Select(one => new { one.Disabled, one.SecurityStamp, one.Role }).SingleOrDefaultAsync(cancellationToken);
        return person is { Disabled: false } && person.SecurityStamp == principal.FindFirstValue(Stamp) && principal.IsInRole(Roles.Of(person.Role)) &&
            (person.Role == PersonRole.Administrator || !principal.IsInRole(Roles.Of(person.Role + 1)));
    }
}
