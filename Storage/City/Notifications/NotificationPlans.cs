using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Who is told of what: versions of the plan, the highest holds. Safe for concurrent use by several threads and processes. Exceptions of the database escape to
/// the caller.
/// </summary>
public sealed class NotificationPlans(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    readonly CityWrites _writes = new(factory, CounterEntity.NotificationPlan);

    /// <summary>The plan that holds, and its version; an empty one of version 0 before anybody has made one.</summary>
    public async Task<(NotificationPlan Plan, int Version)> CurrentAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return Read(await NewestAsync(db, cancellationToken));
    }

    /// <summary>The number of the version that holds.</summary>
    public async Task<int> VersionAsync(CancellationToken cancellationToken = default) => (int)await _writes.CounterAsync(cancellationToken);

    /// <summary>Changes the plan as it stands, in one transaction with its entry in the audit trail.</summary>
    /// <param name="revision">The version the caller saw; null = whatever stands is changed.</param>
    /// <param name="change">From the plan that holds; null = leave it.</param>
    /// <returns>The version that holds afterwards; null where <paramref name="revision"/> is stale.</returns>
    public Task<int?> ChangeAsync(Actor by, int? revision, Func<NotificationPlan, NotificationPlan?> change, CancellationToken cancellationToken = default) => _writes.RunAsync<int?>(
        async (db, counter) =>
        {
            var (before, version) = Read(await NewestAsync(db, cancellationToken));
            if (revision is { } seen && seen != version)
            {
                return null;
            }

            if (change(before) is not { } after || PlanJson.Write(after) is var body && version > 0 && body == PlanJson.Write(before))
            {
                return version;
            }

            var now = clock.UnixMs();
            db.NotificationPlans.Add(new NotificationPlanEntity { Version = version + 1, Body = PlanJson.Write(after), By = by.Name, At = now });
            counter.Value = version + 1;
            await db.AddAuditAsync(new AuditAct(by, "notification.plan", "notification:plan", version == 0 ? null : PlanJson.Write(before), PlanJson.Write(after)), now, cancellationToken);
            return version + 1;
        },
        cancellationToken);

    static Task<NotificationPlanEntity?> NewestAsync(CityDatabase db, CancellationToken cancellationToken) =>
        db.NotificationPlans.AsNoTracking().OrderByDescending(one => one.Version).FirstOrDefaultAsync(cancellationToken);

    static (NotificationPlan, int) Read(NotificationPlanEntity? row) => row is null ? (NotificationPlan.Empty, 0)
        : PlanJson.TryRead(row.Body, out var plan, out var error) ? (plan, row.Version)
        : throw new InvalidDataException($"Version {row.Version} of the plan of notifications cannot be read: {error}");
}
