using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.Data.Sqlite;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EmbeddedStoreUpkeepTests : IDisposable
{
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(Where.Memory)]
    [InlineData(Where.Open)]
    [InlineData(Where.Packed)]
    public async Task Delete_TakesFromInclusiveToExclusive_WhereverItLies(Where where)
    {
        await using var store = await DayAsync(where);
        Assert.Equal(90, await store.DeleteAsync(Pm10, T0 + (30 * Minute), T0 + (120 * Minute), default));
        Assert.Equal([.. Enumerable.Range(0, 30), .. Enumerable.Range(120, 1_320)], await MinutesAsync(store, Pm10));
        Assert.Equal(1_440, (await MinutesAsync(store, Pm25)).Count);
        Assert.Equal(0, await store.DeleteAsync(Pm10, T0 + (30 * Minute), T0 + (120 * Minute), default));
    }

    [Theory]
    [InlineData(Where.Memory)]
    [InlineData(Where.Open)]
    [InlineData(Where.Packed)]
    public async Task Delete_IsDurable_AndTheJournalBringsNothingBack(Where where)
    {
        await using var store = await DayAsync(where);
        await store.DeleteAsync(Pm10, T0, T0 + Hour, default);
        await store.WriteAsync(Batch(9, Good(Pm10, T0 + (2_000 * Minute), 1)), default);

        await using var copy = await file.OpenAfterCrashAsync();
        Assert.Equal(Enumerable.Range(60, 1_380), await MinutesAsync(copy, Pm10));

        // The journal goes back further than it has to.
        await copy.WriteAsync(Day(), default);
        await copy.WriteAsync(Batch(9, Good(Pm10, T0 + (2_000 * Minute), 1)), default);
        Assert.Equal([.. Enumerable.Range(60, 1_380), 2_000], await MinutesAsync(copy, Pm10));
    }

    [Fact]
    public async Task ReadingThatWasSentAgain_IsDeletedFromEveryLayer_AndCountsOnce()
    {
        await using var store = await DayAsync(Where.Packed);
        await store.WriteAsync(Batch(2, Good(Pm10, T0 + Minute, -1)), default);
        await store.FlushAsync(default);
        await store.WriteAsync(Batch(3, Good(Pm10, T0 + Minute, -2), Failed(Pm10, T0 + Minute, -3)), default);
        Assert.Equal(2, await store.DeleteAsync(Pm10, T0 + Minute, T0 + Minute + 1, default));
        Assert.Equal(1_439, (await MinutesAsync(store, Pm10)).Count);
    }

    [Fact]
    public async Task WhatWasDeletedAndComesAgain_StandsBeforeTheRowsThatAreLeft()
    {
        // An hour of several rows, the first of which go.
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, [.. Enumerable.Range(0, 240).Select(i => Good(Pm10, T0 + (i * 15_000), i))]), default);
        await store.FlushAsync(default);
        Assert.Equal(130, await store.DeleteAsync(Pm10, T0, T0 + (130 * 15_000), default));
        await store.WriteAsync(Batch(2, [.. Enumerable.Range(0, 130).Select(i => Good(Pm10, T0 + (i * 15_000), -i))]), default);
        await store.FlushAsync(default);
        await store.WriteAsync(Batch(3, [.. Enumerable.Range(0, 130).Select(i => Good(Pm10, T0 + (i * 15_000) + 1, -i))]), default);
        await store.FlushAsync(default);
        await store.PackAsync(T0 + (2 * Hour), null, default);
        var found = await store.RawAsync(Pm10, T0, T0 + Hour, 1_000, default);
        Assert.Equal(240 + 130, found.Count);
        Assert.Equal(found.OrderBy(reading => reading.T), found);
        Assert.Equal(found.Count, found.Select(reading => reading.T).Distinct().Count());
    }

    [Fact]
    public async Task LatestThatIsDeleted_IsTheNewestThatIsLeft_AlsoWhenReopened()
    {
        await using (var store = await DayAsync(Where.Packed))
        {
            await store.WriteAsync(Batch(2, Failed(Pm10, T0 + (1_500 * Minute), 7), Good(Pm10, T0 + (1_500 * Minute), 8)), default);
            Assert.Equal(2, await store.DeleteAsync(Pm10, T0 + (1_440 * Minute), long.MaxValue, default));
            Assert.Equal([Left(1_439)], await store.LatestAsync([Pm10], default));
            await store.DeleteAsync(Pm10, T0 + (1_000 * Minute), T0 + (1_439 * Minute), default);
            Assert.Equal([Left(1_439)], await store.LatestAsync([Pm10], default));
            await store.DeleteAsync(Pm10, T0 + (999 * Minute), long.MaxValue, default);
        }

        await using var again = await file.OpenAsync();
        Assert.Equal([Left(998)], await again.LatestAsync([Pm10], default));
        Assert.Equal(999, await again.DeleteAsync(Pm10, long.MinValue, long.MaxValue, default));
        Assert.Empty(await again.LatestAsync([Pm10], default));
        Assert.Single(await again.LatestAsync([Pm25], default));

        // And goes on from there.
        await again.WriteAsync(Batch(3, Good(Pm10, T0, 5)), default);
        await again.FlushAsync(default);
        Assert.Equal([Good(Pm10, T0, 5)], await again.LatestAsync([Pm10], default));
    }

    [Fact]
    public async Task LatestThatCameAfterTheFlush_Stays()
    {
        await using var store = await DayAsync(Where.Open);
        file.Ask("DELETE FROM latest");
        await store.WriteAsync(Batch(2, Good(Pm10, T0 + (1_500 * Minute), 8)), default);
        await store.DeleteAsync(Pm10, T0, T0 + (1_440 * Minute), default);
        Assert.Equal([Good(Pm10, T0 + (1_500 * Minute), 8)], await store.LatestAsync([Pm10], default));
    }

    [Fact]
    public async Task SeriesNobodyKnows_AndSpanWithNothing_DeleteNothing()
    {
        await using var store = await DayAsync(Where.Open);
        Assert.Equal(0, await store.DeleteAsync(new SeriesId("who", "pm10"), long.MinValue, long.MaxValue, default));
        Assert.Equal(0, await store.DeleteAsync(Pm10, T0 + Hour, T0 + Hour, default));
        Assert.Equal(0, await store.DeleteAsync(Pm10, T0 + Hour, T0, default));
        Assert.Equal(0, await store.ForgetBeforeAsync("nothing", long.MaxValue, null, default));
        Assert.Equal(1_440, (await MinutesAsync(store, Pm10)).Count);
    }

    [Theory]
    [InlineData(Where.Memory)]
    [InlineData(Where.Open)]
    [InlineData(Where.Packed)]
    public async Task ForgetBefore_TakesAllSeriesOfADomain_AndNoOther(Where where)
    {
        await using var store = await DayAsync(where);
        var seen = new List<(long, long)>();
        Assert.Equal(2 * 700, await store.ForgetBeforeAsync("air", T0 + (700 * Minute), new Packed.At(p => seen.Add((p.Done, p.Of))), default));
        Assert.Equal((2, 2), seen[^1]);
        Assert.Equal(Enumerable.Range(700, 740), await MinutesAsync(store, Pm10));
        Assert.Equal(Enumerable.Range(700, 740), await MinutesAsync(store, Pm25));
        Assert.Equal(1_440, (await MinutesAsync(store, Flow)).Count);
        Assert.Equal(0, await store.ForgetBeforeAsync("air", T0 + (700 * Minute), null, default));
        Assert.Equal(0, await store.ForgetBeforeAsync("air", long.MinValue, null, default));
    }

    [Fact]
    public async Task LongSeries_IsDeletedInSeveralTransactions()
    {
        await using var store = await file.OpenAsync();
        const int count = 300_000;
        await store.WriteAsync(Batch(1, Enumerable.Range(0, count).Select(i => Good(Pm10, T0 + (i * 10_000L), i)).ToList()), default);
        await store.FlushAsync(default);
        await store.PackAsync(T0 + (count / 2 * 10_000L), null, default);
        var turns = 0;
        Assert.Equal(count - 2, await store.ForgetBeforeAsync("air", T0 + ((count - 2) * 10_000L), new Packed.At(_ => turns++), default));
        Assert.True(turns > 5, $"{turns} transactions");
        Assert.Equal([count - 2, count - 1], (await store.RawAsync(Pm10, 0, long.MaxValue, 10, default)).Select(r => r.V));
    }

    [Fact]
    public async Task DeletedSpace_IsGivenBack_ButForAReserve()
    {
        await using var store = await file.OpenAsync();
        var random = new Random(1);
        const int count = 2_000_000;
        await store.WriteAsync(Batch(1, Enumerable.Range(0, count).Select(i => Good(Pm10, T0 + (i * 1_000L), random.NextDouble())).ToList()), default);
        await store.FlushAsync(default);
        var before = (long)file.Ask("PRAGMA page_count")!;
        await store.DeleteAsync(Pm10, T0, T0 + (count * 1_000L), default);
        Assert.InRange((long)file.Ask("PRAGMA page_count")!, 1_024, before - 256);
        Assert.Equal("ok", file.Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task FileThatCannotBeWritten_NothingIsDeleted_AndTheCallerHearsOfIt()
    {
        await using var store = await DayAsync(Where.Open);
        file.Break();
        await store.WriteAsync(Batch(2, Good(Pm10, T0, 1)), default);
        await Assert.ThrowsAsync<SqliteException>(async () => await store.DeleteAsync(Pm10, T0, T0 + Hour, default));
        Assert.Equal(1_440, (await MinutesAsync(store, Pm10)).Count);
        file.Mend();
        Assert.Equal(60, await store.DeleteAsync(Pm10, T0, T0 + Hour, default));
    }

    public enum Where
    {
        Memory,
        Open,
        Packed,
    }

    async Task<EmbeddedTelemetryStore> DayAsync(Where where)
    {
        var store = await file.OpenAsync();
        await store.WriteAsync(Day(), default);
        if (where != Where.Memory)
        {
            await store.FlushAsync(default);
        }

        if (where == Where.Packed)
        {
            await store.PackAsync(long.MaxValue, null, default);
        }

        return store;
    }

    static JournalBatch Day() => Batch(1, [.. from s in new[] { Pm10, Pm25, Flow } from i in Enumerable.Range(0, 1_440) select Good(s, T0 + (i * Minute), i)]);

    /// <summary>What is left says when it was observed and not when it was received.</summary>
    static Reading Left(int minute) => Good(Pm10, T0 + (minute * Minute), minute) with { ReceivedAt = T0 + (minute * Minute) };

    static async Task<List<int>> MinutesAsync(EmbeddedTelemetryStore store, SeriesId series) =>
        (await store.RawAsync(series, T0 - (1_000 * Hour), T0 + (1_000 * Hour), 10_000, default)).Select(r => (int)((r.T - T0) / Minute)).ToList();
}
