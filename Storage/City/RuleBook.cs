using System.Security.Cryptography;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// The alert rules. Each change is a new version, a row that is never touched again; the highest version of an id is the rule.
/// Nothing is deleted: a rule is disabled. Safe for concurrent use by several threads and processes. Exceptions of the database
/// escape to the caller.
/// </summary>
public sealed class RuleBook(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    // Without vowels, so that no id is a word; without 0 1 l.
    const string IdAlphabet = "23456789bcdfghjkmnpqrstvwxz";
    const int IdLength = 10;

    readonly CityWrites _writes = new(factory, CounterEntity.Rules);
    long _changes;

    /// <summary>How many writes went through this object: who shares it need not ask the database whether a rule is new.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>Rises with every change of any rule.</summary>
    public Task<long> RevisionAsync(CancellationToken cancellationToken = default) => _writes.CounterAsync(cancellationToken);

    /// <summary>The rules as they stand now, by id.</summary>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(bool includeDisabled, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.RuleVersions.AsNoTracking()
            .Where(r => (includeDisabled || r.Enabled) && !db.RuleVersions.Any(newer => newer.Id == r.Id && newer.Version > r.Version))
            .OrderBy(r => r.Id).ToListAsync(cancellationToken);
        // One that cannot be read any more must not take the others with it.
        return [.. rows.Select(row => StoredRule.TryRead(row.Id, row.Version, row.Body)).OfType<AlertRule>()];
    }

    public async Task<AlertRule?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await NewestAsync(db, id, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <summary>All versions of a rule, newest first; none where there is no such rule.</summary>
    public async Task<IReadOnlyList<RuleVersion>> VersionsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.RuleVersions.AsNoTracking().Where(r => r.Id == id).OrderByDescending(r => r.Version).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new RuleVersion(Read(row), row.WrittenAt));
    }

    /// <summary>A rule as it stood in one of its versions.</summary>
    public async Task<AlertRule?> GetVersionAsync(string id, int version, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.RuleVersions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Version == version, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <summary>Version 1 of a new rule. Id and version of <paramref name="rule"/> are not looked at: it gets a random id.</summary>
    /// <param name="by">For the audit trail; null = the product itself.</param>
    public Task<AlertRule> CreateAsync(AlertRule rule, Actor? by = null, CancellationToken cancellationToken = default) => WriteAsync(
        async (db, revision) =>
        {
            var added = Add(db, revision, rule with { Id = NewId(), Version = 1 });
            await AuditAsync(db, by, "rule.create", null, added, cancellationToken);
            return added;
        },
        cancellationToken);

    /// <summary>A new version, also where it says the same as the last one.</summary>
    /// <param name="revision">The version the caller saw; null = whatever stands is replaced.</param>
    /// <param name="by">For the audit trail; null = the product itself.</param>
    public Task<RuleUpdate> UpdateAsync(string id, AlertRule rule, int? revision = null, Actor? by = null, CancellationToken cancellationToken = default) =>
        ReviseAsync(id, revision, by, "rule.update", before => rule with { Id = id, Version = before.Version + 1 }, cancellationToken);

    /// <summary>A new version that is not enabled; a disabled rule stays as it is.</summary>
    /// <param name="by">For the audit trail; null = the product itself.</param>
    public Task<RuleUpdate> DisableAsync(string id, Actor? by = null, CancellationToken cancellationToken = default) =>
        ReviseAsync(id, null, by, "rule.disable", before => before.Enabled ? before with { Enabled = false, Version = before.Version + 1 } : before, cancellationToken);

    /// <summary>
    /// Adds those rules whose name the book has never had, in any version of any rule: what a person renamed or disabled does
    /// not come back. Keeps a rule's id where it is a valid, free one. Returns how many were added.
    /// </summary>
    public Task<int> SeedAsync(IReadOnlyList<AlertRule> rules, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async (db, revision) =>
            {
                var known = await db.RuleVersions.Select(r => new { r.Name, r.Id }).ToListAsync(cancellationToken);
                var names = known.Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
                var ids = known.Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
                var fresh = rules.Where(r => names.Add(r.Name)).ToList();
                foreach (var rule in fresh)
                {
                    Add(db, revision, rule with { Id = Identifiers.IsId(rule.Id) && !OutageRule.IsReserved(rule.Id) && ids.Add(rule.Id) ? rule.Id : NewId(), Version = 1 });
                }

                return fresh.Count;
            },
            cancellationToken);

    Task<RuleUpdate> ReviseAsync(string id, int? revision, Actor? by, string action, Func<AlertRule, AlertRule> revise, CancellationToken cancellationToken) =>
        WriteAsync(
            async (db, counter) =>
            {
                if (await NewestAsync(db, id, cancellationToken) is not { } row)
                {
                    return new RuleUpdate(null, RuleUpdateOutcome.NotFound);
                }

                var before = Read(row);
                if (revision is not null && revision != row.Version)
                {
                    return new RuleUpdate(before, RuleUpdateOutcome.StaleRevision);
                }

                var after = revise(before);
                if (after.Version == row.Version)
                {
                    return new RuleUpdate(before, RuleUpdateOutcome.Done);
                }

                Add(db, counter, after);
                await AuditAsync(db, by, action, before, after, cancellationToken);
                return new RuleUpdate(after, RuleUpdateOutcome.Done);
            },
            cancellationToken);

    async Task<T> WriteAsync<T>(Func<CityDatabase, CounterEntity, Task<T>> write, CancellationToken cancellationToken)
    {
        var written = await _writes.RunAsync(write, cancellationToken);
        Interlocked.Increment(ref _changes);
        return written;
    }

    AlertRule Add(CityDatabase db, CounterEntity revision, AlertRule rule)
    {
        db.RuleVersions.Add(new RuleVersionEntity
        {
            Id = rule.Id,
            Version = rule.Version,
            Name = rule.Name,
            Enabled = rule.Enabled,
            Body = StoredRule.Write(rule),
            WrittenAt = clock.UnixMs(),
        });
        revision.Next();
        return rule;
    }

    Task AuditAsync(CityDatabase db, Actor? by, string action, AlertRule? before, AlertRule after, CancellationToken cancellationToken) => db.AddAuditAsync(
        new AuditAct(by ?? Actor.System, action, "rule:" + after.Id, before is null ? null : Text(before), Text(after)), clock.UnixMs(), cancellationToken);

    static string Text(AlertRule rule) => RuleJson.Write(rule, withIdAndVersion: true);

    static Task<RuleVersionEntity?> NewestAsync(CityDatabase db, string id, CancellationToken cancellationToken) =>
        db.RuleVersions.AsNoTracking().Where(r => r.Id == id).OrderByDescending(r => r.Version).FirstOrDefaultAsync(cancellationToken);

    static AlertRule Read(RuleVersionEntity row) => StoredRule.Read(row.Id, row.Version, row.Body);

    static string NewId() => RandomNumberGenerator.GetString(IdAlphabet, IdLength);
}
