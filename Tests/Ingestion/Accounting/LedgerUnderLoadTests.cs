using CityOps.Ingestion.Accounting;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Ingestion.Accounting;

/// <summary>The ledger read by several while batches commit and are stored: each answer is the ledger of one moment, never a mixture.</summary>
public sealed class LedgerUnderLoadTests
{
    const int Batches = 4_000;
    const int StoreBehind = 20;
    const int BatchesARead = 10;

    readonly List<JournalBatch> _batches = LedgerSome.Batches(11, Batches);
    readonly long[] _reads = new long[5];

    [Fact]
    public async Task EveryAnswer_IsTheLedgerOfOneMoment()
    {
        var moments = Moments();
        var ledger = new Ledger();
        using var over = new CancellationTokenSource();
        Action[] reads = [.. Enumerable.Range(0, 3).Select(_ => Totals(ledger, moments)), Devices(ledger), Surveys(ledger)];
        var readers = reads.Select((read, i) => Task.Run(() => ReadOn(read, i, over.Token))).ToList();
        for (var i = 0; i < Batches; i++)
        {
            ledger.Apply(_batches[i]);
            if (i >= StoreBehind)
            {
                ledger.Stored(_batches[i - StoreBehind]);
            }

            // The writer does not run away from readers that have not begun.
            while (i % BatchesARead == 0 && _reads.Min() < i / BatchesARead && !readers.Exists(reader => reader.IsFaulted))
            {
                Thread.Yield();
            }
        }

        await over.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(moments.Keys.Max(), ledger.Total(0).Counts.Received);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Devices_AddUpToTheCity_TogetherWithWhatNamedNoDevice(int seed)
    {
        var (batches, ledger) = (LedgerSome.Batches(seed, 200), new Ledger());
        batches.ForEach(ledger.Apply);
        batches.Take(150).ToList().ForEach(ledger.Stored);
        var sum = new LedgerCounts();
        var unnamed = batches.SelectMany(batch => batch.Messages).Where(message => message.Device < 0).ToList();
        Assert.NotEmpty(unnamed);
        unnamed.ForEach(sum.Add);
        foreach (var device in ledger.Devices(0))
        {
            Add(sum, device.Counts);
        }

        var total = ledger.Total(0);
        Assert.Equal(LedgerSome.Words(total.Counts), LedgerSome.Words(sum));
        Assert.Equal(total.Missing, ledger.Devices(0).Sum(device => device.Missing));

        var tallies = new List<DeviceTally>();
        Assert.Equal(unnamed.Count, ledger.Survey(tallies));
        Assert.Equal(total.Counts.Received, unnamed.Count + tallies.Sum(tally => tally.Received));
        Assert.Equal(ledger.Devices(0).Select(TallyOf), tallies.OrderBy(tally => tally.Device, StringComparer.Ordinal).Select(tally => tally with { LastTroubleAt = null }));
    }

    void ReadOn(Action read, int reader, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            read();
            Interlocked.Increment(ref _reads[reader]);
        }
    }

    static Action Totals(Ledger ledger, Dictionary<long, string> moments)
    {
        var last = 0L;
        return () =>
        {
            var view = ledger.Total(0);
            var c = view.Counts;
            Balances(c);
            Assert.True(c.Received >= last && c.Pending >= 0, LedgerSome.Words(c));
            Assert.Equal(moments[c.Received], Committed(view));
            last = c.Received;
        };
    }

    static Action Devices(Ledger ledger) => () =>
    {
        var devices = ledger.Devices(0);
        Assert.All(devices, device => Balances(device.Counts));
        if (ledger.Device("dev-1", 0) is { } one)
        {
            Balances(one.Counts);
            Assert.True(one.Counts.Received >= (devices.FirstOrDefault(device => device.Device == "dev-1")?.Counts.Received ?? 0), "one device fell behind the list");
        }
    };

    static Action Surveys(Ledger ledger)
    {
        var (last, tallies) = (0L, new List<DeviceTally>());
        return () =>
        {
            var unnamed = ledger.Survey(tallies);
            Assert.True(unnamed >= last, $"{unnamed} after {last}");
            Assert.All(tallies, tally => Assert.True(tally.Received >= tally.Rejected + tally.Shed + tally.Refused));
            last = unnamed;
        };
    }

    /// <summary>What the city's ledger says after each batch, by how many messages it has then.</summary>
    Dictionary<long, string> Moments()
    {
        var ledger = new Ledger();
        var moments = new Dictionary<long, string> { [0] = Committed(ledger.Total(0)) };
        foreach (var batch in _batches)
        {
            ledger.Apply(batch);
            var view = ledger.Total(0);
            moments.Add(view.Counts.Received, Committed(view));
        }

        return moments;
    }

    /// <summary>What moves with commits only.</summary>
    static string Committed(LedgerView view)
    {
        var c = view.Counts;
        return FormattableString.Invariant(
            $"{c.Decoded} {c.Rejected.Sum()} {c.Shed} {c.Duplicate} {c.Late} {c.Conflicting} {c.OutOfOrder} {view.Missing} {c.ReadingsTaken} {c.ReadingsRefused.Sum()}");
    }

    static void Balances(LedgerCounts c)
    {
        Assert.Equal(c.Received, c.Decoded + c.Rejected.Sum() + c.Shed);
        Assert.Equal(c.Decoded, c.Stored + c.Duplicate + c.Refused + c.Pending);
    }

    static DeviceTally TallyOf(LedgerView view)
    {
        var c = view.Counts;
        return new DeviceTally(view.Device!, c.Received, c.Rejected.Sum(), c.Shed, c.Refused, c.Duplicate, view.Missing, c.OutOfOrder, c.ReadingsRefused.Sum(), view.LastReceivedAt, view.SkewMs, null);
    }

    static void Add(LedgerCounts sum, LedgerCounts counts)
    {
        (sum.Decoded, sum.Stored, sum.Duplicate, sum.Refused, sum.Shed) =
            (sum.Decoded + counts.Decoded, sum.Stored + counts.Stored, sum.Duplicate + counts.Duplicate, sum.Refused + counts.Refused, sum.Shed + counts.Shed);
        (sum.Late, sum.Conflicting, sum.OutOfOrder, sum.ReadingsTaken) =
            (sum.Late + counts.Late, sum.Conflicting + counts.Conflicting, sum.OutOfOrder + counts.OutOfOrder, sum.ReadingsTaken + counts.ReadingsTaken);
        for (var reason = 0; reason < LedgerCounts.ReasonCount; reason++)
        {
            sum.Rejected[reason] += counts.Rejected[reason];
            sum.ReadingsRefused[reason] += counts.ReadingsRefused[reason];
        }
    }
}
