using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.Embedded;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

/// <summary>A file as it was before there was packing: no packed blocks, no checksums, pages that are never given back.</summary>
public sealed class FormatOneTests : IDisposable
{
    const string Schema = """
        PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;
        CREATE TABLE meta (
            id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL,
            journal_id TEXT, position INTEGER, received_at INTEGER);
        CREATE TABLE series (
            id INTEGER PRIMARY KEY, device TEXT NOT NULL, quantity TEXT NOT NULL, domain TEXT NOT NULL, unit TEXT NOT NULL,
            UNIQUE (device, quantity));
        CREATE TABLE latest (
            series INTEGER PRIMARY KEY, observed_at INTEGER NOT NULL, received_at INTEGER NOT NULL, value_bits INTEGER NOT NULL,
            quality INTEGER NOT NULL, reasons INTEGER NOT NULL);
        CREATE TABLE open_block (
            hour INTEGER NOT NULL, series INTEGER NOT NULL, part INTEGER NOT NULL, entries BLOB NOT NULL,
            PRIMARY KEY (hour, part, series)) WITHOUT ROWID;
        CREATE INDEX open_block_by_series ON open_block (series, hour, part);
        """;

    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task ItIsRead_BroughtToThisFormat_WrittenOnAndPacked()
    {
        var old = Enumerable.Range(0, 60).Select(i => new Entry(T0 + (i * Minute), i / 2.0, Quality.Good, QualityReasons.None)).ToArray();
        Write(old);
        await using (var store = await file.OpenAsync())
        {
            Assert.Equal((2L, new JournalPosition(JournalId, 7)), (file.Ask("SELECT format FROM meta"), store.Stored!.Value));
            Assert.Equal(old.Select(e => e.Value), await ValuesAsync(store));
            await store.WriteAsync(Batch(8, Good(Pm10, T0 + (30 * Minute), -1), Good(Pm10, T0 + (60 * Minute), 60)), default);
            await store.FlushAsync(default);
            await store.PackAsync(long.MaxValue, null, default);
            await store.DeleteAsync(Pm10, T0, T0 + (10 * Minute), default);
        }

        await using var again = await file.OpenAsync();
        Assert.Equal([.. old.Skip(10).Select(e => e.At == T0 + (30 * Minute) ? -1 : e.Value), 60], await ValuesAsync(again));
        Assert.Equal(51L, file.Ask("SELECT sum(count) FROM block"));
    }

    [Fact]
    public async Task RowWithoutAChecksum_GetsOneWhenItIsWrittenAgain()
    {
        Write([new Entry(T0, 1, Quality.Good, QualityReasons.None)]);
        Assert.Equal(13L, file.Ask("SELECT length(entries) FROM open_block"));
        await using var store = await file.OpenAsync();
        await store.WriteAsync(Batch(8, Good(Pm10, T0 + 1, 2)), default);
        await store.FlushAsync(default);
        Assert.Equal((2L * 13) + 4, file.Ask("SELECT length(entries) FROM open_block"));
        Assert.Equal([1, 2], await ValuesAsync(store));
    }

    void Write(Entry[] entries)
    {
        var rows = Convert.ToHexString(BlockCodec.Encode(entries)[..^BlockCodec.ChecksumBytes]);
        file.Ask($"""
            {Schema}
            INSERT INTO meta VALUES (1, 1, '{JournalId}', 7, {ReceivedAt(7)});
            INSERT INTO series VALUES (1, 'aq-001', 'pm10', 'air', 'ug/m3');
            INSERT INTO latest VALUES (1, {entries[^1].At}, {entries[^1].At}, {BitConverter.DoubleToInt64Bits(entries[^1].Value)}, 1, 0);
            INSERT INTO open_block VALUES ({BlockCodec.HourOf(T0)}, 1, 0, x'{rows}');
            """);
    }

    static async Task<List<double>> ValuesAsync(EmbeddedTelemetryStore store) =>
        (await store.RawAsync(Pm10, T0, T0 + (2 * Hour), 1_000, default)).Select(r => r.V).ToList();
}
