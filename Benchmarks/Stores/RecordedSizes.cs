using System.Globalization;
using System.IO.Compression;
using System.Text;
using CityOps.Benchmarks.Rig;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.Data.Sqlite;

namespace CityOps.Benchmarks.Stores;

/// <summary>How large the recorded measurements of real cities are once they are packed: each number of each column, at the rhythm of its recording.</summary>
static class RecordedSizes
{
    const string Samples = "shared/samples/data";
    const long Hour = 3_600_000, FiveMinutes = 300_000;

    /// <summary>A table in Markdown; null where the recordings are not beside or above the repository.</summary>
    public static async Task<string?> MeasureAsync(CancellationToken ct)
    {
        if (Folder() is not { } folder)
        {
            return null;
        }

        var text = new StringBuilder("Recordings of real cities (`shared/samples`), packed. A file has ten pages before its first block, 0.16 MB:\n\n| recording | readings | MB per million, blocks | MB per million, all pages in use |\n| --- | --: | --: | --: |\n");
        var files = Directory.EnumerateFiles(folder, "*.csv.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            text.AppendLine(await LineAsync(Path.GetFileName(file).Replace(".csv.gz", "", StringComparison.Ordinal), [file], ct));
        }

        return text.AppendLine(await LineAsync("together", files, ct)).ToString();
    }

    static async Task<string> LineAsync(string name, IReadOnlyList<string> files, CancellationToken ct)
    {
        using var temp = new TempFolder();
        var path = temp.File("telemetry.db");
        await using (var store = await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = path }, TimeProvider.System))
        {
            await store.WriteAsync([.. files.SelectMany(Batches).Select((one, i) => At(one, i + 1))], ct);
            await store.FlushAsync(ct);
            await store.PackAsync(long.MaxValue, null, ct);
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(count), sum(length(bytes)), (SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count) FROM block";
        using var row = command.ExecuteReader();
        row.Read();
        var count = row.GetInt64(0);
        return string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {count:N0} | {row.GetInt64(1) / (double)count:0.00} | {row.GetInt64(2) * 16_384.0 / count:0.00} |");
    }

    static JournalBatch At((Series Series, JournalReading[] Readings) column, long position) => new()
    {
        Position = new JournalPosition(Guid.Empty, position), ReceivedAt = StoresPlan.Start, Devices = [], Messages = [], Series = [column.Series], Readings = column.Readings,
    };

    static IEnumerable<(Series Series, JournalReading[] Readings)> Batches(string file)
    {
        var rows = Rows(file);
        var device = Array.IndexOf(rows[0], "REPORT_ID");
        var step = device < 0 ? Hour : FiveMinutes;
        var body = rows.Skip(1).GroupBy(row => device < 0 ? "" : row[device]).ToList();
        return from column in Enumerable.Range(0, rows[0].Length)
               from one in body
               select (new Series(new SeriesId(Path.GetFileName(file)[..3] + one.Key, $"q{column}"), "air", "1"), Column(one, column, step));
    }

    static JournalReading[] Column(IEnumerable<string[]> rows, int column, long step) =>
    [
        .. from row in rows.Index()
           let value = double.TryParse(row.Item[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN
           where double.IsFinite(value)
           select new JournalReading(0, StoresPlan.Start + (row.Index * step), StoresPlan.Start, value, Quality.Good, QualityReasons.None, false),
    ];

    static List<string[]> Rows(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split(','));
        }

        return rows;
    }

    static string? Folder()
    {
        for (var folder = new DirectoryInfo(Checkout.Root); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, Samples) is var samples && Directory.Exists(samples))
            {
                return samples;
            }
        }

        return null;
    }
}
