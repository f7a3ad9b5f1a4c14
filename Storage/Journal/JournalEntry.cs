using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Storage.Journal;

/// <summary>One message on its way into the journal. Read during <see cref="Journal.Append"/> only: the caller may reuse it.</summary>
public sealed class JournalEntry
{
    /// <summary>Whose account it is on; null for none: the topic names no device, or one of too many unknown ones.</summary>
    public string? Device { get; set; }
    /// <summary>The device that the topic names, where it has no account.</summary>
    public string? Stranger { get; set; }
    /// <summary>Unix ms.</summary>
    public long ReceivedAt { get; set; }
    public MessageClass Class { get; set; }
    public RejectReason Reason { get; set; }
    /// <summary>Zero where the message can never be a duplicate.</summary>
    public UInt128 Hash { get; set; }
    public bool Conflicting { get; set; }
    /// <summary>The newest time the message gave − ReceivedAt, ms; null where it gave none.</summary>
    public long? SkewMs { get; set; }
    public List<long> Seqs { get; } = [];
    public List<RefusedReadings> Refused { get; } = [];
    public List<EntryReading> Readings { get; } = [];
    public QuarantineEntry? Quarantine { get; set; }
    /// <summary>The row of the quarantine that this message is taken from, which leaves it with the commit; null for one that has just come.</summary>
    public long? Replays { get; set; }
    /// <summary>With <see cref="Replays"/>: when it was taken from there, Unix ms. Its ReceivedAt is that of the first time.</summary>
    public long ReplayedAt { get; set; }

    public void Clear()
    {
        Device = null;
        Stranger = null;
        ReceivedAt = 0;
        Class = default;
        Reason = RejectReason.None;
        Hash = 0;
        Conflicting = false;
        SkewMs = null;
        Seqs.Clear();
        Refused.Clear();
        Readings.Clear();
        Quarantine = null;
        Replays = null;
        ReplayedAt = 0;
    }
}

/// <summary>A taken reading of a <see cref="JournalEntry"/>.</summary>
public readonly record struct EntryReading(Series Series, long ObservedAt, double Value, Quality Quality, QualityReasons Reasons, bool Late);

/// <summary>What a person needs to look at a refused message.</summary>
/// <param name="Detail">What is wrong, in words.</param>
/// <param name="Bytes">Size of the whole payload.</param>
/// <param name="Payload">Its beginning, at most <see cref="MaxPayload"/> bytes.</param>
public sealed record QuarantineEntry(string Topic, RejectReason Reason, string? Detail, int Bytes, byte[] Payload)
{
    public const int MaxPayload = 16 * 1024;

    /// <summary>Of the topic at most so many characters are kept.</summary>
    public const int MaxTopic = 1_024;
}

/// <summary>A row of the quarantine.</summary>
/// <param name="Id">Rises with time, over all files.</param>
public sealed record QuarantinedMessage(long Id, long ReceivedAt, string? Device, QuarantineEntry Entry)
{
    const long IdsPerBatch = 100_000;

    /// <summary>Of a payload that is longer only the beginning is kept.</summary>
    public bool IsWhole => Entry.Payload.Length == Entry.Bytes && Entry.Topic.Length < QuarantineEntry.MaxTopic;

    internal static long IdOf(long position, int index) => (position * IdsPerBatch) + index;
}
