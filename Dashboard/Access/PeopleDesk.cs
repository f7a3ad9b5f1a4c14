using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard.Access;

/// <summary>
/// What an administrator does to accounts. The right to is checked here, not by hiding a page. Each call works on a context of its own: a page
/// lives for hours.
/// </summary>
sealed class PeopleDesk(
    IServiceScopeFactory scopes, Administrators administrators, TimeProvider clock)
{
    public static string Subject(CityUser person) => "person:" + person.UserName;

    /// <summary>As the audit trail has it.</summary>
    public static string Describe(CityUser person) => JsonSerializer.Serialize(
        new { Name = person.UserName, person.FullName, Role = Roles.Of(person.Role), person.Language, person.Dark, person.Sound, Announcements = person.Announcements.ToString().ToLowerInvariant(), person.Disabled }, JsonSerializerOptions.Web);

    /// <summary>All accounts, by name.</summary>
    /// <exception cref="UnauthorizedAccessException">No administrator asks.</exception>
    public async Task<IReadOnlyList<CityUser>> ListAsync(CancellationToken cancellationToken)
    {
        await administrators.RequireAsync();
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CityDatabase>().Users.AsNoTracking().OrderBy(person => person.NormalizedUserName).ToListAsync(cancellationToken);
    }

    /// <summary>An account without a password, and the link by which its person sets one: good for a day, once.</summary>
    public Task<(IdentityResult Result, string? Link)> InviteAsync(string name, string? fullName, PersonRole role, CancellationToken cancellationToken) => ChangeAsync(
        async (people, db, by) =>
        {
            var person = new CityUser { UserName = name.Trim(), FullName = PersonNames.OneLine(fullName, PersonNames.MaxFullName), Role = role, CreatedAt = clock.UnixMs(), LockoutEnabled = true };
            var result = await db.ChangeAsync(
                clock, () => people.CreateAsync(person), () => new AuditAct(by, "person.create", Subject(person), null, Describe(person)), cancellationToken);
            return (result, result.Succeeded ? await LinkAsync(people, person) : null);
        });

    /// <summary>A new link to set a password, for somebody who has forgotten theirs or let the first one pass.</summary>
    public Task<(IdentityResult Result, string? Link)> RenewLinkAsync(string id, CancellationToken cancellationToken) => ChangeAsync(
        async (people, db, by) =>
        {
            var person = await PersonAsync(people, id);
            // With another stamp earlier links do not hold any more, nor what is open under the password that is to be forgotten.
            var result = await db.ChangeAsync(
                clock, () => people.UpdateSecurityStampAsync(person), () => new AuditAct(by, "person.link", Subject(person), null, null), cancellationToken);
            return (result, await LinkAsync(people, person));
        });

    public Task<IdentityResult> SetRoleAsync(string id, PersonRole role, CancellationToken cancellationToken) =>
        UpdateAsync(id, "person.role", person => person.Role = role, cancellationToken);

    /// <summary>Shuts an account, or opens it again and forgets wrong passwords.</summary>
    public Task<IdentityResult> SetDisabledAsync(string id, bool disabled, CancellationToken cancellationToken) => UpdateAsync(
        id, disabled ? "person.disable" : "person.enable",
        person =>
        {
            (person.Disabled, person.LockoutEnd, person.AccessFailedCount) = (disabled, null, 0);
        },
        cancellationToken);

    async Task<IdentityResult> UpdateAsync(string id, string action, Action<CityUser> update, CancellationToken cancellationToken)
    {
        var (result, _) = await ChangeAsync(async (people, db, by) =>
        {
            var person = await PersonAsync(people, id);
            var (before, administered) = (Describe(person), Administers(person));
            var changed = await db.ChangeAsync(
                clock,
                async () =>
                {
                    update(person);
                    return administered && await IsLastAsync(db, person, cancellationToken) ? Failed("LastAdministrator") : await people.UpdateSecurityStampAsync(person);
                },
                () => new AuditAct(by, action, Subject(person), before, Describe(person)), cancellationToken);
            return (changed, (string?)null);
        });
        return result;
    }

    async Task<(IdentityResult Result, string? Link)> ChangeAsync(
        Func<UserManager<CityUser>, CityDatabase, Actor, Task<(IdentityResult Result, string? Link)>> change)
    {
        var by = await administrators.RequireAsync();
        await using var scope = scopes.CreateAsyncScope();
        return await change(scope.ServiceProvider.GetRequiredService<UserManager<CityUser>>(), scope.ServiceProvider.GetRequiredService<CityDatabase>(), by);
    }

    static bool Administers(CityUser person) => person is { Role: PersonRole.Administrator, Disabled: false };

    /// <summary>The city would be without an administrator who can sign in.</summary>
    static async Task<bool> IsLastAsync(CityDatabase db, CityUser person, CancellationToken cancellationToken) =>
        !Administers(person) && !await db.AdministratorsAsync(cancellationToken, except: person.Id);

    static async Task<CityUser> PersonAsync(UserManager<CityUser> people, string id) =>
        await people.FindByIdAsync(id) ?? throw new KeyNotFoundException($"There is no account {id}.");

    static async Task<string> LinkAsync(UserManager<CityUser> people, CityUser person) =>
        $"{SetupLink.Path}?person={Uri.EscapeDataString(person.Id)}&token={Uri.EscapeDataString(await people.GeneratePasswordResetTokenAsync(person))}";

    static IdentityResult Failed(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}
