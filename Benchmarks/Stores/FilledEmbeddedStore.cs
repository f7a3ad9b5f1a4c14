using System.Diagnostics;
using CityOps.Benchmarks.Rig;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.Data.Sqlite;

namespace CityOps.Benchmarks.Stores;

/// <summary>Our own store, packed as in a city: all but the last 48 hours.</summary>
sealed class FilledEmbeddedStore : IFilledStore
{
    const long Open = 2 * StoresPlan.Day;

    readonly TempFolder _folder = new();

    FilledEmbeddedStore()
    {
    }

    public string Name => "embedded, packed";

    public string[] Settings => ["--Store:Kind=Embedded"];

    public string DataFolder => _folder.Path;

    public long Bytes { get; private set; }

    public TimeSpan Written { get; private set; }

    public TimeSpan? Packed { get; private set; }

    public static async Task<FilledEmbeddedStore> FillAsync(StoresPlan plan, CancellationToken ct)
    {
        var filled = new FilledEmbeddedStore();
        var file = filled._folder.File("telemetry.db");
        var clock = Stopwatch.StartNew();
        await using (var store = await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = file }, TimeProvider.System))
        {
            foreach (var batch in plan.Batches(Guid.NewGuid()))
            {
                await store.WriteAsync([batch], ct);
            }

            await store.FlushAsync(ct);
            filled.Written = clock.Elapsed;
            clock.Restart();
            await store.PackAsync(plan.End - Open, null, ct);
            filled.Packed = clock.Elapsed;
        }

        filled.Bytes = (Ask(file, "page_count") - Ask(file, "freelist_count")) * Ask(file, "page_size");
        return filled;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    static long Ask(string file, string pragma)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return (long)command.ExecuteScalar()!;
    }
}
