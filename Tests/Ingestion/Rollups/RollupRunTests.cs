using CityOps.Core.Readings;
using CityOps.Ingestion.Rollups;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Ingestion.Rollups;

public sealed class RollupRunTests : IAsyncLifetime
{
    /// <summary>2026-01-11T23:00:00Z, when the 12th begins in Ljubljana.</summary>
    const long Midnight = T0 - (31 * Hour);

    const long Day = 24 * Hour;

    RollupSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await RollupSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Hour_IsRolledUpWhenEverythingIsStoredThatCameWithinAnHourOfItsEnd()
    {
        await WriteHourAsync(T0, 10, 20, 30);
        await _site.RollAsync(T0 + (2 * Hour) - 1);
        Assert.Empty(await _site.HoursAsync(Pm10));
        await _site.RollAsync(T0 + (2 * Hour));
        Assert.Equal([new Rollup(T0, 3, 20, 10, 30, 3 / 60.0)], await _site.HoursAsync(Pm10));
        Assert.Equal(T0 + Hour, (await _site.File.CoverAsync(RollupSpan.Hour, default))!.Value.Until);
    }

    [Fact]
    public async Task FailedReadings_AreInNoRollup_AndWithoutAnIntervalThereIsNoCapture()
    {
        await _site.WriteAsync(Failed(Flow, T0, -9), Good(Flow, T0 + 1, 100), Failed(Flow, T0 + Hour, -9));
        await _site.RollAsync(T0 + (4 * Hour));
        Assert.Equal([new Rollup(T0, 1, 100, 100, 100, null)], await _site.HoursAsync(Flow));
    }

    [Fact]
    public async Task LateReading_MarksItsHour_AndIsInItAfterTheNextRun_AlsoInItsDay()
    {
        await WriteHourAsync(Midnight, 10);
        await WriteHourAsync(Midnight + (5 * Hour), 20);
        await _site.RollAsync(Midnight + (2 * Day));
        Assert.Equal(15, Assert.Single(await _site.DaysAsync(Pm10)).Mean);
        Assert.Equal(0, _site.Late.Count);

        await _site.WriteAsync(Good(Pm10, Midnight + (5 * Hour) + (2 * Minute), 60), Good(Pm10, Midnight + (7 * Hour), 30));
        Assert.Equal(2, _site.Late.Count);
        var outcome = await _site.RollAsync(Midnight + (2 * Day));
        Assert.Equal((0, 2, 0), (outcome.Hours, outcome.Repaired, outcome.Days));
        Assert.Equal([10, 40, 30], (await _site.HoursAsync(Pm10)).Select(hour => hour.Mean));
        Assert.Equal((30d, 4L), ((await _site.DaysAsync(Pm10))[0].Mean, (await _site.DaysAsync(Pm10))[0].Count));
        Assert.Equal(0, _site.Late.Count);
    }

    [Fact]
    public async Task Marks_OutliveARestart()
    {
        await WriteHourAsync(T0, 10);
        await _site.RollAsync(T0 + (3 * Hour));
        await _site.WriteAsync(Good(Pm10, T0 + (30 * Minute), 30));
        await _site.RestartAsync();
        Assert.Equal([T0], await _site.Late.OfAsync(Pm10, default));
        await _site.RollAsync(T0 + (3 * Hour));
        Assert.Equal(20, Assert.Single(await _site.HoursAsync(Pm10)).Mean);
        await _site.RestartAsync();
        Assert.Equal(0, _site.Late.Count);
    }

    [Fact]
    public async Task Run_IsIdempotent()
    {
        await WriteHourAsync(Midnight, 10, 20);
        await _site.RollAsync(Midnight + (3 * Day));
        var (hours, days) = (await _site.HoursAsync(Pm10), await _site.DaysAsync(Pm10));
        var outcome = await _site.RollAsync(Midnight + (3 * Day));
        Assert.Equal(new RollupOutcome(0, 0, 0), outcome);
        Assert.Equal(hours, await _site.HoursAsync(Pm10));
        Assert.Equal(days, await _site.DaysAsync(Pm10));
    }

