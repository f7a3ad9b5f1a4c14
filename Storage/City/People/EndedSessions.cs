using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Sign-ins that were ended by signing out. Safe for concurrent use by several threads and processes.</summary>
public sealed class EndedSessions(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    /// <summary>Longer than any cookie of ours is good for.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.UnixMs();
        var old = now - (long)Kept.TotalMilliseconds;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.EndedSessions.Where(session => session.EndedAt < old).ExecuteDeleteAsync(cancellationToken);
        if (!await db.EndedSessions.AnyAsync(session => session.Id == id, cancellationToken))
        {
            db.EndedSessions.Add(new EndedSessionEntity { Id = id, EndedAt = now });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task<bool> HasEndedAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.EndedSessions.AnyAsync(session => session.Id == id, cancellationToken);
    }
}
