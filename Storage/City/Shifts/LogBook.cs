using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// The log book of the operations centre: what people write into it, between the facts that are kept elsewhere anyway. Safe for concurrent use by several threads
/// and processes. Exceptions of the database escape to the caller.
/// </summary>
public sealed partial class LogBook(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    readonly CityWrites _writes = new(factory, CounterEntity.Log);

    public Task<LogResult> WriteAsync(Actor by, LogDraft draft, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, counter) =>
        {
            if (await RefuseAsync(db, draft, cancellationToken) is { } refusal)
            {
                return new LogResult(null, refusal);
            }

            var entry = new LogEntryEntity
            {
                Number = counter.Next(), At = clock.UnixMs(), By = by.Name, Text = draft.Text, Station = draft.Station, AlertId = draft.AlertId, Corrects = draft.Corrects,
            };
            db.LogEntries.Add(entry);
            await db.AddAuditAsync(AuditOf(by, entry), entry.At, cancellationToken);
            return new LogResult(entry.ToEntry(null), LogOutcome.Written);
        },
        cancellationToken);

    /// <summary>Moves with everything that the log book or a hand-over may show: who has seen one need not read again while it stands.</summary>
    public async Task<long> MarkAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Counters.SumAsync(counter => counter.Value, cancellationToken);
    }

    static async Task<LogOutcome?> RefuseAsync(CityDatabase db, LogDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Corrects is { } number)
        {
            if (!await db.LogEntries.AnyAsync(entry => entry.Number == number, cancellationToken))
            {
                return LogOutcome.NoSuchEntry;
            }

            if (await db.LogEntries.AnyAsync(entry => entry.Corrects == number, cancellationToken))
            {
                return LogOutcome.AlreadyCorrected;
            }
        }

        return draft.Station is { } station && !await db.Stations.AnyAsync(one => one.Id == station, cancellationToken) ? LogOutcome.NoSuchStation
            : draft.AlertId is { } alert && !await db.Alerts.AnyAsync(one => one.Id == alert, cancellationToken) ? LogOutcome.NoSuchAlert
            : null;
    }

    static AuditAct AuditOf(Actor by, LogEntryEntity entry) => new(
        by, entry.Corrects is null ? "log.write" : "log.correct", FormattableString.Invariant($"log:{entry.Number}"), null,
        JsonSerializer.Serialize(new { entry.Text, entry.Station, entry.AlertId, entry.Corrects }, JsonSerializerOptions.Web));
}
