using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Keys for the HTTP API, of people and machines. A key is shown once, when it is made; afterwards only its hash is known. Safe for
/// concurrent use by several threads and processes. Exceptions of the database escape to the caller.
/// </summary>
public sealed class ApiKeys(IDbContextFactory<CityDatabase> factory, TimeProvider clock)
{
    /// <summary>What every key begins with, so that scanners for secrets know one.</summary>
    public const string Prefix = "cityops_";
    const int SecretBytes = 32;
    const int IdBytes = 6;
    const long UseWrittenEveryMs = 60_000;

    readonly CityWrites _writes = new(factory, CounterEntity.Keys);

    /// <summary>All keys, revoked ones too, newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => row.ToKey());
    }

    /// <summary>Makes a key, and returns it with its text, which nobody can see again.</summary>
    /// <param name="expiresAt">Unix ms; null = never.</param>
    /// <exception cref="ArgumentException">It may not be called so.</exception>
    public async Task<(ApiKey Key, string Text)> CreateAsync(
        Actor by, string name, PersonRole role, long? expiresAt, CancellationToken cancellationToken = default)
    {
        if (PersonNames.OneLine(name, PersonNames.MaxKeyName) != name || PersonNames.IsReserved(name))
        {
            throw new ArgumentException("A key is called by one line of up to 100 characters, and not like somebody who is no key.", nameof(name));
        }

        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var key = await _writes.RunAsync(
            async (db, revision) =>
            {
                var row = new ApiKeyEntity
                {
                    Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), Name = name, Role = role, Hash = HashOf(text),
                    CreatedBy = by.Name, CreatedAt = clock.UnixMs(), ExpiresAt = expiresAt,
                };
                db.ApiKeys.Add(row);
                revision.Next();
                await db.AddAuditAsync(new AuditAct(by, "key.create", Subject(row.Id), null, Describe(row.ToKey())), clock.UnixMs(), cancellationToken);
                return row.ToKey();
            },
            cancellationToken);
        return (key, text);
    }

    /// <summary>From now on the key opens nothing. False where there is no such key; one that was revoked stays so.</summary>
    public Task<bool> RevokeAsync(Actor by, string id, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, revision) =>
        {
            if (await db.ApiKeys.FindAsync([id], cancellationToken) is not { } row)
            {
                return false;
            }

            if (row.RevokedAt is null)
            {
                var before = Describe(row.ToKey());
                row.RevokedAt = clock.UnixMs();
                revision.Next();
                await db.AddAuditAsync(new AuditAct(by, "key.revoke", Subject(id), before, Describe(row.ToKey())), clock.UnixMs(), cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <summary>The key of this text, if it holds now. Its use is noted, once a minute.</summary>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellationToken = default)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var (now, hash) = (clock.UnixMs(), HashOf(text));
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var row = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash, cancellationToken);
        if (row?.ToKey() is not { } key || !key.HoldsAt(now))
        {
            return null;
        }

        if (key.LastUsedAt is not { } last || now - last >= UseWrittenEveryMs)
        {
            await NoteUseAsync(db, key.Id, now, cancellationToken);
        }

        return key;
    }

    /// <summary>The key of this id holds now.</summary>
    public async Task<bool> HoldsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return (await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancellationToken))?.ToKey().HoldsAt(clock.UnixMs()) == true;
    }

    static async Task NoteUseAsync(CityDatabase db, string id, long now, CancellationToken cancellationToken)
    {
        try
        {
            await db.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), cancellationToken);
        }
        catch (Exception e) when (CityProvider.IsBusy(e))
        {
            // Somebody else writes for long; the next use is noted.
        }
    }

    static string Subject(string id) => "key:" + id;

    static string Describe(ApiKey key) => JsonSerializer.Serialize(
        new { key.Name, Role = key.Role.ToString().ToLowerInvariant(), ExpiresAt = Text(key.ExpiresAt), RevokedAt = Text(key.RevokedAt) }, JsonSerializerOptions.Web);

    static string? Text(long? unixMs) => unixMs is { } instant ? Instants.ToRfc3339(instant) : null;

    static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
