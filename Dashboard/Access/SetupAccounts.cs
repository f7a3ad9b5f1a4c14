using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Dashboard.Access;

/// <summary>What comes of links: the first administrator, and passwords of people who were invited or have forgotten theirs.</summary>
sealed class SetupAccounts(SetupLink link, UserManager<CityUser> people, CityDatabase db, PasswordSignIn signIn, TimeProvider clock)
{
    static readonly SemaphoreSlim OneFirst = new(1, 1);

    /// <summary>The link is the one of this start, and nobody administers the city.</summary>
    public async Task<bool> MayMakeFirstAsync(string? token, CancellationToken cancellationToken) =>
        link.Fits(token) && await link.IsOpenAsync(cancellationToken);

    /// <summary>Makes the first administrator and signs them in.</summary>
    public async Task<IdentityResult> MakeFirstAsync(HttpContext context, string? token, string? name, string? fullName, string? password)
    {
        await OneFirst.WaitAsync(context.RequestAborted);
        try
        {
            if (!await MayMakeFirstAsync(token, context.RequestAborted))
            {
                return LinkIsOver;
            }

            var person = new CityUser
            {
                UserName = name?.Trim(), FullName = PersonNames.OneLine(fullName, PersonNames.MaxFullName), Role = PersonRole.Administrator, CreatedAt = clock.UnixMs(), LockoutEnabled = true,
            };
            var result = await db.ChangeAsync(
                clock, () => people.CreateAsync(person, password ?? ""),
                () => new AuditAct(new Actor(person.UserName!, PasswordSignIn.Address(context)), "person.create", PeopleDesk.Subject(person), null, PeopleDesk.Describe(person)),
                context.RequestAborted);
            return await SignInAsync(context, person, result);
        }
        finally
        {
            OneFirst.Release();
        }
    }

    /// <summary>Whose link it is; null where it does not hold any more.</summary>
    public async Task<CityUser?> InvitedAsync(string? id, string? token)
    {
        var person = string.IsNullOrEmpty(id) ? null : await people.FindByIdAsync(id);
        return person is { Disabled: false } && await people.VerifyUserTokenAsync(
            person, people.Options.Tokens.PasswordResetTokenProvider, UserManager<CityUser>.ResetPasswordTokenPurpose, token ?? "") ? person : null;
    }

    /// <summary>Sets the password of somebody with a link, once, and signs them in.</summary>
    public async Task<IdentityResult> SetPasswordAsync(HttpContext context, string? id, string? token, string? password)
    {
        if (await InvitedAsync(id, token) is not { } person)
        {
            return LinkIsOver;
        }

        var result = await db.ChangeAsync(
            clock,
            async () =>
            {
                person.LockoutEnd = null;
                return await people.ResetPasswordAsync(person, token!, password ?? "");
            },
            () => new AuditAct(new Actor(person.UserName!, PasswordSignIn.Address(context)), "person.password", PeopleDesk.Subject(person), null, null),
            context.RequestAborted);
        return await SignInAsync(context, person, result);
    }

    static IdentityResult LinkIsOver => IdentityResult.Failed(new IdentityError { Code = "LinkIsOver" });

    async Task<IdentityResult> SignInAsync(HttpContext context, CityUser person, IdentityResult result)
    {
        if (result.Succeeded)
        {
            await signIn.BeginAsync(context, person);
        }

        return result;
    }
}
