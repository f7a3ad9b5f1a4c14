using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;

namespace CityOps.Tests.Ingestion.Accounting;

public sealed class LedgerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BothEquations_HoldAtEveryMomentForEachDeviceAndInTotal(int seed)
    {
        var (random, batches, ledger) = (new Random(seed), LedgerSome.Batches(seed, 60), new Ledger());
        var (applied, stored) = (0, 0);
        while (stored < batches.Count)
        {
            if (applied < batches.Count && random.Next(2) == 0)
            {
                ledger.Apply(batches[applied++]);
            }
            else if (stored < applied)
            {
                ledger.Stored(batches[stored++]);
            }

            Check(ledger, batches.Take(applied).SelectMany(Named), batches.Take(stored).SelectMany(Named));
        }

        Assert.Equal((60, 60, 0), (ledger.Position, ledger.StoredPosition, ledger.Total(0).Counts.Pending));
    }

    [Fact]
    public void BatchesThatWereCounted_ChangeNothingWhenTheyComeAgain()
    {
        var (batches, ledger) = (LedgerSome.Batches(4, 20), new Ledger());
        batches.ForEach(ledger.Apply);
        batches.Take(10).ToList().ForEach(ledger.Stored);
        var before = LedgerSome.Words(ledger);
        batches.ForEach(ledger.Apply);
        batches.Take(10).ToList().ForEach(ledger.Stored);
        Assert.Equal(before, LedgerSome.Words(ledger));
    }

    [Fact]
    public void RefusedMessages_AreCountedInsteadOfStored_AndTakenBackAsWhatTheyWere()
    {
        var (batches, ledger) = (LedgerSome.Batches(6, 30), new Ledger());
        var decoded = batches.SelectMany(b => b.Messages.Select((m, i) => (b.Position.Position, i, m))).Where(x => x.m.Class == MessageClass.Decoded).ToList();
        var refused = new RefusedMessages([.. decoded.Where((_, n) => n % 3 == 0).Select(x => (x.Position, x.i))]);
        batches.ForEach(ledger.Apply);
        batches.Take(10).ToList().ForEach(batch => ledger.Stored(batch, refused));
        var at10 = LedgerSome.Words(ledger);
        batches.Skip(10).ToList().ForEach(batch => ledger.Stored(batch, refused));
        var counts = ledger.Total(0).Counts;
        var expected = (decoded.Count + 2) / 3;
        Assert.Equal((expected, decoded.Count - expected, 0), (counts.Refused, counts.Stored, counts.Pending));
        Assert.Equal(counts.Refused, ledger.Devices(0).Sum(d => d.Counts.Refused));

        var at30 = LedgerSome.Words(ledger);
        ledger.TakeBack(batches.Skip(10), 10, refused);
        Assert.Equal(at10, LedgerSome.Words(ledger));
        batches.ForEach(batch => ledger.Stored(batch, refused));
        Assert.Equal(at30, LedgerSome.Words(ledger));
    }

    [Fact]
    public void SnapshotAtAnyPoint_AndTheBatchesAfterIt_GiveTheSameLedger()
    {
        var (batches, whole) = (LedgerSome.Batches(5, 60), new Ledger());
        batches.ForEach(whole.Apply);
        batches.Take(50).ToList().ForEach(whole.Stored);
        for (var (applied, stored) = (0, 0); applied <= 60; applied++, stored = Math.Min(applied * 3 / 4, 50))
        {
            var part = new Ledger();
            batches.Take(applied).ToList().ForEach(part.Apply);
            batches.Take(stored).ToList().ForEach(part.Stored);
            var (position, body) = part.Save();
            Assert.Equal(stored, position);

            var back = LedgerCodec.Read(body);
            Assert.Equal(LedgerSome.Words(part), LedgerSome.Words(back));
            foreach (var batch in batches.Skip((int)position))
            {
                back.Apply(batch);
                if (batch.Position.Position <= 50)
                {
                    back.Stored(batch);
                }
            }

            Assert.Equal(LedgerSome.Words(whole), LedgerSome.Words(back));
        }
    }

    [Fact]
    public void DamagedSnapshot_IsRefusedWhereverItIsDamaged()
    {
        var ledger = new Ledger();
        LedgerSome.Batches(6, 10).ForEach(ledger.Apply);
        var body = ledger.Save().Body;
        for (var i = 0; i < body.Length; i++)
        {
            var damaged = body.ToArray();
            damaged[i] ^= 0x41;
            Assert.Throws<InvalidDataException>(() => LedgerCodec.Read(damaged));
            Assert.Throws<InvalidDataException>(() => LedgerCodec.Read(body.AsSpan(0, i)));
        }
    }

    [Fact]
    public void SnapshotOfANewerProgram_IsRefusedInWords()
    {
        var body = new Ledger().Save().Body;
        body[0] = 4;
        BitConverter.TryWriteBytes(body.AsSpan(body.Length - 16), System.IO.Hashing.XxHash128.HashToUInt128(body.AsSpan(0, body.Length - 16)));
        Assert.Contains("format 4", Assert.Throws<NewerFormatException>(() => LedgerCodec.Read(body)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownDevice_HasNoLedger() => Assert.Null(new Ledger().Device("nobody", 0));

    static IEnumerable<(string? Device, JournalMessage Message)> Named(JournalBatch batch) =>
        batch.Messages.Select(m => (m.Device < 0 ? null : batch.Devices[m.Device], m));

    static void Check(Ledger ledger, IEnumerable<(string? Device, JournalMessage Message)> applied, IEnumerable<(string? Device, JournalMessage Message)> stored)
    {
        var (all, done) = (applied.ToList(), stored.Where(m => m.Message.Class == MessageClass.Decoded).ToList());
        Check(ledger.Total(0).Counts, all.ConvertAll(m => m.Message), done.Count);
        foreach (var view in ledger.Devices(0))
        {
            Check(view.Counts, all.Where(m => m.Device == view.Device).Select(m => m.Message).ToList(), done.Count(m => m.Device == view.Device));
        }

        Assert.Equal(ledger.Total(0).Missing, ledger.Devices(0).Sum(d => d.Missing));
        Assert.Equal(ledger.Total(0).Counts.OutOfOrder, ledger.Devices(0).Sum(d => d.Counts.OutOfOrder));
    }

    static void Check(LedgerCounts counts, List<JournalMessage> messages, int stored)
    {
        int Of(MessageClass kind) => messages.Where(m => m.Class == kind).Sum(m => m.Count);
        Assert.Equal(messages.Sum(m => m.Count), counts.Received);
        Assert.Equal(counts.Received, counts.Decoded + counts.Rejected.Sum() + counts.Shed);
        Assert.Equal(counts.Decoded, counts.Stored + counts.Duplicate + counts.Refused + counts.Pending);
        Assert.Equal(Of(MessageClass.Decoded) + Of(MessageClass.Duplicate), counts.Decoded);
        Assert.Equal((stored, Of(MessageClass.Decoded) - stored), (counts.Stored, counts.Pending));
        Assert.Equal((Of(MessageClass.Duplicate), Of(MessageClass.Shed), 0), (counts.Duplicate, counts.Shed, counts.Refused));
        for (var reason = RejectReason.BadTopic; reason <= RejectReason.TooManySeries; reason++)
        {
            Assert.Equal(messages.Count(m => m.Class == MessageClass.Rejected && m.Reason == reason), counts.Rejected[(int)reason]);
            Assert.Equal(messages.SelectMany(m => m.Refused).Where(r => r.Reason == reason).Sum(r => r.Count), counts.ReadingsRefused[(int)reason]);
        }

        Assert.Equal(
            (messages.Count(m => m.Late), messages.Count(m => m.Conflicting), messages.Sum(m => m.ReadingsTaken)),
            (counts.Late, counts.Conflicting, counts.ReadingsTaken));
    }
}
