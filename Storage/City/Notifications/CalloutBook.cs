using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Callouts and the messages they decide on. The alert log's transitions are the outbox: each was written with the change it tells of, and the position up to which
/// callouts have seen them moves in the transaction that writes what follows from them. So nothing is told twice or never, wherever a process is killed. Safe for
/// concurrent use by several threads and processes. Exceptions of the database escape to the caller, who may repeat any call.
/// </summary>
public sealed class CalloutBook(IDbContextFactory<CityDatabase> factory)
{
    /// <summary>So many transitions in one transaction: writers of alerts wait for it.</summary>
    const int MostTogether = 500;

    readonly CityWrites _writes = new(factory, CounterEntity.Notifications);

    /// <summary>Takes in what is new and decides what is due. Returns how many messages were added; call again while it says there is more.</summary>
    /// <param name="now">Our clock, Unix ms.</param>
    /// <param name="all">Every callout is looked at, due or not: at a start, where the plan has changed, and where our clock was set back.</param>
    public async Task<CalloutLook> LookAsync(
        NotificationPlan plan, Audience audience, TimeZoneInfo zone, long now, bool all = false, CancellationToken cancellationToken = default) =>
        !all && !await HasWorkAsync(now, cancellationToken) ? new CalloutLook(0, false) : await _writes.RunAsync(
            async (db, position) =>
            {
                var fresh = await db.AlertTransitions.AsNoTracking().Where(one => one.Number > position.Value).OrderBy(one => one.Number)
                    .Select(one => new { one.Number, one.AlertId }).Take(MostTogether).ToListAsync(cancellationToken);
                var callouts = await OpenAsync(db, fresh.Count > 0 || all ? null : now, cancellationToken);
                var turns = new CalloutTurns(db, plan, audience, now);
                position.Value = fresh.Count > 0 ? fresh[^1].Number : position.Value;
                var orphans = callouts.Where(callout => plan.Route(callout.Route) is null).ToList();
                orphans.ForEach(callout => callout.Next(null, now));
                // Their alerts look for another route.
                var ids = fresh.Select(one => one.AlertId).Union(orphans.SelectMany(callout => callout.Alerts).Select(one => one.AlertId)).ToList();
                await TakeAsync(db, plan, zone, callouts, ids, now, cancellationToken);
                if (all)
                {
                    await BringForwardAsync(db, now, cancellationToken);
                }

                foreach (var callout in callouts.Where(callout => all || callout.DueAt <= now || orphans.Contains(callout)))
                {
                    await turns.RunAsync(callout, cancellationToken);
                }

                return new CalloutLook(turns.Added, fresh.Count == MostTogether);
            },
            cancellationToken);

    /// <summary>Callouts that go on, the newest first.</summary>
    public async Task<IReadOnlyList<Callout>> OpenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Callouts.AsNoTracking().Include(one => one.Alerts).Where(one => one.EndedAt == null).OrderByDescending(one => one.StartedAt).ToListAsync(cancellationToken);
    }

    async Task<bool> HasWorkAsync(long now, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var position = await db.Counters.Where(one => one.Name == CounterEntity.Notifications).Select(one => one.Value).SingleAsync(cancellationToken);
        return await db.AlertTransitions.AnyAsync(one => one.Number > position, cancellationToken) || await db.Callouts.AnyAsync(one => one.DueAt <= now, cancellationToken);
    }

    /// <param name="due">Only those that are due by then; null = all that go on.</param>
    static Task<List<Callout>> OpenAsync(CityDatabase db, long? due, CancellationToken cancellationToken) =>
        db.Callouts.Include(one => one.Alerts).Where(one => one.EndedAt == null && (due == null || one.DueAt <= due)).OrderBy(one => one.StartedAt).ToListAsync(cancellationToken);

    /// <summary>After our clock was set back nothing waits for a time that was.</summary>
    static Task<int> BringForwardAsync(CityDatabase db, long now, CancellationToken cancellationToken) =>
        db.Deliveries.Where(one => one.State == DeliveryState.Waiting && one.CreatedAt > now && one.DueAt > now).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, now), cancellationToken);

    static async Task TakeAsync(
        CityDatabase db, NotificationPlan plan, TimeZoneInfo zone, List<Callout> callouts, List<string> ids, long now, CancellationToken cancellationToken)
    {
        foreach (var alert in (await db.Alerts.AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(cancellationToken)).Select(row => row.ToAlert()))
        {
            var known = callouts.Where(callout => callout.EndedAt is null && callout.Alerts.Exists(one => one.AlertId == alert.Id)).ToList();
            // A comment on an alert is no reason to look for others who might be told.
            var isNews = known.Count == 0 || known.Exists(callout => callout.Alerts.Exists(one => one.AlertId == alert.Id && alert.Severity < one.Severity));
            foreach (var callout in known)
            {
                if (plan.Route(callout.Route) is { } route)
                {
                    callout.Take(alert, route, now);
                }
            }

            if (isNews && CalledAlert.StandingOf(alert, now) == AlertStanding.Calling)
            {
                Join(db, plan, zone, callouts, alert, now);
            }
        }
    }

    static void Join(CityDatabase db, NotificationPlan plan, TimeZoneInfo zone, List<Callout> callouts, Alert alert, long now)
    {
        foreach (var route in plan.RoutesOf(alert.Domain, alert.District, alert.Severity, now, zone))
        {
            if (callouts.Exists(one => one.EndedAt is null && one.Route == route.Id && one.Alerts.Exists(other => other.AlertId == alert.Id)))
            {
                continue;
            }

            var key = Callout.KeyOf(alert, route);
            var callout = callouts.Find(one => one.EndedAt is null && one.Route == route.Id && one.Key == key);
            if (callout is null)
            {
                callout = Callout.Begin(alert, route, now);
                callouts.Add(callout);
                db.Callouts.Add(callout);
            }

            callout.Take(alert, route, now);
        }
    }
}

/// <param name="Added">Messages that now wait to be sent.</param>
/// <param name="HasMore">There are more transitions than one look takes in.</param>
public readonly record struct CalloutLook(int Added, bool HasMore);
