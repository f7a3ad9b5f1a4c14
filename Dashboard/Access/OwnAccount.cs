using CityOps.Storage.City;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Dashboard.Access;

/// <summary>What people change about themselves.</summary>
sealed class OwnAccount(UserManager<CityUser> people, CityDatabase db, TimeProvider clock)
{
    /// <summary>Null for who has no account: the holder of the setup key, and people of the demo.</summary>
    public async Task<CityUser?> FindAsync(HttpContext context) =>
        Sessions.IdOf(context.User) is { } id ? await people.FindByIdAsync(id) : null;

    /// <summary>A new password; everything else that is open under this account ends, this browser goes on.</summary>
    public async Task<IdentityResult> ChangePasswordAsync(HttpContext context, string? old, string? fresh)
    {
        if (await FindAsync(context) is not { } person)
        {
            return IdentityResult.Failed();
        }

        if (await people.IsLockedOutAsync(person))
        {
            return IdentityResult.Failed(new IdentityError { Code = "LockedOut" });
        }

        if (!await people.CheckPasswordAsync(person, old ?? ""))
        {
            // An open page must not be a place to try passwords at.
            await people.AccessFailedAsync(person);
            return IdentityResult.Failed(new IdentityError { Code = "PasswordMismatch" });
        }

        var result = await db.ChangeAsync(
            clock, () => people.ChangePasswordAsync(person, old ?? "", fresh ?? ""),
            () => new AuditAct(By(context, person), "person.password", PeopleDesk.Subject(person), null, null), context.RequestAborted);
        if (result.Succeeded)
        {
            await people.ResetAccessFailedCountAsync(person);
            const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
            await context.SignInAsync(Scheme, Sessions.PrincipalOf(person, Scheme));
        }

        return result;
    }

    /// <summary>Name, language, colours, sound and announcements, also for the next machine this person sits down at.</summary>
    public async Task SetAsync(HttpContext context, string? fullName, string? language, string? colours, bool sound, AnnouncementChoice announcements)
    {
        if (await FindAsync(context) is not { } person)
        {
            return;
        }

        var before = PeopleDesk.Describe(person);
        person.FullName = PersonNames.OneLine(fullName, PersonNames.MaxFullName);
        person.Language = language is "sl" or "en" ? language : null;
        person.Dark = colours switch { "dark" => true, "light" => false, _ => null };
        person.Sound = sound;
        person.Announcements = Enum.IsDefined(announcements) ? announcements : AnnouncementChoice.All;
        await db.ChangeAsync(
            clock, () => people.UpdateAsync(person),
            () => new AuditAct(By(context, person), "person.update", PeopleDesk.Subject(person), before, PeopleDesk.Describe(person)), context.RequestAborted);
        PersonalChoices.Apply(context, person);
    }

    static Actor By(HttpContext context, CityUser person) => new(person.UserName!, PasswordSignIn.Address(context));
}
