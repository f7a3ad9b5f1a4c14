using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <content>What the performance of the alerts is worked out from.</content>
public sealed partial class AlertLog
{
    /// <summary>Of these steps alone: what else is written of an alert, comments above all, says nothing of its performance.</summary>
    static readonly TransitionKind[] PerformanceSteps =
    [
        TransitionKind.Raised, TransitionKind.Announced, TransitionKind.Suppressed, TransitionKind.Unsuppressed, TransitionKind.Cleared, TransitionKind.Closed,
        TransitionKind.Acknowledged, TransitionKind.Shelved, TransitionKind.Unshelved,
    ];

    /// <summary>Every alert of which something was written in a period, or that stood in it, as all of them were at one moment; in no order.</summary>
    /// <param name="from">Our clock, Unix ms, inclusive.</param>
    /// <param name="to">Our clock, Unix ms, exclusive.</param>
    public async Task<IReadOnlyCollection<RecordedAlert>> RecordedAsync(long from, long to, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var alerts = Recorded(db, from, to);
        var steps = new Dictionary<string, List<RecordedTransition>>();
        await foreach (var step in db.AlertTransitions.AsNoTracking().Where(t => PerformanceSteps.Contains(t.Kind) && alerts.Any(a => a.Id == t.AlertId))
            .OrderBy(t => t.Number).Select(t => new { t.AlertId, t.Kind, t.At, t.EventTime }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!steps.TryGetValue(step.AlertId, out var list))
            {
                steps.Add(step.AlertId, list = new List<RecordedTransition>(4));
            }

            list.Add(new RecordedTransition(step.Kind, step.At, step.EventTime));
        }

        var found = new List<RecordedAlert>(steps.Count);
        await foreach (var one in alerts.Select(a => new
        {
            a.Id, a.RuleId, a.RuleName, a.Domain, a.District, a.Station, a.Device, a.Quantity, a.Severity, a.RaisedAt, a.Historical,
            Interval = db.Devices.Where(d => d.Id == a.Device).Select(d => d.IntervalSeconds ?? d.BirthIntervalSeconds).FirstOrDefault(),
        }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var source = new AlertSource(
                one.RuleId, one.RuleName, Given(one.Domain), one.District, one.Station, one.Device, one.Device is null ? null : Given(one.Quantity));
            found.Add(new RecordedAlert(one.Id, source, one.Severity, one.RaisedAt, one.Historical, one.Interval, steps.GetValueOrDefault(one.Id) ?? []));
        }

        return found;
    }

    static IQueryable<AlertEntity> Recorded(CityDatabase db, long from, long to)
    {
        var written = db.AlertTransitions.Where(t => t.At >= from && t.At < to).Select(t => t.AlertId);
        var overLater = db.AlertTransitions.Where(t => t.At >= to && (t.Kind == TransitionKind.Cleared || t.Kind == TransitionKind.Closed)).Select(t => t.AlertId);
        // An exercise is no alarm: no figure counts it.
        return db.Alerts.AsNoTracking().Where(a => a.RuleId != Drill.RuleId && (written.Contains(a.Id) || a.Condition != AlertCondition.Cleared || (a.RaisedAt < from && overLater.Contains(a.Id))));
    }

    static string? Given(string text) => text.Length == 0 ? null : text;
}
