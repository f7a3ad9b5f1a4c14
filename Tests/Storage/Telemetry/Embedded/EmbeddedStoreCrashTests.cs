using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.Embedded;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EmbeddedStoreCrashTests : IDisposable
{
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Crash_LosesOnlyWhatCameAfterStored()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        await store.FlushAsync(default);
        await store.WriteAsync(Batch(2, Good(Pm10, T0 + 1, 2), Good(Pm25, T0, 3)), default);

        await using var copy = await file.OpenAfterCrashAsync();
        Assert.Equal(new JournalPosition(JournalId, 1), copy.Stored);
        Assert.Equal(ReceivedAt(1), copy.StoredUntil);
        Assert.Equal([1], (await copy.RawAsync(Pm10, T0, T0 + Hour, 10, default)).Select(r => r.V));
        Assert.Equal([Good(Pm10, T0, 1)], await copy.LatestAsync([Pm10, Pm25], default));
    }

    [Fact]
    public async Task StoreThatWasAbandoned_IsReplayedFromStored()
    {
        var abandoned = await file.OpenAsync();
        await abandoned.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        await abandoned.FlushAsync(default);
        await abandoned.WriteAsync(Batch(2, Good(Pm25, T0, 2)), default);

        await using (var store = await file.OpenAsync())
        {
            Assert.Equal(1, store.Stored?.Position);
            await store.WriteAsync(Batch(2, Good(Pm25, T0, 2)), default);
            Assert.Equal([2], (await store.RawAsync(Pm25, T0, T0 + Hour, 10, default)).Select(r => r.V));
        }

        GC.KeepAlive(abandoned);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(0)]
    public async Task AnyHistory_CrashedAndReplayedAnywhere_AnswersAreThoseOfTheModel(int seed)
    {
        seed = seed == 0 ? Random.Shared.Next() : seed;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var batches = Enumerable.Range(1, 60).Select(p => TelemetryStoreContract.RandomBatch(random, p)).ToList();
        await using var store = await file.OpenAsync();
        foreach (var batch in batches)
        {
            await store.WriteAsync(batch, default);
            if (random.Next(3) == 0)
            {
                await store.FlushAsync(default);
            }

            if (random.Next(6) == 0)
            {
                await AssertReplaysAsync(random, batches, (int)batch.Position.Position, $"seed {seed}, position {batch.Position.Position}");
            }
        }
    }

    async Task AssertReplaysAsync(Random random, List<JournalBatch> batches, int written, string where)
    {
        await using var copy = await file.OpenAfterCrashAsync();
        var seen = new OpenStore(copy, copy, copy);
        var model = new NaiveTelemetryStore();
        var stored = (int)(copy.Stored?.Position ?? 0);
        batches.Take(stored).ToList().ForEach(model.Write);
        await TelemetryStoreContract.AssertSameAsync(random, model, seen, $"{where}, crashed");

        // The journal may go back further than it has to.
        foreach (var batch in batches.Take(written).Skip(Math.Max(0, stored - random.Next(4))))
        {
            await copy.WriteAsync(batch, default);
        }

        batches.Take(written).Skip(stored).ToList().ForEach(model.Write);
        await TelemetryStoreContract.AssertSameAsync(random, model, seen, $"{where}, replayed");
    }
}
