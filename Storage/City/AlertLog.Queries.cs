using CityOps.Core.Alerts;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>The questions that are asked of the alert log. None of them blocks a writer.</summary>
public sealed partial class AlertLog
{
    /// <summary>The highest change number; 0 before the first change.</summary>
    public Task<long> LastChangeAsync(CancellationToken cancellationToken = default) => _writes.CounterAsync(cancellationToken);

    /// <param name="now">Our clock, Unix ms: says which shelves still hold.</param>
    public async Task<AlertPage> QueryAsync(AlertQuery query, long now, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = Filter(db.Alerts.AsNoTracking(), query, now);
        if (query.Cursor is { } cursor)
        {
            rows = rows.Where(a => a.RaisedAt < cursor.RaisedAt || (a.RaisedAt == cursor.RaisedAt && a.Id.CompareTo(cursor.Id) > 0));
        }

        var page = await rows.OrderByDescending(a => a.RaisedAt).ThenBy(a => a.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var items = page.Take(query.Limit).Select(a => a.ToAlert()).ToList();
        return new AlertPage(items, page.Count > query.Limit ? new AlertCursor(items[^1].RaisedAt, items[^1].Id) : null);
    }

    public async Task<AlertDetails?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        if (await db.Alerts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } alert)
        {
            return null;
        }

        var transitions = await db.AlertTransitions.AsNoTracking().Where(t => t.AlertId == id).OrderBy(t => t.Number).ToListAsync(cancellationToken);
        var evidence = await db.AlertEvidence.AsNoTracking().SingleAsync(e => e.AlertId == id, cancellationToken);
        return new AlertDetails(alert.ToAlert(), transitions.ConvertAll(t => t.ToTransition()), EvidenceJson.Read(evidence.Json));
    }

    /// <summary>
    /// Alerts whose last change is newer than <paramref name="change"/>, in the order of their changes. An alert that changed
    /// several times comes once, with its newest number: go on from the last one's <see cref="Alert.Change"/>.
    /// </summary>
    public async Task<IReadOnlyList<Alert>> ChangesSinceAsync(long change, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Alerts.AsNoTracking().Where(a => a.Change > change).OrderBy(a => a.Change).Take(limit).ToListAsync(cancellationToken);
        return rows.ConvertAll(a => a.ToAlert());
    }

    /// <summary>Every alert that is not cleared, shelved ones included, newest raisedAt first.</summary>
    public async Task<IReadOnlyList<Alert>> OpenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Alerts.AsNoTracking().Where(a => a.Condition != AlertCondition.Cleared)
            .OrderByDescending(a => a.RaisedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(a => a.ToAlert());
    }

    /// <summary>What people work through, see <see cref="Alert.IsListed"/>, shelved ones included, newest raisedAt first.</summary>
    public async Task<IReadOnlyList<Alert>> ListedAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Alerts.AsNoTracking().Where(a => a.Condition != AlertCondition.Cleared || (a.Latched && a.AcknowledgedBy == null))
            .OrderByDescending(a => a.RaisedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(a => a.ToAlert());
    }

    /// <summary>How many alerts are not cleared, shelved and historical ones included; every severity has an entry.</summary>
    public async Task<IReadOnlyDictionary<Severity, int>> OpenCountsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var counts = await db.Alerts.Where(a => a.Condition != AlertCondition.Cleared).GroupBy(a => a.Severity)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Enum.GetValues<Severity>().ToDictionary(s => s, s => counts.GetValueOrDefault(s));
    }

    static IQueryable<AlertEntity> Filter(IQueryable<AlertEntity> alerts, AlertQuery query, long now)
    {
        alerts = query.State switch
        {
            AlertState.Active => alerts.Where(a => a.Condition != AlertCondition.Cleared && (a.ShelvedUntil == null || a.ShelvedUntil <= now)),
            AlertState.Cleared => alerts.Where(a => a.Condition == AlertCondition.Cleared),
            AlertState.Shelved => alerts.Where(a => a.Condition != AlertCondition.Cleared && a.ShelvedUntil > now),
            _ => alerts,
        };
        alerts = query.Acknowledged is { } acknowledged ? alerts.Where(a => a.AcknowledgedBy != null == acknowledged) : alerts;
        alerts = query.Severity is { } severity ? alerts.Where(a => a.Severity == severity) : alerts;
        alerts = query.Device is { } device ? alerts.Where(a => a.Device == device) : alerts;
        alerts = query.Series is { } series ? alerts.Where(a => a.Device == series.Device && a.Quantity == series.Quantity) : alerts;
        alerts = query.StoodSince is { } since ? alerts.Where(a => a.RaisedAt >= since || a.ClearedAt >= since || a.Condition != AlertCondition.Cleared) : alerts;
        alerts = query.Station is { } station ? alerts.Where(a => a.Station == station) : alerts;
        alerts = query.Domain is { } domain ? alerts.Where(a => a.Domain == domain) : alerts;
        alerts = query.District is { } district ? alerts.Where(a => a.District == district) : alerts;
        alerts = query.Search is { } search ? Having(alerts, search) : alerts;
        alerts = query.From is { } from ? alerts.Where(a => a.RaisedAt >= from) : alerts;
        return query.To is { } to ? alerts.Where(a => a.RaisedAt < to) : alerts;
    }

    static IQueryable<AlertEntity> Having(IQueryable<AlertEntity> alerts, AlertSearch search)
    {
        var (text, stations) = ("%" + search.Text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_") + "%", search.Stations);
        return alerts.Where(a => EF.Functions.Like(a.RuleName, text, @"\") || EF.Functions.Like(a.Device!, text, @"\") || stations.Contains(a.Station!));
    }
}
