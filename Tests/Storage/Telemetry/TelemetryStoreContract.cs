using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry;

/// <summary>
/// What every telemetry store does, whatever keeps its data. A store joins by deriving from this class; all its cases then
/// run against it unchanged.
/// </summary>
public abstract partial class TelemetryStoreContract
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly JudgedLate late = new();

    /// <summary>Opens the store of this test: empty the first time, with what was flushed or closed every other time.</summary>
    protected abstract ValueTask<OpenStore> OpenStoreAsync();

    /// <summary>The store as intake fills it: readings that are late say so.</summary>
    async ValueTask<OpenStore> OpenAsync()
    {
        var store = await OpenStoreAsync();
        return store with { Writer = new JudgingWriter(store.Writer, late) };
    }

    [Fact]
    public async Task NothingWritten_AnswersAreEmpty()
    {
        await using var store = await OpenAsync();
        Assert.Null(store.Writer.Stored);
        Assert.Null(store.Writer.StoredUntil);
        Assert.Empty(await store.Reader.LatestAsync([Pm10], None));
        Assert.Empty(await Raw(store, Pm10));
        Assert.Empty(await store.Reader.BucketsAsync(Pm10, 0, T0, Size("5m"), BucketAggregates.Basic, 10, None));
    }

    [Fact]
    public async Task Write_CanBeQueriedOnReturn()
    {
        await using var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 21.5)), None);
        Assert.Equal([new StoredReading(T0, 21.5, Quality.Good)], await Raw(store, Pm10));
        Assert.Equal([Good(Pm10, T0, 21.5)], await store.Reader.LatestAsync([Pm10, Pm25], None));
        Assert.Equal(21.5, Assert.Single(await store.Reader.BucketsAsync(Pm10, T0, T0 + 1, Size("5m"), BucketAggregates.Basic, 10, None)).Mean);
    }

    [Fact]
    public async Task StoredUntil_IsReceivedAtOfTheNewestBatch_AlsoOfOneWithoutReadings_AndStaysWhenReopened()
    {
        await using (var store = await OpenAsync())
        {
            await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
            Assert.Equal(ReceivedAt(1), store.Writer.StoredUntil);
            await store.Writer.WriteAsync(Batch(2), None);
            Assert.Equal(ReceivedAt(2), store.Writer.StoredUntil);
        }

        await using var again = await OpenAsync();
        Assert.Equal(ReceivedAt(2), again.Writer.StoredUntil);
    }

    [Fact]
    public async Task Flush_MovesStored_AndSaysSo_AndItStaysWhenReopened()
    {
        await using (var store = await OpenAsync())
        {
            var seen = new List<JournalPosition?>();
            store.Writer.StoredMoved += () => seen.Add(store.Writer.Stored);
            await store.Writer.WriteAsync(Batch(7, Good(Pm10, T0, 1)), None);
            await store.Writer.WriteAsync(Batch(8), None);
            await store.Writer.FlushAsync(None);
            Assert.Equal(new JournalPosition(JournalId, 8), store.Writer.Stored);
            Assert.Equal(new JournalPosition(JournalId, 8), seen[^1]);
        }

        await using var again = await OpenAsync();
        Assert.Equal(new JournalPosition(JournalId, 8), again.Writer.Stored);
    }

    [Fact]
    public async Task Close_MakesEverythingDurable()
    {
        await using (var store = await OpenAsync())
        {
            await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        }

        await using var again = await OpenAsync();
        Assert.Equal(new JournalPosition(JournalId, 1), again.Writer.Stored);
        Assert.Equal([new StoredReading(T0, 1, Quality.Good)], await Raw(again, Pm10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BatchThatComesAgain_ChangesNothing(bool reopened)
    {
        var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        await store.Writer.WriteAsync(Batch(2, Good(Pm10, T0, 2)), None);
        await store.Writer.FlushAsync(None);
        store = reopened ? await ReopenAsync(store) : store;

        await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        await store.Writer.WriteAsync(Batch(2, Good(Pm10, T0, 99)), None);
        Assert.Equal([new StoredReading(T0, 2, Quality.Good)], await Raw(store, Pm10));
        Assert.Equal([Good(Pm10, T0, 2)], await store.Reader.LatestAsync([Pm10], None));
        Assert.Equal(ReceivedAt(2), store.Writer.StoredUntil);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task AnotherJournal_ItsPositionsStartAnew()
    {
        var other = new Guid("5f0c3f0e-0000-4000-8000-000000000002");
        var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(500, Good(Pm10, T0, 1)), None);
        store = await ReopenAsync(store);
        await store.Writer.WriteAsync(Batch(other, 1, Good(Pm10, T0 + 1, 2)), None);
        await store.Writer.WriteAsync(Batch(other, 1, Good(Pm10, T0 + 2, 3)), None);
        await store.Writer.FlushAsync(None);
        Assert.Equal(new JournalPosition(other, 1), store.Writer.Stored);
        Assert.Equal([T0, T0 + 1], (await Raw(store, Pm10)).Select(r => r.T));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData(Between.Nothing)]
    [InlineData(Between.Flush)]
    [InlineData(Between.Reopen)]
    public async Task ConflictingValue_TheLaterWrittenWins(Between between)
    {
        var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 1), Good(Pm10, T0 + Minute, 5), Good(Pm10, T0, 2)), None);
        store = await DoAsync(between, store);
        Assert.Equal(2, (await Raw(store, Pm10))[0].V);
        await store.Writer.WriteAsync(Batch(2, Good(Pm10, T0, 3)), None);
        store = await DoAsync(between, store);
        Assert.Equal([3, 5], (await Raw(store, Pm10)).Select(r => r.V));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData(Between.Nothing)]
    [InlineData(Between.Flush)]
    [InlineData(Between.Reopen)]
    public async Task FailedReading_StandsBesideTheGoodOneOfItsTime(Between between)
    {
        var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Failed(Pm10, T0, -1), Good(Pm10, T0, 20)), None);
        store = await DoAsync(between, store);
        await store.Writer.WriteAsync(Batch(2, Failed(Pm10, T0, -2)), None);
        store = await DoAsync(between, store);
        Assert.Equal(
            [new StoredReading(T0, 20, Quality.Good), new StoredReading(T0, -2, Quality.Fail)],
            await Raw(store, Pm10));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData(Quality.NotEvaluated)]
    [InlineData(Quality.Suspect)]
    public async Task OtherQuality_ReplacesTheGoodOneOfItsTime(Quality quality)
    {
        await using var store = await OpenAsync();
        await store.Writer.WriteAsync(Batch(1, Good(Pm10, T0, 20)), None);
        await store.Writer.FlushAsync(None);
        await store.Writer.WriteAsync(Batch(2, Good(Pm10, T0, 21) with { Quality = quality }), None);
        await store.Writer.FlushAsync(None);
        Assert.Equal([new StoredReading(T0, 21, quality)], await Raw(store, Pm10));
    }

    [Fact]
    public async Task Raw_IsInOrderOfTime_FromInclusiveToExclusive_AtMostTheLimit()
    {
        var store = await OpenAsync();
        long[] written = [90, -3, 0, 60, 59, 61, -200, 5];
        for (var i = 0; i < written.Length; i++)
        {
            await store.Writer.WriteAsync(Batch(i + 1, Good(Pm10, T0 + (written[i] * Minute), i), Good(Pm25, T0 + i, 0)), None);
            store = await DoAsync((Between)(i % 3), store);
        }

        async Task<IEnumerable<long>> Minutes(long from, long to, int limit) =>
            (await store.Reader.RawAsync(Pm10, T0 + (from * Minute), T0 + (to * Minute), limit, None)).Select(r => (r.T - T0) / Minute);

        Assert.Equal([-200, -3, 0, 5, 59, 60, 61, 90], await Minutes(-1_000, 1_000, 100));
        Assert.Equal([0, 5, 59], await Minutes(0, 60, 100));
        Assert.Equal([-200, -3], await Minutes(-1_000, 1_000, 2));
        Assert.Empty(await Minutes(62, 90, 100));
        Assert.Empty(await Minutes(60, 60, 100));
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData(Between.Nothing)]
    [InlineData(Between.Flush)]
    [InlineData(Between.Reopen)]
    public async Task Latest_IsTheNewestObserved_WhateverItsQuality(Between between)
    {
        var store = await OpenAsync();
        var failed = Failed(Pm10, T0 + Minute, 9_999);
        var suspect = Good(Pm25, T0, 7) with { Quality = Quality.Suspect, Reasons = QualityReasons.Jump | QualityReasons.ClockAhead };
        await store.Writer.WriteAsync(Batch(1, failed, suspect), None);
        store = await DoAsync(between, store);
        await store.Writer.WriteAsync(Batch(2, Good(Pm10, T0, 20) with { Late = true }, Good(Pm25, T0 - 1, 8)), None);
        store = await DoAsync(between, store);
        Assert.Equal([failed, suspect], await store.Reader.LatestAsync([Pm10, Flow, Pm25], None));

        // Of equal times the later written, and its ReceivedAt.
        var same = Good(Pm10, T0 + Minute, 21) with { ReceivedAt = T0 + Hour };
        await store.Writer.WriteAsync(Batch(3, same), None);
        store = await DoAsync(between, store);
        Assert.Equal([same], await store.Reader.LatestAsync([Pm10], None));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task HundredThousandReadings_AreAllThere()
    {
        var store = await OpenAsync();
        var series = Enumerable.Range(0, 50).Select(i => new SeriesId($"aq-{i}", "pm10")).ToArray();
        for (var position = 0; position < 20; position++)
        {
            var first = position * 100;
            var readings = from i in Enumerable.Range(first, 100)
                           from s in series
                           select Good(s, T0 + (i * 7_000L), i);
            await store.Writer.WriteAsync(Batch(position + 1, readings.ToList()), None);
        }

        store = await ReopenAsync(store);
        foreach (var s in series)
        {
            var raw = await Raw(store, s);
            Assert.Equal(Enumerable.Range(0, 2_000).Select(i => new StoredReading(T0 + (i * 7_000L), i, Quality.Good)), raw);
        }

        await store.DisposeAsync();
    }

    /// <summary>What happens to the store in the middle of a case: its answers must not depend on it.</summary>
    public enum Between
    {
        Nothing,
        Flush,
        Reopen,
    }

    async ValueTask<OpenStore> DoAsync(Between between, OpenStore store)
    {
        if (between == Between.Flush)
        {
            await store.Writer.FlushAsync(None);
        }

        return between == Between.Reopen ? await ReopenAsync(store) : store;
    }

    async ValueTask<OpenStore> ReopenAsync(OpenStore store)
    {
        await store.DisposeAsync();
        return await OpenAsync();
    }

    static ValueTask<IReadOnlyList<StoredReading>> Raw(OpenStore store, SeriesId series) =>
        store.Reader.RawAsync(series, T0 - (1_000 * Hour), T0 + (1_000 * Hour), 1_000_000, None);

    static BucketSize Size(string text, string zone = "Europe/Ljubljana")
    {
        Assert.True(BucketSize.TryParse(text, TimeZoneInfo.FindSystemTimeZoneById(zone), out var size));
        return size;
    }
}
