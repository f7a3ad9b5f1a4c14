using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EmbeddedStoreDamageTests : IDisposable
{
    readonly TestFile file = new();
    readonly CountingLogger log = new();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData("bytes = zeroblob(length(bytes))")]
    [InlineData("bytes = substr(bytes, 1, 12)")]
    [InlineData("bytes = x''")]
    [InlineData("count = count + 1")]
    [InlineData("count = -1")]
    [InlineData("count = 2000000000")]
    [InlineData("until = until + 1")]
    public async Task BrokenBlock_CostsItsOwnReadings_AndIsToldOnce(string damage)
    {
        await using var store = await PackedDayAsync();
        file.Ask($"UPDATE block SET {damage} WHERE start = {T0 + (480 * Minute)}");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Except(480, 960), await MinutesAsync(store));
            Assert.Equal(960, (await BucketsAsync(store)).Sum(b => b.Count));
        }

        Assert.Equal((1, 1), (store.DamagedBlocks, log.Errors));
        Assert.Equal([T0, T0 + (480 * Minute), T0 + (960 * Minute)], file.Rows("SELECT start FROM block ORDER BY start").Select(long.Parse));
    }

    [Fact]
    public async Task LaterReadingsOfABrokenBlock_AreKept_AndPackedWithoutIt_AndTheBlockIsSetAside()
    {
        await using (var store = await PackedDayAsync())
        {
            file.Ask($"UPDATE block SET bytes = zeroblob(77) WHERE start = {T0 + (480 * Minute)}");
            await store.WriteAsync(Batch(2, Good(Pm10, T0 + (500 * Minute), 500), Good(Pm10, T0 + (600 * Minute), 600)), default);
            await store.FlushAsync(default);
            Assert.Equal([.. Enumerable.Range(0, 480), 500, 600, .. Enumerable.Range(960, 480)], await MinutesAsync(store));
            await store.PackAsync(long.MaxValue, null, default);
            Assert.Equal([.. Enumerable.Range(0, 480), 500, 600, .. Enumerable.Range(960, 480)], await MinutesAsync(store));
        }

        Assert.Equal([$"1 {T0 + (480 * Minute)} {T0 + (959 * Minute)} 480 1 77"], file.Rows("SELECT series, start, until, count, packed, length(bytes) FROM damaged_block"));
        Assert.Equal(1, log.Errors);

        // It is not forgotten over a start, and not told again.
        await using var again = await file.OpenAsync(logger: log);
        Assert.Equal((1, 1), (again.DamagedBlocks, log.Errors));
    }

    [Fact]
    public async Task BrokenOpenRow_CostsItsOwnReadings_AndHoldsUpNobody()
    {
        await using var store = await file.OpenAsync(logger: log);
        await store.WriteAsync(Batch(1, Enumerable.Range(0, 180).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList()), default);
        await store.FlushAsync(default);
        file.Ask($"UPDATE open_block SET entries = substr(entries, 1, 99) || x'AB' || substr(entries, 101) WHERE hour = {BlockCodec.HourOf(T0) + 1}");
        Assert.Equal(Except(60, 120, of: 180), await MinutesAsync(store));

        await store.WriteAsync(Batch(2, Good(Pm10, T0 + (70 * Minute), 70)), default);
        await store.FlushAsync(default);
        Assert.Equal([.. Enumerable.Range(0, 60), 70, .. Enumerable.Range(120, 60)], await MinutesAsync(store));
        Assert.Equal(["1 60 0"], file.Rows("SELECT series, count, packed FROM damaged_block"));
        Assert.Equal((1, 1), (store.DamagedBlocks, log.Errors));
    }

    [Fact]
    public async Task BrokenOpenRow_IsSetAsideWhenItsHourIsPacked()
    {
        await using var store = await file.OpenAsync(logger: log);
        await store.WriteAsync(Batch(1, Enumerable.Range(0, 180).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList()), default);
        await store.FlushAsync(default);
        file.Ask($"UPDATE open_block SET entries = x'0102' WHERE hour = {BlockCodec.HourOf(T0) + 1}");
        await store.PackAsync(long.MaxValue, null, default);
        Assert.Equal(Except(60, 120, of: 180), await MinutesAsync(store));
        Assert.Equal((1, 1, 0L, 1L), (store.DamagedBlocks, log.Errors, file.Ask("SELECT count(*) FROM open_block"), file.Ask("SELECT count(*) FROM damaged_block")));
    }

    [Fact]
    public async Task BrokenBlockThatIsDeletedWhole_IsGone_AndOneThatIsMeantInPartStays()
    {
        await using var store = await PackedDayAsync();
        file.Ask($"UPDATE block SET bytes = zeroblob(77) WHERE start >= {T0 + (480 * Minute)}");
        Assert.Equal(480, await store.DeleteAsync(Pm10, T0, T0 + (1_000 * Minute), default));
        Assert.Equal([T0 + (960 * Minute)], file.Rows("SELECT start FROM block").Select(long.Parse));

        // What was set aside goes with the period too.
        await store.WriteAsync(Batch(2, Good(Pm10, T0 + (1_000 * Minute), 1_000)), default);
        await store.FlushAsync(default);
        await store.PackAsync(long.MaxValue, null, default);
        Assert.Equal(1L, file.Ask("SELECT count(*) FROM damaged_block"));
        Assert.Equal(1, await store.DeleteAsync(Pm10, T0, T0 + (2_000 * Minute), default));
        Assert.Equal(0L, file.Ask("SELECT count(*) FROM damaged_block"));
    }

    async Task<EmbeddedTelemetryStore> PackedDayAsync()
    {
        var store = await file.OpenAsync(logger: log);
        await store.WriteAsync(Batch(1, Enumerable.Range(0, 1_440).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList()), default);
        await store.FlushAsync(default);
        await store.PackAsync(long.MaxValue, null, default);
        return store;
    }

    static IEnumerable<int> Except(int from, int to, int of = 1_440) => Enumerable.Range(0, from).Concat(Enumerable.Range(to, of - to));

    static async Task<List<int>> MinutesAsync(EmbeddedTelemetryStore store) =>
        (await store.RawAsync(Pm10, T0 - Hour, T0 + (1_000 * Hour), 10_000, default)).Select(r => (int)((r.T - T0) / Minute)).ToList();

    static async Task<IReadOnlyList<Bucket>> BucketsAsync(EmbeddedTelemetryStore store)
    {
        Assert.True(BucketSize.TryParse("1h", TimeZoneInfo.Utc, out var size));
        return await store.BucketsAsync(Pm10, T0 - Hour, T0 + (1_000 * Hour), size, BucketAggregates.Basic, 1_000, default);
    }
}
