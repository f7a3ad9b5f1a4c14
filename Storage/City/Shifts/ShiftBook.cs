using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// The shifts: each begins when somebody takes over and ends when somebody else does, and what was handed over is kept as it stood. Safe for concurrent use by
/// several threads and processes. Exceptions of the database escape to the caller.
/// </summary>
public sealed class ShiftBook(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    /// <summary>Before anybody has taken over, a shift is what was since then.</summary>
    public static readonly TimeSpan FirstShift = TimeSpan.FromHours(24);

    readonly CityWrites _writes = new(factory, CounterEntity.Handovers);

    /// <summary>What would be handed over now.</summary>
    public async Task<RunningShift> NowAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var (before, now) = (await NewestAsync(db, cancellationToken), clock.UnixMs());
        // An end does not count itself, and what was written in this very millisecond is to be seen.
        return new RunningShift(await ShiftSummaries.MakeAsync(db, StartOf(before, now), now + 1, cancellationToken), before);
    }

    /// <summary>In this person's name, now. The summary is made in the same transaction, so what is written is what stood.</summary>
    /// <param name="seen">The hand-over that the person took for the last one, 0 = none; null compares nothing.</param>
    public Task<TakeOver> TakeOverAsync(Actor by, string? remarks, long? seen, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, counter) =>
        {
            var before = await NewestAsync(db, cancellationToken);
            if (seen is { } number && number != (before?.Number ?? 0))
            {
                return new TakeOver(before, IsStale: true);
            }

            var now = clock.UnixMs();
            var summary = await ShiftSummaries.MakeAsync(db, StartOf(before, now), now, cancellationToken);
            var row = new HandoverEntity
            {
                Number = counter.Next(), At = now, From = summary.From, TakenOverBy = by.Name, HandedOverBy = before?.TakenOverBy, Remarks = remarks,
                Open = summary.Counts.Open, NotAcknowledged = summary.Counts.NotAcknowledged, Summary = ShiftSummaries.Write(summary),
            };
            db.Handovers.Add(row);
            await db.AddAuditAsync(AuditOf(by, row), now, cancellationToken);
            return new TakeOver(row.ToHead(), IsStale: false);
        },
        cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="before">Numbers below it; null = from the newest.</param>
    public async Task<IReadOnlyList<HandoverHead>> ListAsync(long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Handovers.AsNoTracking().Where(one => before == null || one.Number < before).OrderByDescending(one => one.Number).Take(limit).Select(HandoverEntity.Head).ToListAsync(cancellationToken);
    }

    public async Task<Handover?> GetAsync(long number, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Handovers.AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancellationToken) is { } row ? new Handover(row.ToHead(), ShiftSummaries.Read(row.Summary)) : null;
    }

    static long StartOf(HandoverHead? before, long now) => before?.At ?? now - (long)FirstShift.TotalMilliseconds;

    static Task<HandoverHead?> NewestAsync(CityDatabase db, CancellationToken cancellationToken) =>
        db.Handovers.AsNoTracking().OrderByDescending(one => one.Number).Select(HandoverEntity.Head).FirstOrDefaultAsync(cancellationToken);

    static AuditAct AuditOf(Actor by, HandoverEntity row) => new(
        by, "handover.take", FormattableString.Invariant($"handover:{row.Number}"), null,
        JsonSerializer.Serialize(new { row.HandedOverBy, From = Instants.ToRfc3339(row.From), row.Open, row.NotAcknowledged, row.Remarks }, JsonSerializerOptions.Web));
}
