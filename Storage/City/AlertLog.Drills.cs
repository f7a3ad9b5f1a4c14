using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <content>Exercises: alerts that people make to see whom they reach.</content>
public sealed partial class AlertLog
{
    /// <summary>Raises an exercise, now. It takes the way of every other alert from here on.</summary>
    /// <param name="place">Where it is to be thought of; its domain may be null: as if it were about CityOps itself.</param>
    public async Task<Alert> StartDrillAsync(Actor by, DrillPlace place, Severity severity, long now, CancellationToken cancellationToken = default)
    {
        var id = AlertId.From(Drill.RuleId, $"{place.Station}|{place.District}|{place.Domain}|{by.Name}", now);
        var raise = new RaisedAlert(
            Drill.RuleId, 1, Drill.Name.En, default, place.Domain ?? "", "", place.Station, place.District, severity, ConditionKind.Above, 0, now, now, 0, 0, Quality.Good,
            new AlertEvidence(1, [], Truncated: false));
        var (alert, last) = await _writes.RunAsync(
            async (db, counter) =>
            {
                var change = new AlertChange(id, TransitionKind.Raised, now, null, null, null, raise);
                (await AlertAppend.LoadAsync(db, counter, [change], now, announceWithin, cancellationToken)).Apply(change);
                await db.AddAuditAsync(
                    new AuditAct(by, "notification.drill", "alert:" + id, null, JsonSerializer.Serialize(new { place.Station, place.District, place.Domain, severity = RuleWords.Severity(severity) }, JsonSerializerOptions.Web)),
                    now, cancellationToken);
                return ((await db.Alerts.FindAsync([id], cancellationToken))!.ToAlert(), counter.Value);
            },
            cancellationToken);
        Tell(true, last);
        return alert;
    }

    /// <summary>Closes an exercise, or all that have lasted too long.</summary>
    /// <param name="id">Null = those that began more than <see cref="Drill.Longest"/> ago.</param>
    /// <returns>How many were closed.</returns>
    public async Task<int> EndDrillsAsync(string? id, long now, CancellationToken cancellationToken = default)
    {
        var oldest = now - (long)Drill.Longest.TotalMilliseconds;
        await using (var db = await factory.CreateDbContextAsync(cancellationToken))
        {
            if (!await Standing(db, id, oldest).AnyAsync(cancellationToken))
            {
                return 0;
            }
        }

        var (ended, last) = await _writes.RunAsync(
            async (db, counter) =>
            {
                var changes = await Standing(db, id, oldest).Select(alert => alert.Id)
                    .Select(one => new AlertChange(one, TransitionKind.Closed, now, null, null, CloseReasons.DrillOver, null)).ToListAsync(cancellationToken);
                var append = await AlertAppend.LoadAsync(db, counter, changes, now, announceWithin, cancellationToken);
                return (changes.Count(append.Apply), counter.Value);
            },
            cancellationToken);
        Tell(ended > 0, last);
        return ended;
    }

    static IQueryable<AlertEntity> Standing(CityDatabase db, string? id, long oldest) => db.Alerts.Where(alert =>
        alert.RuleId == Drill.RuleId && (alert.Condition == AlertCondition.Active || alert.Condition == AlertCondition.Unknown) && (id == null ? alert.RaisedAt < oldest : alert.Id == id));
}

/// <summary>Where an exercise is to be thought of.</summary>
public sealed record DrillPlace(string? Station, string? District, string? Domain);
