using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Puts an act into the audit trail within the transaction that changes something: there is never one without the other.</summary>
static class AuditWrites
{
    /// <param name="now">Unix ms.</param>
    public static async Task AddAuditAsync(this CityDatabase db, AuditAct act, long now, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("BUG: an audit entry outside of a write transaction.");
        }

        await db.HoldAsync(CounterEntity.Audit, cancellationToken);
        var counter = await db.Counters.SingleAsync(c => c.Name == CounterEntity.Audit, cancellationToken);
        var before = db.Audit.Local.SingleOrDefault(e => e.Number == counter.Value)?.Hash
            ?? await db.Audit.Where(e => e.Number == counter.Value).Select(e => e.Hash).SingleOrDefaultAsync(cancellationToken)
            ?? AuditChain.Start;
        var entry = new AuditEntry(
            counter.Next(), now, Kept(act.By.Name)!, Kept(act.By.Address), act.Action, Kept(act.Subject)!, Kept(act.Before), Kept(act.After), []);
        db.Audit.Add(new AuditEntity
        {
            Number = entry.Number, At = entry.At, Who = entry.Who, Address = entry.Address, Action = entry.Action, Subject = entry.Subject,
            Before = entry.Before, After = entry.After, Hash = AuditChain.HashOf(entry, before),
        });
    }

    /// <summary>As every database keeps it: a text may end at a NUL there, and the hash would be of another one.</summary>
    static string? Kept(string? text) => text?.Replace('\0', '\uFFFD');
}
