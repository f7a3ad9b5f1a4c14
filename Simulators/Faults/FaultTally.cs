using System.Collections.Concurrent;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Simulators.Devices;

namespace CityOps.Simulators.Faults;

/// <summary>
/// The truth beside the product: what ledger, quarantine and quality are to show of what was sent, by the words of the contract. Counting
/// is for one loop, reading for any thread.
/// </summary>
/// <remarks>
/// Exact while the product takes messages in the order they were sent, within seconds, and sheds none. It counts a message as late
/// or out of order by the device's messages before it; it knows nothing of jumps.
/// </remarks>
sealed class FaultTally
{
    public const string Duplicate = "duplicate";
    public const string Late = "late";
    public const string Missing = "missing";
    public const string OutOfOrder = "outOfOrder";
    public const string Quarantined = "quarantine";
    public const string OutOfRange = "quality.out_of_range";
    public const string ClockAhead = "quality.clock_ahead";
    const string RejectedPrefix = "rejected.";
    const string RefusedPrefix = "readings.refused.";

    const long SuspectAheadMs = 60_000;
    const long MostAheadMs = 5 * 60_000;
    const long MostAgeMs = 31 * 24 * 3_600_000L;

    readonly ConcurrentDictionary<string, long> counts = new();
    readonly Dictionary<CityDevice, Sent> sent = [];

    /// <summary>Words and counts so far; what never happened is absent.</summary>
    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(counts.ToDictionary(), StringComparer.Ordinal);

    /// <summary>A message that will never come; it is missed when a later one comes.</summary>
    public void Lose(DeviceMessage message) => Of(message).Unseen += message.Records.Count;

    public void Post(DeviceMessage message)
    {
        var (reason, seqIsSeen) = Judge(message);
        var device = Of(message);
        if (!seqIsSeen)
        {
            device.Unseen += message.IsCopy ? 0 : message.Records.Count;
        }
        else
        {
            See(device, message);
        }

        if (reason != RejectReason.None)
        {
            Add(RejectedPrefix + reason.ToWire());
            Add(Quarantined);
            // It was the only value, so nothing of the message is left, and the value is counted too.
            Add(RefusedPrefix + reason.ToWire(), reason == RejectReason.UnknownUnit ? message.Records.Count : 0);
        }
        else if (message.IsCopy)
        {
            Add(Duplicate);
        }
        else
        {
            Take(device, message);
        }
    }

    static (RejectReason Reason, bool SeqIsSeen) Judge(DeviceMessage message)
    {
        if (message.Form is { } form)
        {
            return (form.Reason, form.SeqIsSeen);
        }

        var ahead = message.Last.Ts - message.Last.At;
        return (ahead > MostAheadMs ? RejectReason.InFuture : -ahead > MostAgeMs ? RejectReason.TooOld
            : message.OddUnit is not null && message.First.Values.Length == 1 ? RejectReason.UnknownUnit : RejectReason.None, true);
    }

    void See(Sent device, DeviceMessage message)
    {
        if (message.First.Seq < device.HighestSeq)
        {
            Add(OutOfOrder);
        }
        else
        {
            // Before the first number that somebody saw nothing is missed.
            Add(Missing, device.HighestSeq > 0 ? device.Unseen : 0);
            device.HighestSeq = message.Last.Seq;
            device.Unseen = 0;
        }
    }

    void Take(Sent device, DeviceMessage message)
    {
        if (message.First.Ts <= device.NewestTs)
        {
            Add(Late);
        }

        device.NewestTs = Math.Max(device.NewestTs, message.Last.Ts);
        if (message.OddUnit is not null)
        {
            Add(RefusedPrefix + RejectReason.UnknownUnit.ToWire(), message.Records.Count);
            Add(Quarantined);
        }

        foreach (var record in message.Records)
        {
            Add(OutOfRange, record.Values.Where((value, i) => (i > 0 || message.OddUnit is null) && Fails(message.Device, i, value)).Count());
            Add(ClockAhead, record.Ts - record.At >= SuspectAheadMs ? record.Values.Length : 0);
        }
    }

    static bool Fails(CityDevice device, int index, double value) =>
        QuantityCatalog.TryGet(device.Device.Domain, device.Names[index].ToString(), out var spec) && !spec.Fail.Contains(value);

    void Add(string word, long count = 1)
    {
        if (count > 0)
        {
            counts.AddOrUpdate(word, count, (_, before) => before + count);
        }
    }

    Sent Of(DeviceMessage message)
    {
        var device = message.Device;
        if (!sent.TryGetValue(device, out var one))
        {
            sent.Add(device, one = new Sent { HighestSeq = message.First.Seq - 1 });
        }

        return one;
    }

    /// <summary>What a device has sent so far.</summary>
    sealed class Sent
    {
        public long HighestSeq { get; set; }
        public long NewestTs { get; set; } = long.MinValue;
        /// <summary>Messages whose number nobody has seen, above the highest that somebody has.</summary>
        public long Unseen { get; set; }
    }
}
