using CityOps.Storage.Telemetry;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry;

public abstract partial class TelemetryStoreContract
{
    [Fact]
    public async Task ReadersDuringWritesAndFlushes_SeeNoReadingTwiceAndNoneMissing()
    {
        await using var store = await OpenAsync();
        var written = 0;
        var writer = Task.Run(async () =>
        {
            for (var i = 1; i <= 400; i++)
            {
                await store.Writer.WriteAsync(Batch(i, Good(Pm10, T0 + (i * 20_000L), i)), None);
                Volatile.Write(ref written, i);
                if (i % 3 == 0)
                {
                    await store.Writer.FlushAsync(None);
                }
            }
        });
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var questions = 0;
            while (!writer.IsCompleted || questions == 0)
            {
                var atLeast = Volatile.Read(ref written);
                var raw = await Raw(store, Pm10);
                Assert.Equal(Enumerable.Range(1, raw.Count).Select(i => (double)i), raw.Select(r => r.V));
                Assert.InRange(raw.Count, atLeast, 400);
                var counted = (await BucketsAsync(store, "1h", T0, T0 + (100 * Hour))).Sum(b => b.Count);
                Assert.InRange(counted, raw.Count, 400);
                questions++;
            }
        })).ToList();
        await Task.WhenAll([writer, .. readers]).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(400, (await Raw(store, Pm10)).Count);
    }
}
