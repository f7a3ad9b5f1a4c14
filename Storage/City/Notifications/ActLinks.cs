using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Storage.City;

/// <summary>
/// Links in messages with which a person acts on alerts without signing in: signed, so that nobody can make one up; good for a day; and used up by the first act. A
/// link names a message, and the message its receiver and its alerts. The same message has the same link at each try. Safe for concurrent use by several threads
/// and processes.
/// </summary>
public sealed class ActLinks(IDbContextFactory<CityDatabase> factory)
{
    /// <summary>From the moment on at which the message was to go.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    const string SecretName = "act-links";
    const int KeyBytes = 16;
    const int SignatureBytes = 16;
    const int TokenBytes = KeyBytes + sizeof(long) + SignatureBytes;

    readonly CityWrites _writes = new(factory, CounterEntity.Notifications);
    byte[]? _secret;

    /// <summary>The token of a message's link: letters, digits, hyphens and underscores.</summary>
    public async Task<string> TokenOfAsync(Delivery delivery, CancellationToken cancellationToken = default)
    {
        var token = new byte[TokenBytes];
        Convert.FromHexString(delivery.Key).CopyTo(token, 0);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(KeyBytes), delivery.WantedAt + (long)GoodFor.TotalMilliseconds);
        SignatureOf(token, await SecretAsync(cancellationToken)).CopyTo(token, KeyBytes + sizeof(long));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What a link leads to. Nothing is asked of the database for one that we did not sign.</summary>
    public async Task<ActLink> FindAsync(string token, long now, CancellationToken cancellationToken = default)
    {
        var bytes = new byte[TokenBytes];
        if (token.Length > 100 || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != TokenBytes)
        {
            return new ActLink(ActLinkState.Unknown, null);
        }

        if (!IsSigned(bytes, await SecretAsync(cancellationToken)))
        {
            return new ActLink(ActLinkState.Unknown, null);
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var key = Convert.ToHexStringLower(bytes.AsSpan(0, KeyBytes));
        var delivery = (await db.Deliveries.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancellationToken))?.ToDelivery();
        return delivery switch
        {
            null => new ActLink(ActLinkState.Unknown, null),
            { LinkUsedAt: not null } => new ActLink(ActLinkState.Used, delivery),
            _ => new ActLink(now >= BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(KeyBytes)) ? ActLinkState.Expired : ActLinkState.Good, delivery),
        };
    }

    /// <summary>Uses a message's link up; false where somebody was faster.</summary>
    public Task<bool> UseAsync(string key, long now, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            if (await db.Deliveries.FindAsync([key], cancellationToken) is not { LinkUsedAt: null } row)
            {
                return false;
            }

            row.LinkUsedAt = now;
            return true;
        },
        cancellationToken);

    static bool IsSigned(byte[] token, byte[] secret) => CryptographicOperations.FixedTimeEquals(token.AsSpan(KeyBytes + sizeof(long)), SignatureOf(token, secret));

    static byte[] SignatureOf(byte[] token, byte[] secret) => HMACSHA256.HashData(secret, token.AsSpan(0, KeyBytes + sizeof(long)))[..SignatureBytes];

    /// <summary>Gives a link back whose act could not be written.</summary>
    public Task ReleaseAsync(string key, CancellationToken cancellationToken = default) => _writes.RunAsync(
        async (db, _) =>
        {
            if (await db.Deliveries.FindAsync([key], cancellationToken) is { } row)
            {
                row.LinkUsedAt = null;
            }

            return true;
        },
        cancellationToken);

    /// <summary>Made once for the city: processes that ask at the same time get the same.</summary>
    async Task<byte[]> SecretAsync(CancellationToken cancellationToken) => _secret ??= await _writes.RunAsync(
        async (db, _) =>
        {
            if (await db.Secrets.FindAsync([SecretName], cancellationToken) is { } known)
            {
                return known.Bytes;
            }

            var made = new SecretEntity { Name = SecretName, Bytes = RandomNumberGenerator.GetBytes(32) };
            db.Secrets.Add(made);
            return made.Bytes;
        },
        cancellationToken);
}

/// <summary>Whether a link still opens anything.</summary>
public enum ActLinkState : byte
{
    Good = 1,
    Used = 2,
    Expired = 3,

    /// <summary>Not one of ours, or cut short by a mail program.</summary>
    Unknown = 4,
}

/// <param name="Delivery">The message that it came in; null where it is unknown.</param>
public sealed record ActLink(ActLinkState State, Delivery? Delivery);
