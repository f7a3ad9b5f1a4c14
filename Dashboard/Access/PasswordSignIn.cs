using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Dashboard.Access;

/// <summary>Signs people in by name and password. Five wrong passwords shut the account for a quarter of an hour.</summary>
sealed class PasswordSignIn(
    UserManager<CityUser> people, SignInManager<CityUser> check, AuditTrail audit, TimeProvider clock, ILogger<PasswordSignIn> logger)
{
    // Of no password: whoever tries names that nobody has must wait as long as for one that somebody has.
    static readonly string NobodysHash = new PasswordHasher<CityUser>().HashPassword(new CityUser(), Guid.NewGuid().ToString());

    /// <summary>Sets the cookie, and returns true, where name and password fit. Whatever does not fit looks the same from outside.</summary>
    public async Task<bool> TryAsync(HttpContext context, string? name, string? password)
    {
        var person = string.IsNullOrWhiteSpace(name) ? null : await people.FindByNameAsync(name.Trim());
        if (person is not { Disabled: false, PasswordHash: not null })
        {
            people.PasswordHasher.VerifyHashedPassword(new CityUser(), NobodysHash, password ?? "");
            return Refuse(context, "unknown, shut or without a password");
        }

        var result = await check.CheckPasswordSignInAsync(person, password ?? "", lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            if (result.IsLockedOut)
            {
                // It was not looked at; that, too, takes as long as ever.
                people.PasswordHasher.VerifyHashedPassword(person, NobodysHash, password ?? "");
            }

            return Refuse(context, result.IsLockedOut ? "locked" : "wrong password");
        }

        await BeginAsync(context, person);
        return true;
    }

    /// <summary>Signs in somebody who is known by other means: a set-up link, another sign-on.</summary>
    public async Task BeginAsync(HttpContext context, CityUser person)
    {
        person.LastSignInAt = clock.UnixMs();
        await people.UpdateAsync(person);
        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Scheme, Sessions.PrincipalOf(person, Scheme));
        PersonalChoices.Apply(context, person);
        await audit.AddAsync(new AuditAct(new Actor(person.UserName!, Address(context)), "session.begin", "person:" + person.UserName, null, null), context.RequestAborted);
    }

    internal static string? Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString();

    bool Refuse(HttpContext context, string why)
    {
        logger.LogWarning("A sign-in was refused, from {Address}: {Why}", Address(context), why);
        return false;
    }
}
