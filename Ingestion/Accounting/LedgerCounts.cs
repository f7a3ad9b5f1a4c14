using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Accounting;

/// <summary>
/// What became of the messages of one device, or of all. Each received message is decoded, rejected or shed; each decoded one
/// is pending, stored, duplicate or refused. Not thread-safe: the ledger's lock holds it.
/// </summary>
public sealed class LedgerCounts
{
    public static readonly int ReasonCount = Enum.GetValues<RejectReason>().Length;

    public long Received => Decoded + Rejected.Sum() + Shed;
    /// <summary>Messages of which at least one reading was taken, duplicates included.</summary>
    public long Decoded { get; set; }
    public long Stored { get; set; }
    public long Duplicate { get; set; }
    /// <summary>Refused by the store for good.</summary>
    public long Refused { get; set; }
    /// <summary>Decoded, and not yet in the store.</summary>
    public long Pending => Decoded - Stored - Duplicate - Refused;
    /// <summary>By <see cref="RejectReason"/>.</summary>
    public long[] Rejected { get; } = new long[ReasonCount];
    public long Shed { get; set; }
    public long Late { get; set; }
    public long Conflicting { get; set; }
    public long OutOfOrder { get; set; }
    public long ReadingsTaken { get; set; }
    /// <summary>Messages that came from the quarantine.</summary>
    public long Replayed { get; set; }
    /// <summary>By <see cref="RejectReason"/>.</summary>
    public long[] ReadingsRefused { get; } = new long[ReasonCount];

    /// <summary>Counts one committed message, or the shed ones of a batch.</summary>
    public void Add(JournalMessage message)
    {
        switch (message.Class)
        {
            case MessageClass.Rejected:
                Rejected[(int)message.Reason]++;
                break;
            case MessageClass.Shed:
                Shed += message.Count;
                break;
            case MessageClass.Duplicate:
                Decoded++;
                Duplicate++;
                break;
            default:
                Decoded++;
                Late += message.Late ? 1 : 0;
                Conflicting += message.Conflicting ? 1 : 0;
                break;
        }

        Replayed += message.Replayed ? 1 : 0;
        ReadingsTaken += message.ReadingsTaken;
        foreach (var refused in message.Refused)
        {
            ReadingsRefused[(int)refused.Reason] += refused.Count;
        }
    }

    public LedgerCounts Copy()
    {
        var copy = new LedgerCounts
        {
            Decoded = Decoded,
            Stored = Stored,
            Duplicate = Duplicate,
            Refused = Refused,
            Shed = Shed,
            Late = Late,
            Conflicting = Conflicting,
            OutOfOrder = OutOfOrder,
            ReadingsTaken = ReadingsTaken,
            Replayed = Replayed,
        };
        Rejected.CopyTo(copy.Rejected, 0);
        ReadingsRefused.CopyTo(copy.ReadingsRefused, 0);
        return copy;
    }
}
