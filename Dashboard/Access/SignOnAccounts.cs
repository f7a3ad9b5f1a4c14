using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Dashboard.Access;

/// <summary>
/// Accounts of people who come by the city's sign-on. Theirs is known by the provider's subject, never by a name: whoever may choose his name there
/// must not get somebody else's account here.
/// </summary>
sealed class SignOnAccounts(CitySettings settings, UserManager<CityUser> people, CityDatabase db, AuditTrail audit, TimeProvider clock)
{
    const string Provider = "sign-on";

    /// <summary>The account of who arrives, made at the first time, with the role that the provider names now; null where there is none for him.</summary>
    public async Task<CityUser?> ArriveAsync(HttpContext context, ClaimsPrincipal from)
    {
        if (RoleOf(from) is not { } role || from.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return null;
        }

        var person = await people.FindByLoginAsync(Provider, subject) ?? await MakeAsync(context, from, subject, role);
        if (person is not { Disabled: false })
        {
            return null;
        }

        await SettleAsync(context, person, role);
        PersonalChoices.Apply(context, person);
        await audit.AddAsync(new AuditAct(By(context, person), "session.begin", PeopleDesk.Subject(person), null, null), context.RequestAborted);
        return person;
    }

    PersonRole? RoleOf(ClaimsPrincipal from)
    {
        var known = settings.SignOn!;
        var named = from.FindAll(known.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return named.Contains(known.Administrators) ? PersonRole.Administrator
            : named.Contains(known.Operators) ? PersonRole.Operator
            : named.Contains(known.Viewers) ? PersonRole.Viewer : null;
    }

    async Task<CityUser?> MakeAsync(HttpContext context, ClaimsPrincipal from, string subject, PersonRole role)
    {
        var person = new CityUser
        {
            UserName = await FreeNameAsync(from.FindFirstValue("preferred_username") ?? from.FindFirstValue("email") ?? "person"),
            FullName = from.FindFirstValue("name"), Role = role, CreatedAt = clock.UnixMs(), LockoutEnabled = true,
        };
        var result = await db.ChangeAsync(
            clock,
            async () => await people.CreateAsync(person) is { Succeeded: true } ? await people.AddLoginAsync(person, new UserLoginInfo(Provider, subject, settings.SignOn!.Name)) : IdentityResult.Failed(),
            () => new AuditAct(By(context, person), "person.create", PeopleDesk.Subject(person), null, PeopleDesk.Describe(person)), context.RequestAborted);
        return result.Succeeded ? person : null;
    }

    /// <summary>The role of today; another one than before ends what is open under the old one.</summary>
    async Task SettleAsync(HttpContext context, CityUser person, PersonRole role)
    {
        person.LastSignInAt = clock.UnixMs();
        if (person.Role == role)
        {
            await people.UpdateAsync(person);
            return;
        }

        var before = PeopleDesk.Describe(person);
        await db.ChangeAsync(
            clock,
            () =>
            {
                person.Role = role;
                return people.UpdateSecurityStampAsync(person);
            },
            () => new AuditAct(By(context, person), "person.role", PeopleDesk.Subject(person), before, PeopleDesk.Describe(person)), context.RequestAborted);
    }

    /// <summary>Without what a name may not have, and with a number where somebody has it.</summary>
    async Task<string> FreeNameAsync(string wanted)
    {
        var allowed = people.Options.User.AllowedUserNameCharacters;
        var name = string.Concat(wanted.Where(one => allowed.Contains(one, StringComparison.Ordinal)).Take(60));
        name = name.Length == 0 ? "person" : name;
        return await people.FindByNameAsync(name) is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{RandomNumberGenerator.GetInt32(1_000, 10_000)}");
    }

    static Actor By(HttpContext context, CityUser person) => new(person.UserName!, PasswordSignIn.Address(context));
}
