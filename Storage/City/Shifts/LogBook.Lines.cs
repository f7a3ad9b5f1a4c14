using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <content>The lines of all sources in one order. Nothing is kept twice: each source is asked for as many as a page has, and the newest of them all are the page.</content>
public sealed partial class LogBook
{
    public async Task<LogPage> FindAsync(LogQuery query, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var sources = new LogSources(db, query, clock);
        var lines = new List<LogLine>();
        foreach (var read in sources.Shown)
        {
            lines.AddRange(await read(cancellationToken));
        }

        var page = lines.OrderByDescending(line => line.At).ThenBy(line => line.Source).ThenByDescending(line => line.Number).Take(query.Limit + 1).ToList();
        return new LogPage([.. page.Take(query.Limit)], page.Count > query.Limit ? page[query.Limit - 1].Cursor : null);
    }

    /// <summary>Entries of a period, the first first, each with the one that corrected it.</summary>
    internal static async Task<List<LogEntry>> EntriesAsync(CityDatabase db, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var rows = await Corrected(db, db.LogEntries.AsNoTracking().Where(entry => entry.At >= from && entry.At < to).OrderBy(entry => entry.Number).Take(limit)).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.Entry.ToEntry(row.CorrectedBy));
    }

    internal static IQueryable<CorrectedEntry> Corrected(CityDatabase db, IQueryable<LogEntryEntity> entries) => entries.Select(entry => new CorrectedEntry(
        entry, db.LogEntries.Where(other => other.Corrects == entry.Number).Select(other => (long?)other.Number).FirstOrDefault()));

    internal sealed record CorrectedEntry(LogEntryEntity Entry, long? CorrectedBy);
}