    [Fact]
    public async Task AfterAWeekOff_ItCatchesUp_AndTellsHowFarItIs()
    {
        await WriteHourAsync(Midnight, 10);
        await _site.RollAsync(Midnight + (2 * Hour));
        for (var hour = 1; hour < 7 * 24; hour++)
        {
            await WriteHourAsync(Midnight + (hour * Hour), hour);
        }

        var outcome = await _site.RollAsync(Midnight + (8 * Day));
        Assert.Equal((190, 0, 7), (outcome.Hours, outcome.Repaired, outcome.Days));
        Assert.Equal(7 * 24, (await _site.HoursAsync(Pm10)).Count);
        Assert.Equal(7, (await _site.DaysAsync(Pm10)).Count);
        Assert.Equal([(2, 2)], _site.Progress);
    }

    [Fact]
    public async Task RunThatBreaksOff_IsDoneAgain()
    {
        await WriteHourAsync(T0, 10);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _site.Run.RunAsync(
            T0 + (3 * Hour),
            (_, _) =>
            {
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            },
            stop.Token));
        Assert.Null(await _site.File.CoverAsync(RollupSpan.Hour, default));
        await _site.RollAsync(T0 + (3 * Hour));
        Assert.Single(await _site.HoursAsync(Pm10));
    }

    [Fact]
    public async Task WhileTheStoreIsBusyWithAWrite_NothingIsDeclaredRolledUp()
    {
        var slow = new HeldStore();
        var write = _site.Late.WriteAsync(slow, [Batch(9, Good(Pm10, T0, 1))], TestContext.Current.CancellationToken).AsTask();
        Assert.False(await _site.Late.TryAdvanceAsync(T0 + Hour, TimeSpan.Zero, default));
        slow.Let.SetResult();
        await write;
        Assert.True(await _site.Late.TryAdvanceAsync(T0 + Hour, TimeSpan.Zero, default));
    }

    [Fact]
    public async Task MarkedAnewWhileItIsRolledUp_StaysMarked()
    {
        await WriteHourAsync(T0, 10);
        await _site.RollAsync(T0 + (3 * Hour));
        await _site.WriteAsync(Good(Pm10, T0 + (30 * Minute), 30));
        var work = (await _site.Late.TakeAsync(TimeSpan.Zero, default))!;
        await _site.WriteAsync(Good(Pm10, T0 + (31 * Minute), 50));
        _site.Late.Done(Pm10, work.BySeries[Pm10]);
        Assert.Equal([T0], await _site.Late.OfAsync(Pm10, default));
        await _site.RollAsync(T0 + (3 * Hour));
        Assert.Equal(30, Assert.Single(await _site.HoursAsync(Pm10)).Mean);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Reader_AnswersAsTheReadingsWould(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            await _site.WriteAsync([.. Enumerable.Range(0, 200).Select(_ =>
                Good(Pm10, Midnight + (random.Next(0, 10 * 24 * 60) * Minute), Math.Round((random.NextDouble() * 2_000) - 1_000, 2)))]);
            await _site.RollAsync(Midnight + (random.Next(0, 11) * Day) + (random.Next(0, 24) * Hour));
            if (round % 3 == 0)
            {
                await _site.WriteAsync(Good(Pm10, Midnight + (random.Next(0, 10 * 24 * 60) * Minute), 7));
            }

            foreach (var size in new[] { BucketSize.Hour, BucketSize.DayOf(RollupSite.Zone), SizeOf("6h", RollupSite.Zone), SizeOf("1d", TimeZoneInfo.Utc), SizeOf("3d", RollupSite.Zone), SizeOf("1d", TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")) })
            {
                var (from, to) = (Midnight + (random.Next(0, 3 * 24 * 60) * Minute), Midnight + (random.Next(6 * 24 * 60, 11 * 24 * 60) * Minute));
                var expected = await _site.Store.BucketsAsync(Pm10, from, to, size, BucketAggregates.Basic, 1_000, default);
                var answer = await _site.Reader.AskAsync(Pm10, from, to, size, BucketAggregates.Basic, ends: false, 1_000, default);
                AssertSame(expected, answer.Buckets, $"seed {seed}, round {round}");
            }
        }
    }

    [Fact]
    public async Task Reader_UsesWhatThereIs_AndSaysSo()
    {
        await WriteHourAsync(Midnight, 10);
        await WriteHourAsync(Midnight + (3 * Day), 20);
        await _site.RollAsync(Midnight + (5 * Day));
        Assert.Equal(RollupSpan.Day, (await AskAsync(BucketSize.DayOf(RollupSite.Zone))).Source);
        Assert.Equal(RollupSpan.Hour, (await AskAsync(SizeOf("2h", RollupSite.Zone))).Source);
        Assert.Null((await AskAsync(SizeOf("30m", RollupSite.Zone))).Source);
        Assert.Null((await AskAsync(BucketSize.Hour, ends: true)).Source);
        Assert.Null((await AskAsync(BucketSize.Hour, new BucketAggregates([95]))).Source);
        Assert.Equal([10, 20], (await AskAsync(BucketSize.DayOf(RollupSite.Zone))).Buckets.Select(bucket => bucket.Mean));
    }

    [Fact]
    public async Task ReadingsThatAreGone_LiveOnInTheirRollups()
    {
        await WriteHourAsync(Midnight, 10);
        await _site.RollAsync(Midnight + (5 * Day));
        var gone = new RolledUpReader(new EmptyStore(), _site.File, _site.Late, SomeLimits.None, RollupSite.Zone);
        var answer = await gone.AskAsync(Pm10, Midnight, Midnight + (4 * Day), BucketSize.Hour, BucketAggregates.Basic, false, 10, default);
        Assert.Equal(10, Assert.Single(answer.Buckets).Mean);
    }

    [Fact]
    public async Task RollupsThatAreKeptNoLonger_AreNotBelieved()
    {
        await WriteHourAsync(Midnight, 10);
        await WriteHourAsync(Midnight + (6 * Day), 20);
        await _site.RollAsync(Midnight + (9 * Day));
        await _site.File.ForgetBeforeAsync(RollupSpan.Day, "air", Midnight + (3 * Day), default);
        var reader = new RolledUpReader(_site.Store, _site.File, _site.Late, new SomeLimits(long.MinValue, long.MinValue, Midnight + (3 * Day)), RollupSite.Zone);
        var answer = await reader.AskAsync(Pm10, Midnight, Midnight + (8 * Day), BucketSize.DayOf(RollupSite.Zone), BucketAggregates.Basic, false, 100, default);
        Assert.Equal([10, 20], answer.Buckets.Select(bucket => bucket.Mean));
    }

    [Fact]
    public async Task WhileNobodySaysWhichHoursAreLate_OnlyThoseAreBelievedThatCannotBe()
    {
        await WriteHourAsync(Midnight, 10);
        await _site.RollAsync(Midnight + (9 * Day));
        await _site.WriteAsync(Good(Pm10, Midnight + (8 * Day) - Hour, 30));
        var reader = new RolledUpReader(_site.Store, _site.File, new NobodyKnows(), new SomeLimits(Midnight + (5 * Day), long.MinValue, long.MinValue), RollupSite.Zone);
        var answer = await reader.AskAsync(Pm10, Midnight, Midnight + (8 * Day), BucketSize.DayOf(RollupSite.Zone), BucketAggregates.Basic, false, 100, default);
        Assert.Equal([10, 30], answer.Buckets.Select(bucket => bucket.Mean));
        Assert.Equal(RollupSpan.Day, answer.Source);
    }

    [Fact]
    public async Task ManyLateHours_AreOneQuestion_AndTheRestStaysRolledUp()
    {
        await WriteHourAsync(Midnight, 10);
        for (var hour = 100; hour < 200; hour += 2)
        {
            await WriteHourAsync(Midnight + (hour * Hour), 1);
        }

        await _site.RollAsync(Midnight + (20 * Day));
        for (var hour = 100; hour < 200; hour += 2)
        {
            await _site.WriteAsync(Good(Pm10, Midnight + (hour * Hour) + 1, 3));
        }

        var expected = await _site.Store.BucketsAsync(Pm10, Midnight, Midnight + (19 * Day), BucketSize.Hour, BucketAggregates.Basic, 1_000, default);
        var answer = await _site.Reader.AskAsync(Pm10, Midnight, Midnight + (19 * Day), BucketSize.Hour, BucketAggregates.Basic, false, 1_000, default);
        AssertSame(expected, answer.Buckets, "many late hours");
        Assert.Equal(RollupSpan.Hour, answer.Source);
    }

    [Fact]
    public async Task LateReadingOfBeforeTheFirst_ReachesFurtherBack_AlsoForTheOthers()
    {
        await WriteHourAsync(Midnight, 10);
        await _site.RollAsync(Midnight + (2 * Day));
        var first = (await _site.File.CoverAsync(RollupSpan.Hour, default))!.Value.From;
        await _site.WriteAsync(Good(Pm10, first - (40 * Day), 7));
        await _site.RollAsync(Midnight + (2 * Day));
        Assert.Equal([7d, 10d], (await _site.HoursAsync(Pm10)).Select(hour => hour.Mean));
        Assert.Equal([7d, 10d], (await _site.DaysAsync(Pm10)).Select(day => day.Mean));
        Assert.True((await _site.File.CoverAsync(RollupSpan.Day, default))!.Value.From <= first - (40 * Day));
    }

    [Fact]
    public async Task SeriesThatTheRegistryHasNotYet_IsRolledUpWithTheOthers()
    {
        await _site.WriteAsync(Good(Pm25, T0, 5));
        await _site.RollAsync(T0 + (3 * Hour));
        Assert.Equal([5d], (await _site.HoursAsync(Pm25)).Select(hour => hour.Mean));
    }

    [Fact]
    public async Task LargestDoubles_StopNobodysDays()
    {
        await _site.WriteAsync(Good(Pm10, Midnight, double.MaxValue), Good(Pm10, Midnight + Minute, double.MaxValue), Good(Flow, Midnight, 1));
        await _site.RollAsync(Midnight + (2 * Day));
        Assert.Equal([double.MaxValue], (await _site.DaysAsync(Pm10)).Select(day => day.Mean));
        Assert.Equal([1d], (await _site.DaysAsync(Flow)).Select(day => day.Mean));
    }

    ValueTask<RolledUpBuckets> AskAsync(BucketSize size, BucketAggregates? aggregates = null, bool ends = false) =>
        _site.Reader.AskAsync(Pm10, Midnight, Midnight + (4 * Day), size, aggregates ?? BucketAggregates.Basic, ends, 1_000, default);

    static void AssertSame(IReadOnlyList<Bucket> expected, IReadOnlyList<Bucket> found, string where)
    {
        Assert.True(
            expected.Select(b => (b.T, b.Count, b.Min, b.Max)).SequenceEqual(found.Select(b => (b.T, b.Count, b.Min, b.Max))), where);
        foreach (var (one, other) in expected.Zip(found))
        {
            Assert.True(Math.Abs(one.Mean - other.Mean) <= 1e-9 * Math.Abs(one.Mean), $"{where}: {one.Mean:R} {other.Mean:R}");
        }
    }

    static BucketSize SizeOf(string text, TimeZoneInfo zone) => BucketSize.TryParse(text, zone, out var size) ? size : throw new ArgumentException(text);

    /// <summary>One reading a minute from the beginning of an hour.</summary>
    ValueTask WriteHourAsync(long start, params double[] values) => _site.WriteAsync([.. values.Select((value, i) => Good(Pm10, start + (i * Minute), value))]);
}
