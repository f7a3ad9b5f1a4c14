using BenchmarkDotNet.Attributes;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Benchmarks;

/// <summary>
/// The embedded telemetry store: batches of 1,000 messages with 4 readings from 2,000 devices, the share of flushing
/// included, and the chart's question, a day of one series in 5-minute buckets.
/// </summary>
[MemoryDiagnoser]
public class TelemetryStoreBenchmark
{
    const int Devices = 2_000;
    const int MessagesPerBatch = 1_000;
    const long Start = 1_768_284_000_000;
    static readonly string[] Quantities = ["pm10", "pm25", "no2", "o3"];
    static readonly SeriesId Chart = new("chart", "pm10");

    readonly string folder = Directory.CreateTempSubdirectory("cityops-benchmark-").FullName;
    EmbeddedTelemetryStore store = null!;
    BucketSize size = null!;
    long position;

    /// <summary>How many 1,000-message batches one call writes; the readings per operation are 4,000.</summary>
    const int BatchesPerCall = 50;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        store = await EmbeddedTelemetryStore.OpenAsync(
            new EmbeddedStoreOptions { Path = Path.Combine(folder, "telemetry.db") }, TimeProvider.System);
        BucketSize.TryParse("5m", TimeZoneInfo.Utc, out size!);
        var day = Enumerable.Range(0, 1_440).Select(minute => Reading(0, Start + (minute * 60_000L), minute));
        await store.WriteAsync([Batch([new Series(Chart, "air", "ug/m3")], [.. day])], CancellationToken.None);
        await store.FlushAsync(CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = BatchesPerCall)]
    public async Task WriteBatch()
    {
        for (var i = 0; i < BatchesPerCall; i++)
        {
            await store.WriteAsync([NextBatch()], CancellationToken.None);
        }

        await store.FlushAsync(CancellationToken.None);
    }

    [Benchmark]
    public async Task<int> DayInFiveMinuteBuckets() => (await store.BucketsAsync(
        Chart, Start, Start + 86_400_000, size, BucketAggregates.Basic, 1_000, CancellationToken.None)).Count;

    JournalBatch NextBatch()
    {
        var first = (int)(position % (Devices / MessagesPerBatch)) * MessagesPerBatch;
        var at = Start + (position * 20);
        var series = new Series[MessagesPerBatch * Quantities.Length];
        var readings = new JournalReading[series.Length];
        for (var i = 0; i < series.Length; i++)
        {
            var id = new SeriesId(Names[first + (i / Quantities.Length)], Quantities[i % Quantities.Length]);
            series[i] = new Series(id, "air", "ug/m3");
            readings[i] = Reading(i, at, i / 10.0);
        }

        return Batch(series, readings);
    }

    JournalBatch Batch(Series[] series, JournalReading[] readings) => new()
    {
        Position = new JournalPosition(Guid.Empty, ++position), ReceivedAt = Start, Devices = [], Series = series, Messages = [], Readings = readings,
    };

    static JournalReading Reading(int series, long at, double value) =>
        new(series, at, at, value, Quality.Good, QualityReasons.None, Late: false);

    static readonly string[] Names = [.. Enumerable.Range(0, Devices).Select(i => $"aq-{i:D4}")];
}
