using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Storage.City;

/// <summary>
/// Links the entries of the audit trail: each hash covers its entry and the hash before, so that whoever changes, removes or puts in an entry
/// must change all that follow, and the newest hash with them.
/// </summary>
public static class AuditChain
{
    /// <summary>Stands before the first entry.</summary>
    public static byte[] Start { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of an entry; its own <see cref="AuditEntry.Hash"/> is not looked at.</summary>
    /// <param name="before">Hash of the entry with the number before, or <see cref="Start"/>.</param>
    public static byte[] HashOf(AuditEntry entry, ReadOnlySpan<byte> before)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Add(hash, entry.Number);
        Add(hash, entry.At);
        foreach (var text in (string?[])[entry.Who, entry.Address, entry.Action, entry.Subject, entry.Before, entry.After])
        {
            Add(hash, text);
        }

        return hash.GetHashAndReset();
    }

    static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // The length stands before, so that no text can pass for two; nothing is another thing than an empty text.
    static void Add(IncrementalHash hash, string? text)
    {
        var bytes = text is null ? null : Encoding.UTF8.GetBytes(text);
        Add(hash, bytes?.LongLength ?? -1);
        hash.AppendData(bytes ?? []);
    }
}
