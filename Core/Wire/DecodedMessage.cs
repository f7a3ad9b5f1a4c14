using System.Runtime.InteropServices;

namespace CityOps.Core.Wire;

/// <summary>
/// What the decoder made of one payload. Made once and used for message after message: <see cref="PayloadDecoder.Decode"/> clears it.
/// Spans are good until the next message. Not thread-safe: one per thread, or under a lock.
/// </summary>
public sealed class DecodedMessage
{
    /// <summary>Longest <see cref="Detail"/>, in UTF-16 units.</summary>
    public const int MaxDetailLength = 200;

    const int KeptCapacity = 4_096;
    static readonly int ReasonCount = Enum.GetValues<RejectReason>().Length;

    readonly int[] _refused = new int[ReasonCount];
    List<DecodedReading> _readings = new(16);
    List<long> _seqs = new(4);

    /// <summary>The readings taken, in payload order.</summary>
    public ReadOnlySpan<DecodedReading> Readings => CollectionsMarshal.AsSpan(_readings);

    /// <summary>The <c>seq</c> of each record that has one, in payload order; also of records whose readings were refused.</summary>
    public ReadOnlySpan<long> Seqs => CollectionsMarshal.AsSpan(_seqs);

    /// <summary>At least one reading was taken.</summary>
    public bool IsDecoded => _readings.Count > 0;

    /// <summary>At least one record gave a readable time of its own.</summary>
    public bool HasTime => NewestTime is not null;

    /// <summary>The newest time a record gave, Unix ms, inside the window or not; against ReceivedAt it shows the device's skew.</summary>
    public long? NewestTime { get; private set; }

    /// <summary>
    /// Why the first refused reading was refused, or the whole message; <see cref="RejectReason.None"/> when all was taken.
    /// Where nothing was taken it is the message's reason; where something was, the reason of its quarantine row.
    /// </summary>
    public RejectReason Reason { get; private set; }

    /// <summary>
    /// <see cref="Reason"/> for a person: one printable line in English of at most <see cref="MaxDetailLength"/>; empty when all was taken.
    /// </summary>
    public string Detail { get; private set; } = "";

    /// <summary>How many readings were taken before, in payload order, the one that gave <see cref="Reason"/>.</summary>
    public int TakenBeforeReason { get; private set; }

    public int RefusedTotal { get; private set; }

    /// <summary>How many readings were refused for a reason. A message refused as a whole counts as one.</summary>
    public int Refused(RejectReason reason) => _refused[(int)reason];

    internal RecordValues Values { get; } = new();

    /// <summary>Where a text with escapes is resolved: the longest that means anything is a device id.</summary>
    internal byte[] Scratch { get; } = new byte[256];

    /// <summary>For the member names of a value object, while its unit may lie in <see cref="Scratch"/>.</summary>
    internal byte[] NameScratch { get; } = new byte[32];

    internal void Clear()
    {
        if (_readings.Capacity > KeptCapacity || _seqs.Capacity > KeptCapacity)
        {
            _readings = new List<DecodedReading>(16);
            _seqs = new List<long>(4);
        }

        _readings.Clear();
        _seqs.Clear();
        NewestTime = null;
        TakenBeforeReason = 0;
        Reason = RejectReason.None;
        Detail = "";
        if (RefusedTotal > 0)
        {
            _refused.AsSpan().Clear();
            RefusedTotal = 0;
        }
    }

    internal void Take(in DecodedReading reading) => _readings.Add(reading);

    internal void AddSeq(long seq) => _seqs.Add(seq);

    internal void AddTime(long observedAt) => NewestTime = Math.Max(observedAt, NewestTime ?? long.MinValue);

    internal void Refuse(RejectReason reason, int readings, string detail)
    {
        _refused[(int)reason] += readings;
        RefusedTotal += readings;
        if (Reason == RejectReason.None)
        {
            Reason = reason;
            TakenBeforeReason = _readings.Count;
            Detail = detail.Length > MaxDetailLength ? detail[..MaxDetailLength] : detail;
        }
    }

    /// <summary>The message cannot be read as a whole: what was taken of it before is given back.</summary>
    internal void RefuseWhole(RejectReason reason, string detail)
    {
        Clear();
        Refuse(reason, 1, detail);
    }
}
