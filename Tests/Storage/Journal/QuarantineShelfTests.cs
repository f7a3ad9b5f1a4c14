using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Tests.Storage.Journal;

/// <summary>Which rows of the quarantine are kept.</summary>
public sealed class QuarantineShelfTests
{
    /// <summary>Rows as sender and bytes, oldest first; at most five of them and 100 bytes; and which are kept, by their numbers.</summary>
    [Theory]
    [InlineData("a1 a1 a1", "0 1 2")]
    [InlineData("a1 a1 a1 a1 a1 a1 a1", "2 3 4 5 6")]
    [InlineData("b1 c1 a1 a1 a1 a1 a1", "0 1 4 5 6")]
    [InlineData("a1 a1 a1 a1 a1 b1 b1 b1", "3 4 5 6 7")]
    [InlineData("b40 a1 a1 a1 a1 a1 a1", "0 3 4 5 6")]
    [InlineData("b40 a50 a50", "0 2")]
    [InlineData("b40 a30 a30 a30 c20", "0 3 4")]
    [InlineData("a90 b90", "1")]
    [InlineData("-1 -1 -1 -1 -1 -1 a1", "2 3 4 5 6")]
    public void Histories(string rows, string kept)
    {
        var shelf = new QuarantineShelf(5, 100);
        foreach (var (row, id) in rows.Split(' ').Select((row, id) => (row, id)))
        {
            shelf.Add(new QuarantineMark(id, row[0] == '-' ? null : row[..1], RejectReason.BadJson, int.Parse(row.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.Equal(kept, string.Join(' ', Enumerable.Reverse(shelf.Find(null, null))));
        Assert.Equal(Enumerable.Range(0, rows.Split(' ').Length).Select(id => (long)id).Except(shelf.Find(null, null)), shelf.Gone().Order());
    }

    [Fact]
    public void TenThousandSenders_EachKeepTheirLast()
    {
        var shelf = new QuarantineShelf(10_000, 32 << 20);
        for (var id = 0; id < 100_000; id++)
        {
            shelf.Add(new QuarantineMark(id, $"d{id % 10_000}", RejectReason.BadJson, 300));
        }

        Assert.Equal(Enumerable.Range(90_000, 10_000).Select(id => (long)id), Enumerable.Reverse(shelf.Find(null, null)));
    }

    [Fact]
    public void Row_IsClaimedByOne_AndFoundByDeviceAndReason()
    {
        var shelf = new QuarantineShelf(5, 100);
        shelf.Add(new QuarantineMark(1, "a", RejectReason.BadJson, 1));
        shelf.Add(new QuarantineMark(2, "a", RejectReason.TooOld, 1));
        shelf.Add(new QuarantineMark(3, "b", RejectReason.TooOld, 1));
        Assert.Equal(["3 2 1", "2 1", "3 2", "2", ""], new[]
        {
            shelf.Find(null, null), shelf.Find("a", null), shelf.Find(null, RejectReason.TooOld), shelf.Find("a", RejectReason.TooOld), shelf.Find("c", null),
        }.Select(ids => string.Join(' ', ids)));

        Assert.True(shelf.TryClaim(2));
        Assert.False(shelf.TryClaim(2));
        Assert.False(shelf.TryClaim(9));
        shelf.Release(2);
        Assert.True(shelf.TryClaim(2));
        shelf.Remove(2);
        Assert.False(shelf.TryClaim(2));
        Assert.Equal([3, 1], shelf.Find(null, null));
        Assert.Equal([2], shelf.Gone());
        shelf.Forget(1);
        Assert.Empty(shelf.Gone());

        // What was replayed out of turn is not the oldest any more.
        foreach (var id in (long[])[4, 5, 6, 7])
        {
            shelf.Add(new QuarantineMark(id, "a", RejectReason.BadJson, 1));
        }

        Assert.Equal([7, 6, 5, 4, 3], shelf.Find(null, null));
    }
}
