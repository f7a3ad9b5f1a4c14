using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Core.Alerts;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>Makes the summary of a shift from what the city database knows, and keeps it as JSON.</summary>
static class ShiftSummaries
{
    static readonly JsonSerializerOptions Kept = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Write(ShiftSummary summary) => JsonSerializer.Serialize(summary, Kept);

    public static ShiftSummary Read(string json) => JsonSerializer.Deserialize<ShiftSummary>(json, Kept) ?? throw new JsonException("A hand-over without a summary.");

    /// <param name="now">When the shift ends, Unix ms.</param>
    public static async Task<ShiftSummary> MakeAsync(CityDatabase db, long from, long now, CancellationToken cancellationToken)
    {
        var listed = await db.Alerts.AsNoTracking().Where(a => a.Condition != AlertCondition.Cleared || (a.Latched && a.AcknowledgedBy == null)).ToListAsync(cancellationToken);
        var standing = listed.ConvertAll(a => a.ToAlert());
        var cleared = ClearedByThemselves(db, from, now);
        var unseen = (await cleared.OrderByDescending(a => a.ClearedAt).ThenBy(a => a.Id).Take(ShiftSummary.Most).ToListAsync(cancellationToken)).ConvertAll(a => a.ToAlert());
        var names = await NamesAsync(db, standing.Concat(unseen), cancellationToken);
        var aside = standing.ToLookup(alert => SideOf(alert, now));
        var open = aside[Side.Open].OrderBy(a => a.Acknowledged is not null).ThenBy(a => a.Severity).ThenByDescending(a => a.RaisedAt).ThenBy(a => a.Id, StringComparer.Ordinal).ToList();
        return new ShiftSummary
        {
            From = from,
            To = now,
            Counts = new ShiftCounts(
                open.Count, open.Count(a => a.Acknowledged is null), aside[Side.Shelved].Count(), aside[Side.OutOfService].Count(), aside[Side.Explained].Count(), await cleared.CountAsync(cancellationToken),
                await db.LogEntries.CountAsync(entry => entry.At >= from && entry.At < now, cancellationToken), await RaisedAsync(db, from, now, cancellationToken),
                await CountAsync(db, TransitionKind.Acknowledged, from, now, cancellationToken), await CountAsync(db, TransitionKind.Cleared, from, now, cancellationToken)),
            Open = Handed(open),
            Shelved = Handed(aside[Side.Shelved].OrderBy(a => a.Shelved!.Until).ThenBy(a => a.Id, StringComparer.Ordinal)),
            OutOfService = Handed(aside[Side.OutOfService].OrderBy(a => a.Severity).ThenByDescending(a => a.RaisedAt)),
            ClearedByThemselves = Handed(unseen),
            Maintenance = (await db.Maintenance.AsNoTracking().Where(one => one.Until > now && one.EndedAt == null).OrderBy(one => one.Until).ThenBy(one => one.Id).Take(ShiftSummary.Most)
                .ToListAsync(cancellationToken)).ConvertAll(row => row.ToWindow()),
            Entries = await LogBook.EntriesAsync(db, from, now, ShiftSummary.Most, cancellationToken),
        };

        List<HandedAlert> Handed(IEnumerable<Alert> alerts) => [.. alerts.Take(ShiftSummary.Most).Select(alert => HandedAlert.Of(alert, names))];
    }

    enum Side : byte
    {
        Open,
        Shelved,
        OutOfService,
        Explained,
    }

    static Side SideOf(Alert alert, long now) =>
        alert.Shelved?.Until > now ? Side.Shelved
        : alert.SuppressedBy is not { } cause ? Side.Open
        : cause.StartsWith(MaintenanceWindow.MarkPrefix, StringComparison.Ordinal) ? Side.OutOfService : Side.Explained;

    /// <summary>
    /// Those whose value came back in the period, by our clock, while nobody had acknowledged them: without this list nobody would ever learn of them. Not those that
    /// were history when they were found, nor those whose rule went away; and latched ones are still open.
    /// </summary>
    static IQueryable<AlertEntity> ClearedByThemselves(CityDatabase db, long from, long to)
    {
        var cleared = db.AlertTransitions.AsNoTracking().Where(t => t.At >= from && t.At < to && t.Kind == TransitionKind.Cleared).Select(t => t.AlertId);
        return db.Alerts.AsNoTracking().Where(a => cleared.Contains(a.Id) && a.AcknowledgedBy == null && !a.Historical && !a.Latched);
    }

    static Task<int> CountAsync(CityDatabase db, TransitionKind kind, long from, long to, CancellationToken cancellationToken) => Counted(db, kind, from, to).CountAsync(cancellationToken);

    static async Task<IReadOnlyDictionary<Severity, int>> RaisedAsync(CityDatabase db, long from, long to, CancellationToken cancellationToken)
    {
        var counts = await Counted(db, TransitionKind.Raised, from, to).GroupBy(a => a.Severity).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return Enum.GetValues<Severity>().ToDictionary(severity => severity, severity => counts.GetValueOrDefault(severity));
    }

    static IQueryable<AlertEntity> Counted(CityDatabase db, TransitionKind kind, long from, long to) =>
        db.AlertTransitions.AsNoTracking().Where(t => t.At >= from && t.At < to && t.Kind == kind).Join(db.Alerts.AsNoTracking(), t => t.AlertId, a => a.Id, (t, a) => a).Where(a => !a.Historical);

    static async Task<Dictionary<string, string>> NamesAsync(CityDatabase db, IEnumerable<Alert> alerts, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>();
        foreach (var ids in alerts.Select(alert => alert.Station).OfType<string>().Distinct().Chunk(ShiftSummary.Most))
        {
            await foreach (var station in db.Stations.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, Name = s.Name ?? s.BirthName ?? s.Id }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                names[station.Id] = station.Name;
            }
        }

        return names;
    }
}
