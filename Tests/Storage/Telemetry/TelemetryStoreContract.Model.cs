using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry;

public abstract partial class TelemetryStoreContract
{
    static readonly SeriesId[] All = [Pm10, Pm25, Flow];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(0)]
    public async Task AnyHistory_AnswersAreThoseOfTheModel(int seed)
    {
        seed = seed == 0 ? Random.Shared.Next() : seed;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var model = new NaiveTelemetryStore();
        var store = await OpenAsync();
        try
        {
            for (var position = 1; position <= 120; position++)
            {
                var batch = RandomBatch(random, position);
                model.Write(batch);
                await store.Writer.WriteAsync(batch, None);
                store = await DoAsync(random.Next(8) switch { 0 => Between.Reopen, < 3 => Between.Flush, _ => Between.Nothing }, store);
                await AssertSameAsync(random, model, store, $"seed {seed}, position {position}");
            }
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    /// <summary>Late, conflicting, repeated and failed readings: the times are few, so they meet.</summary>
    internal static JournalBatch RandomBatch(Random random, long position)
    {
        var readings = new List<Reading>();
        for (var i = random.Next(60); i > 0; i--)
        {
            // Mostly near the front, sometimes hours back; sometimes many within one hour.
            var at = random.Next(4) switch
            {
                0 => T0 + (random.Next(-200, 200) * Minute),
                1 => T0 + random.Next(1_000),
                _ => T0 + (((position * 3) + random.Next(5)) * Minute),
            };
            var quality = random.Next(5) switch { 0 => Quality.Fail, 1 => Quality.Suspect, _ => Quality.Good };
            readings.Add(new Reading(
                All[random.Next(All.Length)], at, ReceivedAt(position), random.Next(-1_000, 1_000) / 8.0, quality, (QualityReasons)random.Next(16)));
            if (random.Next(10) == 0)
            {
                readings.Add(readings[random.Next(readings.Count)]);
            }
        }

        return Batch(position, readings);
    }

    internal static async Task AssertSameAsync(Random random, NaiveTelemetryStore model, OpenStore store, string where)
    {
        Assert.Equal(model.Latest(All), await store.Reader.LatestAsync(All, None));
        foreach (var series in All)
        {
            var from = T0 + random.Next((int)(-6 * Hour), (int)(6 * Hour));
            var to = from + random.Next((int)(12 * Hour));
            AssertSame(model.Raw(series, from, to), await store.Reader.RawAsync(series, from, to, int.MaxValue, None), where);
            AssertSame(model.Raw(series, from, to).Take(5), await store.Reader.RawAsync(series, from, to, 5, None), where);

            var size = Size(random.Next(4) switch { 0 => "1d", 1 => "7m", 2 => "3h", _ => "90s" });
            var percentile = random.Next(1, 100);
            var buckets = await store.Reader.BucketsAsync(series, from, to, size, new BucketAggregates([percentile]), int.MaxValue, None);
            AssertSame(model.Buckets(series, from, to, size, percentile).Select(Rounded), buckets.Select(Rounded), where);
        }
    }

    /// <summary>The mean to nine digits; all else as it is.</summary>
    static object Rounded(Bucket b) => (b.T, b.Count, Math.Round(b.Mean, 9), b.Min, b.Max, b.First, b.Last, Assert.Single(b.Percentiles));

    static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> actual, string where)
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        Assert.True(left.SequenceEqual(right), $"{where}: expected {left.Count} [{string.Join(' ', left.Take(20))}], got {right.Count} [{string.Join(' ', right.Take(20))}]");
    }
}
