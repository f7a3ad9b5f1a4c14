using System.Globalization;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Tests.Replay;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded.Packed;

/// <summary>What a million readings need on disk once they are packed: all pages that are in use, whatever is on them.</summary>
public sealed class PackedSizeTests(ITestOutputHelper output) : IDisposable
{
    const double MostMegabytesPerMillion = 3;

    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task CityOfOneReadingAMinute_NeedsLittle()
    {
        // Noise of a few tenths, and the milliseconds of a device whose clock wanders.
        var random = new Random(11);
        await WriteAsync(Enumerable.Range(0, 50).Select(s => (new SeriesId($"d-{s}", "pm10"), Enumerable.Range(0, 7 * 1_440)
            .Select(i => (T0 + (i * Minute) + s + (i / 100), Math.Round(20 + (10 * Math.Sin(i / 200.0)) + (random.NextDouble() * 0.6), 1))))));
        await AssertSmallAsync();
    }

    [Fact]
    public async Task RecordingsOfRealCities_NeedLittle()
    {
        await WriteAsync(Columns("air/uci_air_quality_2004-2005.csv.gz", "air"));
        await WriteAsync(Columns("water/batadal_2016-07_2016-12.csv.gz", "water"));
        await WriteAsync(Roads());
        await AssertSmallAsync();
    }

    async Task WriteAsync(IEnumerable<(SeriesId Series, IEnumerable<(long At, double Value)> Readings)> all)
    {
        await using var store = await file.OpenAsync();
        foreach (var (series, readings) in all)
        {
            var position = (store.Stored?.Position ?? 0) + 1;
            await store.WriteAsync(
                new JournalBatch
                {
                    Position = new JournalPosition(JournalId, position), ReceivedAt = T0, Devices = [], Messages = [], Series = [new Series(series, "air", "1")],
                    Readings = [.. readings.Select(r => new JournalReading(0, r.At, r.At, r.Value, Quality.Good, QualityReasons.None, false))],
                }, default);
            await store.FlushAsync(default);
        }
    }

    async Task AssertSmallAsync()
    {
        await using (var store = await file.OpenAsync())
        {
            await store.PackAsync(long.MaxValue, null, default);
        }

        var count = (long)file.Ask("SELECT sum(count) FROM block")!;
        var pages = (long)file.Ask("PRAGMA page_count")! - (long)file.Ask("PRAGMA freelist_count")!;
        var megabytes = pages * 16_384.0 / count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} readings, {megabytes:0.00} MB per million in pages, {(long)file.Ask("SELECT sum(length(bytes)) FROM block")! / (double)count:0.00} in blocks of {(double)file.Ask("SELECT avg(count) FROM block")!:0}"));
        Assert.InRange(count, 100_000, 1_000_000);
        Assert.InRange(megabytes, 0.1, MostMegabytesPerMillion);
    }

    static IEnumerable<(SeriesId, IEnumerable<(long, double)>)> Columns(string recording, string device)
    {
        var rows = Samples.Table(recording);
        var columns = rows[0].Keys.Where(name => rows.Take(50).Any(row => double.TryParse(row[name], NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
        return columns.Select((name, i) => (new SeriesId(device, string.Create(CultureInfo.InvariantCulture, $"q{i}")), Hourly(rows, name)));
    }

    /// <summary>One row an hour.</summary>
    static IEnumerable<(long, double)> Hourly(List<Dictionary<string, string>> rows, string column) => rows.Index()
        .Where(row => double.TryParse(row.Item[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value != -200)
        .Select(row => (T0 + (row.Index * Hour), double.Parse(row.Item[column], CultureInfo.InvariantCulture)));

    static IEnumerable<(SeriesId, IEnumerable<(long, double)>)> Roads() =>
        from device in Samples.Table("traffic/aarhus_traffic_8_sensors_2014-08-04_2014-08-14.csv.gz").GroupBy(row => row["REPORT_ID"])
        from quantity in new[] { "avgSpeed", "vehicleCount", "avgMeasuredTime" }
        select (new SeriesId(device.Key, quantity), device
            .Select(row => (DateTimeOffset.Parse(row["TIMESTAMP"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds(), double.Parse(row[quantity], CultureInfo.InvariantCulture))));
}
