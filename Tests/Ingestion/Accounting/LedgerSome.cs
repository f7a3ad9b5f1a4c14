using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Ingestion.Accounting;

/// <summary>Random committed batches, and a ledger in words that can be compared.</summary>
static class LedgerSome
{
    public static readonly Guid Journal = new("5f0c3f0e-0000-4000-8000-00000000000a");

    public static List<JournalBatch> Batches(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(position => Batch(random, position))];
    }

    public static string Words(LedgerView view) => Invariant(
        $"{view.Device}: {Words(view.Counts)} missing {view.Missing} received {view.LastReceivedAt} observed {view.LastObservedAt} skew {view.SkewMs}");

    public static string Words(LedgerCounts c) => Invariant(
        $"{c.Received} = {c.Decoded} + [{string.Join(',', c.Rejected)}] + {c.Shed}; {c.Decoded} = {c.Stored} + {c.Duplicate} + {c.Refused} + {c.Pending}; late {c.Late} conflicting {c.Conflicting} disorder {c.OutOfOrder} taken {c.ReadingsTaken} refused [{string.Join(',', c.ReadingsRefused)}]");

    public static List<string> Words(Ledger ledger) =>
    [
        Words(ledger.Total(0)), .. ledger.Devices(0).Select(Words),
        .. ledger.Newest().OrderBy(n => n.Key.ToString(), StringComparer.Ordinal).Select(n => Invariant($"{n.Key} {n.Value}")),
    ];

    static JournalBatch Batch(Random random, int position)
    {
        var devices = Enumerable.Range(0, 1 + random.Next(3)).Select(i => Invariant($"dev-{(position + i) % 5}")).ToList();
        var (messages, readings) = (new List<JournalMessage>(), new List<JournalReading>());
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var device = random.Next(devices.Count);
            var kind = (MessageClass)random.Next(1, 5);
            var message = Message(random, kind == MessageClass.Rejected && random.Next(4) == 0 ? -1 : device, kind, position);
            messages.Add(message);
            for (var r = 0; r < message.ReadingsTaken; r++)
            {
                var at = (position * 1_000L) + random.Next(500);
                readings.Add(new JournalReading(device, at, at + random.Next(100), random.Next(50), (Quality)random.Next(1, 5), QualityReasons.None, random.Next(5) == 0));
            }
        }

        return new JournalBatch
        {
            Position = new JournalPosition(Journal, position), ReceivedAt = position * 1_000L, Devices = [.. devices], Messages = [.. messages], Readings = [.. readings],
            Series = [.. devices.Select(d => new Series(new SeriesId(d, "pm10"), "air", "ug/m3"))],
        };
    }

    static JournalMessage Message(Random random, int device, MessageClass kind, int position)
    {
        var reason = kind == MessageClass.Rejected ? (RejectReason)random.Next(1, 18) : RejectReason.None;
        var refused = random.Next(3) == 0 && kind != MessageClass.Shed ? [new RefusedReadings((RejectReason)random.Next(1, 18), 1 + random.Next(4))] : Array.Empty<RefusedReadings>();
        var seqs = random.Next(2) == 0 ? Array.Empty<long>() : [position + random.Next(10)];
        var decoded = kind == MessageClass.Decoded;
        return new JournalMessage(
            device, kind, reason, 0, seqs, decoded ? 1 + random.Next(3) : 0, refused, decoded && random.Next(4) == 0, decoded && random.Next(4) == 0)
        {
            SkewMs = random.Next(2) == 0 ? null : random.Next(-5_000, 5_000),
            Count = kind == MessageClass.Shed ? 1 + random.Next(3) : 1,
        };
    }

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
