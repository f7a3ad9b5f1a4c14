using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <content>What the performance of the alerts is worked out from.</content>
public sealed partial class AlertLog
{
    /// <summary>A reading may be so far ahead of our clock, and with it the alert that it raises.</summary>
    const long MostAheadMs = 86_400_000;

    const int StepsPerQuery = 500;

    /// <summary>Of these steps alone: what else is written of an alert, comments above all, says nothing of its performance.</summary>
    static readonly TransitionKind[] PerformanceSteps =
    [
        TransitionKind.Raised, TransitionKind.Announced, TransitionKind.Suppressed, TransitionKind.Unsuppressed, TransitionKind.Cleared, TransitionKind.Closed,
        TransitionKind.Acknowledged, TransitionKind.Shelved, TransitionKind.Unshelved,
    ];

    /// <summary>
    /// Every alert that was written before the end of a period and was not over before its start, as all of them were at one moment; in no order.
    /// </summary>
    /// <param name="from">Our clock, Unix ms, inclusive.</param>
    /// <param name="to">Our clock, Unix ms, exclusive.</param>
    public async Task<IReadOnlyCollection<RecordedAlert>> RecordedAsync(long from, long to, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var alerts = await StandingAsync(db, from, to, cancellationToken);
        var steps = alerts.ToDictionary(alert => alert.Id, _ => new List<(long Number, RecordedTransition Step)>(4));
        // All since then by their time are sooner read than those of each alert; what was before is asked for by id.
        await AddStepsAsync(db.AlertTransitions.Where(t => t.At >= from), steps, cancellationToken);
        foreach (var earlier in alerts.Select(alert => alert.Id).Where(id => !steps[id].Exists(one => one.Step.Kind == TransitionKind.Raised)).ToArray().Chunk(StepsPerQuery))
        {
            await AddStepsAsync(db.AlertTransitions.Where(t => t.At < from && earlier.Contains(t.AlertId)), steps, cancellationToken);
        }

        return [.. alerts.Select(alert => alert with { Transitions = InOrder(steps[alert.Id]) }).Where(alert => alert.Transitions.Any(step => step.Kind == TransitionKind.Raised && step.At < to))];
    }

    static async Task<List<RecordedAlert>> StandingAsync(CityDatabase db, long from, long to, CancellationToken cancellationToken)
    {
        var over = db.AlertTransitions.Where(t => t.At >= from && (t.Kind == TransitionKind.Cleared || t.Kind == TransitionKind.Closed)).Select(t => t.AlertId);
        var found = new List<RecordedAlert>();
        // An exercise is no alarm: no figure counts it.
        await foreach (var one in db.Alerts.AsNoTracking().Where(a => a.RuleId != Drill.RuleId && a.RaisedAt < to + MostAheadMs && (a.Condition != AlertCondition.Cleared || over.Contains(a.Id))).Select(a => new
        {
            a.Id, a.RuleId, a.RuleName, a.Domain, a.District, a.Station, a.Device, a.Quantity, a.Severity, a.RaisedAt, a.Historical,
            Interval = db.Devices.Where(d => d.Id == a.Device).Select(d => d.IntervalSeconds ?? d.BirthIntervalSeconds).FirstOrDefault(),
        }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var source = new AlertSource(
                one.RuleId, one.RuleName, Given(one.Domain), one.District, one.Station, one.Device, one.Device is null ? null : Given(one.Quantity));
            found.Add(new RecordedAlert(one.Id, source, one.Severity, one.RaisedAt, one.Historical, one.Interval, []));
        }

        return found;
    }

    static async Task AddStepsAsync(
        IQueryable<AlertTransitionEntity> transitions, Dictionary<string, List<(long Number, RecordedTransition Step)>> steps, CancellationToken cancellationToken)
    {
        await foreach (var one in transitions.AsNoTracking().Where(t => PerformanceSteps.Contains(t.Kind)).Select(t => new { t.Number, t.AlertId, t.Kind, t.At, t.EventTime })
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (steps.TryGetValue(one.AlertId, out var list))
            {
                list.Add((one.Number, new RecordedTransition(one.Kind, one.At, one.EventTime)));
            }
        }
    }

    static RecordedTransition[] InOrder(List<(long Number, RecordedTransition Step)> steps)
    {
        steps.Sort((one, other) => one.Number.CompareTo(other.Number));
        return [.. steps.Select(one => one.Step)];
    }

    static string? Given(string text) => text.Length == 0 ? null : text;
}
