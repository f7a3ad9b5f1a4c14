using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.AspNetCore.Identity;

namespace CityOps.Storage.City;

/// <summary>Changes of accounts: what ASP.NET Core Identity does and its entry in the audit trail are one transaction.</summary>
public static class AccountWrites
{
    /// <summary>Runs a change and audits it where it succeeds; otherwise nothing has happened.</summary>
    /// <param name="db">The context that Identity works with.</param>
    /// <param name="act">Asked after the change.</param>
    public static async Task<IdentityResult> ChangeAsync(
        this CityDatabase db, TimeProvider clock, Func<Task<IdentityResult>> change, Func<AuditAct> act, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync(CounterEntity.Keys, cancellationToken);
        var result = await change();
        if (result.Succeeded)
        {
            await db.AddAuditAsync(act(), clock.UnixMs(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }
}
