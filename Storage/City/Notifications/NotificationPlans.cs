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

            await AddAsync(db, counter, after, new AuditAct(by, "notification.plan", "notification:plan", version == 0 ? null : PlanJson.Write(before), PlanJson.Write(after)), cancellationToken);
            return version + 1;
        },
        cancellationToken);

    /// <summary>Changes how one person is told, and nothing else of the plan, in one transaction with its entry in the audit trail.</summary>
    /// <param name="account">User name of the person.</param>
    /// <param name="revision">The version the person saw; null = whatever stands is changed.</param>
    public Task<OwnChange> ChangeOwnAsync(Actor by, string account, int? revision, OwnChoices choices, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, counter) =>
        {
            var (before, version) = Read(await NewestAsync(db, cancellationToken));
            if (before.ContactOf(account) is not { } contact)
            {
                return new OwnChange(OwnOutcome.NotInPlan, version);
            }

            if (revision is { } seen && seen != version)
            {
                return new OwnChange(OwnOutcome.Stale, version);
            }

            if (choices.ProblemFor(contact) is not ChoiceProblem.None and var problem)
            {
                return new OwnChange(OwnOutcome.Refused, version, problem);
            }

            var (was, becomes) = (OwnChoicesJson.Write(OwnChoices.Of(contact)), OwnChoicesJson.Write(choices));
            if (was == becomes)
            {
                return new OwnChange(OwnOutcome.Saved, version);
            }

            await AddAsync(db, counter, choices.In(before, contact), new AuditAct(by, "notification.own", "notification:contact:" + contact.Id, was, becomes), cancellationToken);
            return new OwnChange(OwnOutcome.Saved, version + 1);
        },
        cancellationToken);

    async Task AddAsync(CityDatabase db, CounterEntity counter, NotificationPlan plan, AuditAct act, CancellationToken cancellationToken)
    {
        var now = clock.UnixMs();
        counter.Value++;
        db.NotificationPlans.Add(new NotificationPlanEntity { Version = (int)counter.Value, Body = PlanJson.Write(plan), By = act.By.Name, At = now });
        await db.AddAuditAsync(act, now, cancellationToken);
    }

    static Task<NotificationPlanEntity?> NewestAsync(CityDatabase db, CancellationToken cancellationToken) =>
        db.NotificationPlans.AsNoTracking().OrderByDescending(one => one.Version).FirstOrDefaultAsync(cancellationToken);

    static (NotificationPlan, int) Read(NotificationPlanEntity? row) => row is null ? (NotificationPlan.Empty, 0)
        : PlanJson.TryRead(row.Body, out var plan, out var error) ? (plan, row.Version)
        : throw new InvalidDataException($"Version {row.Version} of the plan of notifications cannot be read: {error}");
}

/// <summary>What became of a person's own change.</summary>
public enum OwnOutcome : byte
{
    Saved = 0,

    /// <summary>No contact of the plan names the account.</summary>
    NotInPlan = 1,

    /// <summary>Somebody has changed the plan meanwhile.</summary>
    Stale = 2,

    Refused = 3,
}

/// <param name="Version">Of the plan that holds now.</param>
public readonly record struct OwnChange(OwnOutcome Outcome, int Version, ChoiceProblem Problem = ChoiceProblem.None);
