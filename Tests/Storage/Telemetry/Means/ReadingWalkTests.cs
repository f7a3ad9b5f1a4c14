using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Means;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Means;

public sealed class ReadingWalkTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task EveryReading_ComesOnce_WhereverAPageEnds(int pageSize)
    {
        var readings = new List<Reading>();
        for (var i = 0; i < 20; i++)
        {
            readings.Add(Good(Pm10, T0 + (i * Minute), i));
            if (i % 3 == 0)
            {
                // One moment has a value and one that failed.
                readings.Add(Failed(Pm10, T0 + (i * Minute), -999));
            }
        }

        var store = new NaiveTelemetryStore();
        store.Write(Batch(1, readings));
        var expected = store.Raw(Pm10, T0, T0 + Hour);

        var found = new List<StoredReading>();
        await foreach (var reading in new Pages(store).ReadAllAsync(Pm10, T0, T0 + Hour, TestContext.Current.CancellationToken, pageSize))
        {
            found.Add(reading);
        }

        Assert.Equal(27, found.Count);
        Assert.Equal(expected, found);
    }

    sealed class Pages(NaiveTelemetryStore store) : ITelemetryReader
    {
        public ValueTask<IReadOnlyList<StoredReading>> RawAsync(SeriesId series, long from, long to, int limit, CancellationToken cancellationToken) =>
            new([.. store.Raw(series, from, to).Take(limit)]);

        public ValueTask<IReadOnlyList<Reading>> LatestAsync(IReadOnlyCollection<SeriesId> series, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Bucket>> BucketsAsync(
            SeriesId series, long from, long to, BucketSize size, BucketAggregates aggregates, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
