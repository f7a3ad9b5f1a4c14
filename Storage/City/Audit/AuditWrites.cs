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
        var entry = new AuditEntry(counter.Next(), now, act.By.Name, act.By.Address, act.Action, act.Subject, act.Before, act.After, []);
        db.Audit.Add(new AuditEntity
        {
            Number = entry.Number, At = entry.At, Who = entry.Who, Address = entry.Address, Action = entry.Action, Subject = entry.Subject,
            Before = entry.Before, After = entry.After, Hash = AuditChain.HashOf(entry, before),
        });
    }
}
