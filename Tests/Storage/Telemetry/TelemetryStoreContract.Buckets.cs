using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry;

public abstract partial class TelemetryStoreContract
{
    [Fact]
    public async Task Buckets_SayWhatIsInThem_AndEmptyOnesAreAbsent()
    {
        await using var store = await OpenAsync();
        await store.Writer.WriteAsync(
            Batch(1, Good(Pm10, T0 + 1, 4), Good(Pm10, T0 + 2, 1), Good(Pm10, T0 + (4 * Minute), 7), Good(Pm10, T0 + (10 * Minute), 5)), None);
        var buckets = await BucketsAsync(store, "5m", T0, T0 + Hour);
        Assert.Equal(["0: 3 4 1 7 4 7", "10: 1 5 5 5 5 5"], buckets.Select(Text));
    }

    [Theory]
    [InlineData(Between.Nothing)]
    [InlineData(Between.Flush)]
    [InlineData(Between.Reopen)]
    public async Task Buckets_LeaveFailedReadingsOut(Between between)
    {
        var store = await OpenAsync();
        await store.Writer.WriteAsync(
            Batch(1, Failed(Pm10, T0, -5), Good(Pm10, T0, 3), Good(Pm10, T0 + 1, 4) with { Quality = Quality.Suspect },
                Failed(Pm10, T0 + 2, 900), Failed(Pm10, T0 + (5 * Minute), 900)), None);
        store = await DoAsync(between, store);
        Assert.Equal(["0: 2 3.5 3 4 3 4"], (await BucketsAsync(store, "5m", T0, T0 + Hour)).Select(Text));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task BucketThatBeginsBeforeFrom_CountsOnlyFromThere()
    {
        await using var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Enumerable.Range(0, 20).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList()), None);
        var buckets = await BucketsAsync(store, "5m", T0 + (3 * Minute), T0 + (11 * Minute));
        Assert.Equal(["0: 2 3.5 3 4 3 4", "5: 5 7 5 9 5 9", "10: 1 10 10 10 10 10"], buckets.Select(Text));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(100, 4)]
    [InlineData(0, 0)]
    public async Task Buckets_AtMostTheLimit_OldestFirst(int limit, int expected)
    {
        await using var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Enumerable.Range(0, 20).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList()), None);
        var buckets = await store.Reader.BucketsAsync(Pm10, T0, T0 + Hour, Size("5m"), BucketAggregates.Basic, limit, None);
        Assert.Equal(Enumerable.Range(0, expected).Select(i => T0 + (i * 5 * Minute)), buckets.Select(b => b.T));
        Assert.All(buckets, b => Assert.Equal(5, b.Count));
    }

    [Theory]
    // The nearest rank of p in n values is the ceiling of p n / 100.
    [InlineData("15 20 35 40 50", "5 30 40 50 99", "15 20 20 35 50")]
    [InlineData("3", "1 50 99", "3 3 3")]
    [InlineData("9 1", "50 51", "1 9")]
    [InlineData("4 4 4 1", "25 26", "1 4")]
    public async Task Percentiles_AreOfNearestRank_InTheOrderAsked(string values, string percentiles, string expected)
    {
        await using var store = await OpenAsync();
        var readings = Numbers(values).Select((v, i) => Good(Pm10, T0 + i, v)).Append(Failed(Pm10, T0 + 50, 1_000)).ToList();
        await store.Writer.WriteAsync(Batch(1, readings), None);
        var aggregates = new BucketAggregates(Numbers(percentiles).Select(p => (int)p).ToList());
        var bucket = Assert.Single(await store.Reader.BucketsAsync(Pm10, T0, T0 + Hour, Size("1h"), aggregates, 10, None));
        Assert.Equal(Numbers(expected), bucket.Percentiles);
    }

    [Fact]
    public async Task Percentile_Of100Values_IsTheValueOfThatRank()
    {
        await using var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Enumerable.Range(1, 100).Reverse().Select((v, i) => Good(Pm10, T0 + i, v)).ToList()), None);
        var all = Enumerable.Range(1, 99).ToList();
        var bucket = Assert.Single(await store.Reader.BucketsAsync(Pm10, T0, T0 + Hour, Size("1h"), new BucketAggregates(all), 10, None));
        Assert.Equal(all.Select(p => (double)p), bucket.Percentiles);
    }

    [Fact]
    public async Task Mean_IsAccurate_WhereANaiveSumIsNot()
    {
        await using var store = await OpenAsync();
        // A large value that cancels out: added naively the small ones are lost.
        var values = Enumerable.Range(0, 3_000).Select(i => i switch { 0 => 1e17, 2_999 => -1e17, _ => 0.1 + (i % 7) }).ToList();
        await store.Writer.WriteAsync(Batch(1, values.Select((v, i) => Good(Pm10, T0 + i, v)).ToList()), None);
        var expected = (double)(values.Sum(v => (decimal)v) / values.Count);
        var bucket = Assert.Single(await BucketsAsync(store, "1h", T0, T0 + Hour));
        Assert.InRange(bucket.Mean / expected, 1 - 1e-9, 1 + 1e-9);
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("2026-10-26", "2026-10-25T23:00:00Z", 24)]
    public async Task Days_AreCivilDays_AndHaveTheirOwnLength(string day, string start, int hours)
    {
        await using var store = await OpenAsync();
        var first = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        await store.Writer.WriteAsync(
            Batch(1, Enumerable.Range(-30, 80).Select(i => Good(Pm10, first + (i * Hour), i)).ToList()), None);
        await store.Writer.FlushAsync(None);
        var buckets = await BucketsAsync(store, "1d", first - (30 * Hour), first + (50 * Hour));
        var found = Assert.Single(buckets, b => b.T == first);
        Assert.True(found is { First: 0 } && found.Count == hours && found.Last == hours - 1, $"{day}: {found}");
    }

    [Fact]
    public async Task BeforeTheEpoch_BucketsAndRawAreThere()
    {
        var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Good(Pm10, -1, 1), Good(Pm10, 0, 2), Good(Pm10, -Hour, 3), Good(Pm10, -Hour - 1, 4)), None);
        store = await ReopenAsync(store);
        Assert.Equal([-Hour - 1, -Hour, -1, 0], (await store.Reader.RawAsync(Pm10, -2 * Hour, Hour, 10, None)).Select(r => r.T));
        var buckets = await store.Reader.BucketsAsync(Pm10, -2 * Hour, Hour, Size("1h"), BucketAggregates.Basic, 10, None);
        Assert.Equal([(-2 * Hour, 1), (-Hour, 2), (0, 1)], buckets.Select(b => (b.T, b.Count)));
        await store.DisposeAsync();
    }

    static ValueTask<IReadOnlyList<Bucket>> BucketsAsync(OpenStore store, string size, long from, long to) =>
        store.Reader.BucketsAsync(Pm10, from, to, Size(size), BucketAggregates.Basic, 10_000, None);

    static string Text(Bucket b) => string.Create(
        CultureInfo.InvariantCulture, $"{(b.T - T0) / Minute}: {b.Count} {b.Mean} {b.Min} {b.Max} {b.First} {b.Last}");

    static List<double> Numbers(string text) => text.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
}
