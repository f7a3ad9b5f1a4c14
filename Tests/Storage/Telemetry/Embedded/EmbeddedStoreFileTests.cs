using CityOps.Core.Readings;
using CityOps.Storage.Sqlite;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

public sealed class EmbeddedStoreFileTests : IDisposable
{
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task NewFile_HasLargePagesAndALogAndItsFormat()
    {
        await using var store = await file.OpenAsync();
        Assert.Equal(16_384L, file.Ask("PRAGMA page_size"));
        Assert.Equal("wal", file.Ask("PRAGMA journal_mode"));
        Assert.Equal((long)TelemetryFile.Format, file.Ask("SELECT format FROM meta"));
    }

    [Fact]
    public async Task NewerFormat_IsRefusedInWords_AndTheFileIsLeftAlone()
    {
        await (await file.OpenAsync()).DisposeAsync();
        file.Ask("UPDATE meta SET format = 3; DROP TABLE latest");
        var before = await File.ReadAllBytesAsync(file.Path);
        var refused = await Assert.ThrowsAsync<TelemetryFormatException>(async () => await file.OpenAsync());
        Assert.Contains("format 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file.Path));
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsRefusedInWords()
    {
        await File.WriteAllTextAsync(file.Path, "this is no database, only some text that is long enough to be looked at as one, and then a little more of it");
        var refused = await Assert.ThrowsAsync<DamagedFileException>(async () => await file.OpenAsync());
        Assert.Contains($"{file.Path} is damaged: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TABLE somebody (elses)")]
    [InlineData("CREATE TABLE meta (format INTEGER, id INTEGER)")]
    [InlineData("CREATE TABLE meta (format TEXT, id INTEGER); INSERT INTO meta VALUES ('x', 1)")]
    public async Task FileOfSomethingElse_IsRefusedInWords(string sql)
    {
        file.Ask(sql);
        var refused = await Assert.ThrowsAsync<TelemetryFormatException>(async () => await file.OpenAsync());
        Assert.Contains("is not a telemetry store", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryDouble_ComesBackBitForBit()
    {
        double[] values = [-0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 0.1 + 0.2, 1e-310, Math.PI, 3, 1L << 60];
        await using (var store = await file.OpenAsync())
        {
            await store.WriteAsync(Batch(1, values.Select((v, i) => Good(Pm10, T0 + i, v)).ToList()), default);
            await store.WriteAsync(Batch(2, values.Select((v, i) => Good(new SeriesId($"d{i}", "pm10"), T0, v)).ToList()), default);
        }

        await using var again = await file.OpenAsync();
        var raw = await again.RawAsync(Pm10, T0, T0 + Hour, 100, default);
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), raw.Select(r => BitConverter.DoubleToInt64Bits(r.V)));
        var latest = await again.LatestAsync(values.Select((_, i) => new SeriesId($"d{i}", "pm10")).ToList(), default);
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), latest.Select(r => BitConverter.DoubleToInt64Bits(r.Value)));
    }

    [Fact]
    public async Task LargestDoubles_DoNotOverflowTheMean()
    {
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Enumerable.Range(0, 100).Select(i => Good(Pm10, T0 + i, 1e308)).ToList()), default);
        Assert.True(BucketSize.TryParse("1h", TimeZoneInfo.Utc, out var size));
        var bucket = Assert.Single(await store.BucketsAsync(Pm10, T0, T0 + Hour, size, BucketAggregates.Basic, 1, default));
        Assert.InRange(bucket.Mean / 1e308, 1 - 1e-9, 1 + 1e-9);
    }

    [Fact]
    public async Task DictionaryOfSeries_KeepsDomainAndUnit_AndGrowsOverRestarts()
    {
        await using (var store = await file.OpenAsync())
        {
            await store.WriteAsync(Batch(1, Good(Pm10, T0, 1), Good(Flow, T0, 2)), default);
        }

        await using (var store = await file.OpenAsync())
        {
            await store.WriteAsync(Batch(2, Good(Pm25, T0, 3), Good(Flow, T0 + 1, 4)), default);
        }

        Assert.Equal(
            "1 aq-001:pm10 air ug/m3, 2 tr-7:flow traffic veh/h, 3 aq-001:pm25 air ug/m3",
            file.Ask("SELECT group_concat(id || ' ' || device || ':' || quantity || ' ' || domain || ' ' || unit, ', ') FROM series"));
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(1, 57)]
    public async Task Hour_IsOneRowAMinute_AndSeveralSmallOnesASecond(int seconds, int rowsAtLeast)
    {
        await using var store = await file.OpenAsync();
        var readings = Enumerable.Range(0, 3_600 / seconds).Select(i => Good(Pm10, T0 + (i * seconds * 1_000L), i)).ToList();
        for (var i = 0; i < 10; i++)
        {
            await store.WriteAsync(Batch(i + 1, readings.Skip(i * readings.Count / 10).Take(readings.Count / 10).ToList()), default);
            await store.FlushAsync(default);
        }

        Assert.InRange((long)file.Ask("SELECT count(*) FROM open_block")!, rowsAtLeast, rowsAtLeast * 2);
        Assert.InRange((long)file.Ask("SELECT max(length(entries)) FROM open_block")!, 60 * BlockCodec.EntryBytes, ((BlockWriter.MaxEntries + 1) * BlockCodec.EntryBytes) + BlockCodec.ChecksumBytes);
        Assert.Equal(readings.Select(r => r.Value), (await store.RawAsync(Pm10, T0, T0 + Hour, 10_000, default)).Select(r => r.V));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task PathThatIsEmpty_IsRefused(string path) => await Assert.ThrowsAnyAsync<ArgumentException>(
        async () => await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = path }, file.Clock));

    [Fact]
    public async Task Closed_NothingIsTakenOrAnswered_AndClosingAgainIsNothing()
    {
        var store = await file.OpenAsync();
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), default);
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.WriteAsync(Batch(2), default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.FlushAsync(default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.RawAsync(Pm10, 0, T0 + 1, 1, default));
        Assert.False(File.Exists(file.Path + "-wal"));
    }
}
