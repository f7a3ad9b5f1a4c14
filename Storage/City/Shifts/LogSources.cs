using System.Globalization;
using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>The sources of the log book for one query, each asked for the newest lines it has behind the query's place. Not thread-safe.</summary>
sealed class LogSources(CityDatabase db, LogQuery query, TimeProvider clock)
{
    const string RulePrefix = "rule:";

    static readonly TransitionKind[] Told =
    [
        TransitionKind.Raised, TransitionKind.Severity, TransitionKind.Cleared, TransitionKind.Closed, TransitionKind.Acknowledged, TransitionKind.Shelved,
        TransitionKind.Unshelved, TransitionKind.Commented, TransitionKind.Assigned,
    ];

    static readonly string[] Audited = ["rule.create", "rule.update", "rule.disable", "maintenance.create", "maintenance.end"];

    readonly long _from = query.From ?? long.MinValue;

    readonly LogCursor _below = query.Cursor is { } cursor && cursor.At < (query.To ?? long.MaxValue) ? cursor : new LogCursor(query.To ?? long.MaxValue, LogSource.Handover, long.MinValue);

    int Most => query.Limit + 1;

    /// <summary>Those that the query wants to see.</summary>
    public IEnumerable<Func<CancellationToken, Task<List<LogLine>>>> Shown => query.Show switch
    {
        LogShow.Entries => [EntriesAsync],
        LogShow.People => [EntriesAsync, AlertsAsync, AuditAsync, HandoversAsync],
        LogShow.Automatic => [AlertsAsync, MaintenanceOverAsync],
        _ => [EntriesAsync, AlertsAsync, AuditAsync, MaintenanceOverAsync, HandoversAsync],
    };

    async Task<List<LogLine>> EntriesAsync(CancellationToken cancellationToken)
    {
        var (at, number) = _below.Below(LogSource.Entry);
        var entries = db.LogEntries.AsNoTracking().Where(entry => entry.At >= _from && (entry.At < at || (entry.At == at && entry.Number < number)))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Number).Take(Most);
        return (await LogBook.Corrected(db, entries).ToListAsync(cancellationToken)).ConvertAll<LogLine>(row => new EntryLine(row.Entry.ToEntry(row.CorrectedBy)));
    }

    /// <summary>
    /// What people did to alerts, and what became by itself of those that are critical or major, or that once had another severity: a line that was there stays there.
    /// What was found while catching up on the past called nobody.
    /// </summary>
    async Task<List<LogLine>> AlertsAsync(CancellationToken cancellationToken)
    {
        var (at, number) = _below.Below(LogSource.Alert);
        var changes = db.AlertTransitions.AsNoTracking().Where(t => t.At >= _from && (t.At < at || (t.At == at && t.Number < number)) && Told.Contains(t.Kind));
        changes = query.Show switch
        {
            LogShow.People => changes.Where(t => t.By != null),
            LogShow.Automatic => changes.Where(t => t.By == null),
            _ => changes,
        };
        var rows = await changes.Join(db.Alerts.AsNoTracking(), t => t.AlertId, a => a.Id, (t, a) => new { Transition = t, Alert = a })
            .Where(row => row.Transition.By != null || row.Transition.Kind == TransitionKind.Unshelved || (!row.Alert.Historical &&
                (row.Alert.Severity == Severity.Critical || row.Alert.Severity == Severity.Major || db.AlertTransitions.Any(t => t.AlertId == row.Alert.Id && t.Kind == TransitionKind.Severity))))
            .OrderByDescending(row => row.Transition.At).ThenByDescending(row => row.Transition.Number).Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll<LogLine>(row => new AlertLine(row.Transition.Number, row.Alert.ToAlert(), row.Transition.ToTransition()));
    }

    async Task<List<LogLine>> AuditAsync(CancellationToken cancellationToken)
    {
        var (at, number) = _below.Below(LogSource.Audit);
        var rows = await db.Audit.AsNoTracking().Where(act => Audited.Contains(act.Action) && act.At >= _from && (act.At < at || (act.At == at && act.Number < number)))
            .OrderByDescending(act => act.At).ThenByDescending(act => act.Number).Take(Most).ToListAsync(cancellationToken);
        var ids = rows.Where(act => act.Subject.StartsWith(MaintenanceWindow.MarkPrefix, StringComparison.Ordinal)).Select(act => act.Subject[MaintenanceWindow.MarkPrefix.Length..]).Distinct().ToList();
        var windows = await db.Maintenance.AsNoTracking().Where(window => ids.Contains(window.Id)).ToDictionaryAsync(window => MaintenanceWindow.MarkOf(window.Id), window => window.ToWindow(), cancellationToken);
        return [.. rows.Select(LineOf).OfType<LogLine>()];

        LogLine? LineOf(AuditEntity act) =>
            act.Subject.StartsWith(RulePrefix, StringComparison.Ordinal) ? RuleOf(act)
            : windows.GetValueOrDefault(act.Subject) is { } window ? new MaintenanceLine(LogSource.Audit, act.Number, act.At, act.Who, act.Action, window) : null;
    }

    async Task<List<LogLine>> MaintenanceOverAsync(CancellationToken cancellationToken)
    {
        var (at, number) = _below.Below(LogSource.MaintenanceOver);
        var (now, below) = (clock.UnixMs(), number == long.MaxValue ? "g" : number == long.MinValue ? "" : number.ToString("x12", CultureInfo.InvariantCulture));
        var rows = await db.Maintenance.AsNoTracking()
            .Where(window => window.EndedAt == null && window.Until <= now && window.Until >= _from && (window.Until < at || (window.Until == at && window.Id.CompareTo(below) < 0)))
            .OrderByDescending(window => window.Until).ThenByDescending(window => window.Id).Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll<LogLine>(window => new MaintenanceLine(LogSource.MaintenanceOver, NumberOf(window.Id), window.Until, null, "maintenance.over", window.ToWindow()));
    }

    async Task<List<LogLine>> HandoversAsync(CancellationToken cancellationToken)
    {
        var (at, number) = _below.Below(LogSource.Handover);
        var rows = await db.Handovers.AsNoTracking().Where(one => one.At >= _from && (one.At < at || (one.At == at && one.Number < number)))
            .OrderByDescending(one => one.At).ThenByDescending(one => one.Number).Take(Most).Select(HandoverEntity.Head).ToListAsync(cancellationToken);
        return rows.ConvertAll<LogLine>(head => new HandoverLine(head));
    }

    static RuleLine RuleOf(AuditEntity act)
    {
        var (id, name, version) = (act.Subject[RulePrefix.Length..], act.Subject[RulePrefix.Length..], 0);
        try
        {
            using var rule = JsonDocument.Parse(act.After ?? "{}");
            name = rule.RootElement.TryGetProperty("name", out var said) ? said.GetString() ?? name : name;
            version = rule.RootElement.TryGetProperty("version", out var number) && number.TryGetInt32(out var known) ? known : 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Somebody has written into the file; the chain says so.
        }

        return new RuleLine(act.Number, act.At, act.Who, act.Action, id, name, version);
    }

    /// <summary>Ids of windows are 48 bits in hexadecimal digits: their order as texts is that of the numbers.</summary>
    static long NumberOf(string id) => long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
