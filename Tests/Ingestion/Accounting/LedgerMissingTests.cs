using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Ingestion.Accounting;

/// <summary>What the numbers in messages tell, in the ledger of a device and of the city, also when it comes back from its snapshot in between.</summary>
public sealed class LedgerMissingTests
{
    /// <summary>Which numbers come, and what is missing and out of order then.</summary>
    static readonly (string Device, long Seq, long Missing, long OutOfOrder, long CityMissing)[] History =
    [
        ("dev-a", 10, 0, 0, 0),
        ("dev-a", 14, 3, 0, 3),
        ("dev-b", 7, 0, 0, 3),
        ("dev-b", 9, 1, 0, 4),
        // Stragglers: it falls.
        ("dev-a", 12, 2, 1, 3),
        ("dev-a", 11, 1, 2, 2),
        ("dev-b", 8, 0, 1, 1),
        // The device starts anew; what its earlier run lacked stays.
        ("dev-a", 0, 1, 2, 1),
        ("dev-a", 3, 3, 2, 3),
        // 13 would have been of the earlier run: here it is nine further on.
        ("dev-a", 13, 12, 2, 12),
        ("dev-a", 2, 11, 3, 11),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Missing_FallsWhenStragglersArrive_AndRunsBeginAnew(bool throughTheSnapshot)
    {
        var (ledger, position) = (new Ledger(), 0);
        foreach (var (device, seq, missing, outOfOrder, inTheCity) in History)
        {
            var batch = Batch(++position, device, seq);
            ledger.Apply(batch);
            ledger.Stored(batch);
            ledger = throughTheSnapshot ? LedgerCodec.Read(ledger.Save().Body) : ledger;
            var view = ledger.Device(device, 0)!;
            Assert.Equal((seq, missing, outOfOrder), (seq, view.Missing, view.Counts.OutOfOrder));
            Assert.Equal((seq, inTheCity), (seq, ledger.Total(0).Missing));
        }

        Assert.Equal(ledger.Devices(0).Sum(view => view.Counts.OutOfOrder), ledger.Total(0).Counts.OutOfOrder);
    }

    static JournalBatch Batch(int position, string device, long seq) => new()
    {
        Position = new JournalPosition(LedgerSome.Journal, position), ReceivedAt = position, Devices = [device], Series = [], Readings = [],
        Messages = [new JournalMessage(0, MessageClass.Decoded, RejectReason.None, 0, [seq], 0, [], false, false)],
    };
}
