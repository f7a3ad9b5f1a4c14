using CityOps.Core.Readings;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Storage.Telemetry.Embedded.Packed;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

public sealed class PackerTests : IDisposable
{
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task HoursThatEndBeforeTheMoment_BecomeBlocks_AndTheOthersStayOpen()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Minutes(0, 24 * 60)), default);
        await store.FlushAsync(default);
        await store.PackAsync(T0 + (20 * Hour) + (Hour / 2), null, default);
        Assert.Equal(4L, file.Ask("SELECT count(*) FROM open_block"));
        Assert.Equal("400 400 400", file.Ask("SELECT group_concat(count, ' ') FROM block"));
        Assert.Equal(T0 + (20 * Hour) - Minute, file.Ask("SELECT max(until) FROM block"));
        Assert.Equal(Enumerable.Range(0, 24 * 60).Select(i => (double)i), await ValuesAsync(store));
    }

    [Fact]
    public async Task WhatIsNotFlushed_StaysInMemory_AndAboveTheBlock()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Minutes(0, 100)), default);
        await store.FlushAsync(default);
        await store.WriteAsync(Batch(2, Good(Pm10, T0, 77)), default);
        await store.PackAsync(long.MaxValue, null, default);
        Assert.Equal(100L, file.Ask("SELECT sum(count) FROM block"));
        Assert.Equal([77, .. Enumerable.Range(1, 99)], await ValuesAsync(store));
    }

    [Fact]
    public async Task LateReading_StandsAboveTheBlock_AndThenRewritesThatOne()
    {
        await using var store = await PackedDaysAsync(4);
        var before = file.Rows("SELECT start, bytes FROM block ORDER BY start");
        await store.WriteAsync(Batch(50, Good(Pm10, T0 + (700 * Minute), -1), Good(Pm10, T0 + (700 * Minute) + 1, -2)), default);
        await store.FlushAsync(default);
        var late = await ValuesAsync(store);
        Assert.Equal((-1, -2, 701), (late[700], late[701], late[702]));

        await store.PackAsync(long.MaxValue, null, default);
        Assert.Equal(late, await ValuesAsync(store));
        Assert.Equal(0L, file.Ask("SELECT count(*) FROM open_block"));
        var changed = file.Rows("SELECT start, bytes FROM block ORDER BY start").Except(before).Count();
        Assert.InRange(changed, 1, 2);
    }

    [Fact]
    public async Task FewReadingsADay_FillTheLastBlockUp()
    {
        await using var store = await file.OpenAsync();
        for (var day = 0; day < 60; day++)
        {
            await store.WriteAsync(Batch(day + 1, Enumerable.Range(0, 24).Select(h => Good(Pm10, T0 + (((day * 24) + h) * Hour), h)).ToList()), default);
            await store.FlushAsync(default);
            await store.PackAsync(long.MaxValue, null, default);
        }

        Assert.Equal(60L * 24, file.Ask("SELECT sum(count) FROM block"));
        Assert.Equal("504 504 432", file.Ask("SELECT group_concat(count, ' ') FROM block"));
        Assert.Equal(60 * 24, (await ValuesAsync(store)).Count);
    }

    [Fact]
    public async Task SomeLateReadingsFarApart_DoNotTouchWhatLiesBetween()
    {
        await using var store = await PackedDaysAsync(30);
        var before = file.Rows("SELECT start, bytes FROM block ORDER BY start");
        await store.WriteAsync(Batch(50, Good(Pm10, T0 - Hour, -1), Good(Pm10, T0 + (15 * 24 * Hour) + 1, -2), Good(Pm10, T0 + (40 * 24 * Hour), -3)), default);
        await store.FlushAsync(default);
        await store.PackAsync(long.MaxValue, null, default);
        Assert.InRange(before.Except(file.Rows("SELECT start, bytes FROM block ORDER BY start")).Count(), 1, 2);
        Assert.Equal((30 * 1_440) + 3, (await ValuesAsync(store)).Count);
    }

    [Fact]
    public async Task BlocksOfASeries_NeverOverlap_AndTheTwoReadingsOfAMomentStayTogether()
    {
        await using var store = await file.OpenAsync();
        var random = new Random(3);
        for (var i = 1; i <= 40; i++)
        {
            await store.WriteAsync(Batch(i, Enumerable.Range(0, 200).SelectMany(_ => Pair(T0 + random.Next(3_000) * 20_000L)).ToList()), default);
            await store.FlushAsync(default);
            await store.PackAsync(T0 + (random.Next(20) * Hour), null, default);
            Assert.Equal(0L, file.Ask(
                "SELECT count(*) FROM block a JOIN block b ON a.series = b.series AND a.start < b.start AND a.until >= b.start"));
        }
    }

    [Fact]
    public async Task ReadingsOfNoise_GetSmallerBlocks_ThatStayOnTheirPage()
    {
        await using var store = await file.OpenAsync();
        var random = new Random(4);
        await store.WriteAsync(Batch(1, Enumerable.Range(0, 5_000).Select(i => Good(Pm10, T0 + (i * 60_000L) + random.Next(60_000), random.NextDouble())).ToList()), default);
        await store.FlushAsync(default);
        await store.PackAsync(long.MaxValue, null, default);
        Assert.InRange((long)file.Ask("SELECT max(length(bytes)) FROM block")!, 1, PackedSize.MostBytes);
        Assert.InRange((long)file.Ask("SELECT min(count) FROM block")!, 100, 512);
    }

    [Fact]
    public async Task Progress_GoesToTheEnd_AndCancelledPackingLeavesWhatItHas()
    {
        await using var store = await file.OpenAsync();
        var series = Enumerable.Range(0, 60).Select(i => new SeriesId($"d-{i}", "pm10")).ToList();
        await store.WriteAsync(Batch(1, [.. series.SelectMany(s => Enumerable.Range(0, 1_000).Select(i => Good(s, T0 + (i * Minute), i)))]), default);
        await store.FlushAsync(default);
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.PackAsync(long.MaxValue, new At(_ => cancelled.Cancel()), cancelled.Token));
        Assert.InRange((long)file.Ask("SELECT count(*) FROM block")!, 1, 119);

        var seen = new List<(long, long)>();
        await store.PackAsync(long.MaxValue, new At(p => seen.Add((p.Done, p.Of))), default);
        Assert.True(seen.Count > 1);
        Assert.Equal((60, 60), seen[^1]);
        foreach (var s in series)
        {
            Assert.Equal(1_000, (await store.RawAsync(s, T0, T0 + (100 * Hour), 2_000, default)).Count);
        }
    }

    [Fact]
    public async Task FlushAndQuestions_HaveTheirTurnWhilePacking()
    {
        await using var store = await file.OpenAsync();
        var series = Enumerable.Range(0, 100).Select(i => new SeriesId($"d-{i}", "pm10")).ToList();
        await store.WriteAsync(Batch(1, [.. series.SelectMany(s => Enumerable.Range(0, 1_000).Select(i => Good(s, T0 + (i * Minute), i)))]), default);
        await store.FlushAsync(default);
        var flushes = new List<Task>();
        var position = 1;
        await store.PackAsync(long.MaxValue, new At(p =>
        {
            // A flush that is asked for between two pieces is done before the next but one.
            Assert.True(flushes.Count < 2 || flushes[^2].IsCompleted);
            store.WriteAsync(Batch(++position, Good(Pm25, T0 + position, position)), default).AsTask().Wait();
            flushes.Add(store.FlushAsync(default).AsTask());
            Assert.Equal(1_000, store.RawAsync(series[(int)p.Done % 100], T0, T0 + (100 * Hour), 2_000, default).AsTask().Result.Count);
        }), default);
        await Task.WhenAll(flushes);
        Assert.True(flushes.Count > 3);
        Assert.Equal(position, store.Stored?.Position);
    }

    [Fact]
    public async Task StoreThatIsClosedWhilePacking_EndsItBetweenTwoPieces()
    {
        var store = await file.OpenAsync();
        var series = Enumerable.Range(0, 60).Select(i => new SeriesId($"d-{i}", "pm10")).ToList();
        await store.WriteAsync(Batch(1, [.. series.SelectMany(s => Enumerable.Range(0, 1_000).Select(i => Good(s, T0 + (i * Minute), i)))]), default);
        await store.FlushAsync(default);
        var closing = Task.CompletedTask;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.PackAsync(
            long.MaxValue, new At(p => closing = p.Done == p.Of || !closing.IsCompleted ? closing : Task.Run(async () => await store.DisposeAsync())), default));
        await closing;

        await using var again = await file.OpenAsync();
        foreach (var s in series)
        {
            Assert.Equal(1_000, (await again.RawAsync(s, T0, T0 + (100 * Hour), 2_000, default)).Count);
        }
    }

    async Task<EmbeddedTelemetryStore> PackedDaysAsync(int days)
    {
        var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Minutes(0, days * 1_440)), default);
        await store.FlushAsync(default);
        await store.PackAsync(long.MaxValue, null, default);
        return store;
    }

    static List<Reading> Minutes(int first, int count) => Enumerable.Range(first, count).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList();

    static Reading[] Pair(long at) => [Good(Pm10, at, at % 77), Failed(Pm10, at, -1)];

    static async Task<List<double>> ValuesAsync(EmbeddedTelemetryStore store) =>
        (await store.RawAsync(Pm10, T0 - (1_000 * Hour), T0 + (10_000 * Hour), 1_000_000, default)).Select(r => r.V).ToList();
}
