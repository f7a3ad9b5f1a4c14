using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// What is out of service and until when. Its alerts are marked by <see cref="AlertLog.ApplyMaintenanceAsync"/>, and at their raise. Safe for concurrent use by
/// several threads and processes. Exceptions of the database escape to the caller.
/// </summary>
public sealed class MaintenanceBook(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    const int IdBytes = 6;

    readonly CityWrites _writes = new(factory, CounterEntity.Alerts);

    /// <summary>Those that hold now or later, the one that ends first before the others.</summary>
    public async Task<IReadOnlyList<MaintenanceWindow>> ListAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.UnixMs();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Maintenance.AsNoTracking().Where(one => one.Until > now && one.EndedAt == null).OrderBy(one => one.Until).ThenBy(one => one.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToWindow());
    }

    public Task<MaintenanceWindow> CreateAsync(
        Actor by, MaintenanceScope scope, string subject, long from, long until, string reason, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            var row = new MaintenanceEntity
            {
                Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), Scope = scope, Subject = subject, From = from, Until = until, Reason = reason, By = by.Name,
            };
            db.Maintenance.Add(row);
            await db.AddAuditAsync(new AuditAct(by, "maintenance.create", "maintenance:" + row.Id, null, Describe(row)), clock.UnixMs(), cancellationToken);
            return row.ToWindow();
        },
        cancellationToken);

    /// <summary>Ends one before its time; null where there is none. One that is over stays as it is.</summary>
    public Task<MaintenanceWindow?> EndAsync(Actor by, string id, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            var now = clock.UnixMs();
            if (await db.Maintenance.FindAsync([id], cancellationToken) is not { } row)
            {
                return null;
            }

            if (row.EndedAt is null && row.Until > now)
            {
                var before = Describe(row);
                row.EndedAt = now;
                await db.AddAuditAsync(new AuditAct(by, "maintenance.end", "maintenance:" + id, before, Describe(row)), now, cancellationToken);
            }

            return row.ToWindow();
        },
        cancellationToken);

    static string Describe(MaintenanceEntity row) => JsonSerializer.Serialize(
        new
        {
            Scope = row.Scope.ToString().ToLowerInvariant(), row.Subject, From = Instants.ToRfc3339(row.From), Until = Instants.ToRfc3339(row.Until), row.Reason,
            EndedAt = row.EndedAt is { } ended ? Instants.ToRfc3339(ended) : null,
        },
        JsonSerializerOptions.Web);
}
