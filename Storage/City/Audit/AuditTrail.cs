using System.Runtime.CompilerServices;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Everything that a person or a key has changed: who, when, from where, before and after. Entries are added, never changed. Safe for
/// concurrent use by several threads and processes. Exceptions of the database escape to the caller.
/// </summary>
public sealed class AuditTrail(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    const int ReadTogether = 1_000;

    readonly CityWrites _writes = new(factory, CounterEntity.Audit);

    /// <summary>For what is not a change of the city database: a sign-in, a message judged again.</summary>
    public Task AddAsync(AuditAct act, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            await db.AddAuditAsync(act, clock.UnixMs(), cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<AuditEntry>> FindAsync(AuditQuery query, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await Filter(db.Audit.AsNoTracking(), query).OrderByDescending(e => e.Number).Take(limit).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToEntry());
    }

    /// <summary>Looks at every link; stops at the first that does not hold. What is added meanwhile may be looked at or not.</summary>
    /// <param name="head">An entry and its hash as they were kept elsewhere: a trail that somebody has written anew has another one there.</param>
    public async Task<AuditVerdict> VerifyAsync(AuditHead? head = null, CancellationToken cancellationToken = default)
    {
        // Before the entries: one that comes between must not look like one that is missing.
        var expected = Math.Max(await _writes.CounterAsync(cancellationToken), head?.Number ?? 0);
        if (await OddRowAsync(cancellationToken) is { } odd)
        {
            return new AuditVerdict(0, AuditChain.Start, $"Entry {odd} was written by hand: it holds something else than text, and no filter finds it.");
        }

        var (count, hash) = (0L, AuditChain.Start);
        await foreach (var entry in AllAsync(cancellationToken))
        {
            if (entry.Number != count + 1)
            {
                return new AuditVerdict(count, hash, $"Entry {count + 1} is missing; {entry.Number} comes next.");
            }

            if (!AuditChain.HashOf(entry, hash).AsSpan().SequenceEqual(entry.Hash))
            {
                return new AuditVerdict(count, hash, $"Entry {entry.Number}, or the one before it, was changed.");
            }

            if (entry.Number == head?.Number && !entry.Hash.AsSpan().SequenceEqual(head.Hash))
            {
                return new AuditVerdict(count, hash, $"Entry {entry.Number} has another hash than was kept: the trail was written anew.");
            }

            (count, hash) = (entry.Number, entry.Hash);
        }

        return new AuditVerdict(count, hash, expected <= count ? null : $"There were {expected} entries; the newest {expected - count} are missing.");
    }

    async Task<long?> OddRowAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.OddAuditRowAsync(cancellationToken);
    }

    async IAsyncEnumerable<AuditEntry> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var (last, more) = (long.MinValue, true);
        while (more)
        {
            var rows = await db.Audit.AsNoTracking().Where(e => e.Number > last).OrderBy(e => e.Number).Take(ReadTogether).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                yield return row.ToEntry();
            }

            more = rows.Count == ReadTogether;
            last = more ? rows[^1].Number : last;
        }
    }

    static IQueryable<AuditEntity> Filter(IQueryable<AuditEntity> entries, AuditQuery query)
    {
        entries = query.Before is { } before ? entries.Where(e => e.Number < before) : entries;
        entries = query.Who is { } who ? entries.Where(e => e.Who == who) : entries;
        entries = query.Action is { } action ? entries.Where(e => e.Action == action || e.Action.StartsWith(action + ".")) : entries;
        entries = query.Subject is { } subject ? entries.Where(e => e.Subject == subject) : entries;
        entries = query.From is { } from ? entries.Where(e => e.At >= from) : entries;
        return query.To is { } to ? entries.Where(e => e.At < to) : entries;
    }
}

/// <summary>Which entries; null members = any.</summary>
/// <param name="Action">A kind (<c>rule</c>) or one action (<c>rule.update</c>).</param>
/// <param name="From">Unix ms, inclusive.</param>
/// <param name="To">Unix ms, exclusive.</param>
/// <param name="Before">Numbers below it.</param>
public sealed record AuditQuery(string? Who = null, string? Action = null, string? Subject = null, long? From = null, long? To = null, long? Before = null);

/// <summary>An entry as somebody kept it elsewhere.</summary>
public sealed record AuditHead(long Number, byte[] Hash)
{
    /// <summary>Reads <c>12:0c2a…</c>; null where it is none.</summary>
    public static AuditHead? Read(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 &&
            parts[1].Length == 2 * AuditChain.Start.Length && parts[1].All(char.IsAsciiHexDigit) ? new AuditHead(number, Convert.FromHexString(parts[1])) : null;
    }
}

/// <summary>What a look at the chain found.</summary>
/// <param name="Count">Entries that hold, from the first.</param>
/// <param name="Hash">Of the last of them: kept elsewhere, it shows later that none was taken away or changed.</param>
/// <param name="Fault">Null = all hold.</param>
public sealed record AuditVerdict(long Count, byte[] Hash, string? Fault);
