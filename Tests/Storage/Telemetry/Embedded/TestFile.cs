using CityOps.Storage.Telemetry.Embedded;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Storage.Telemetry.Embedded;

/// <summary>A telemetry file in a folder of its own, seen from outside the store as well.</summary>
sealed class TestFile : IDisposable
{
    readonly TempFolder folder = new();
    int copies;

    public FakeTimeProvider Clock { get; } = new();

    public string Path => folder.File("telemetry.db");

    public ValueTask<EmbeddedTelemetryStore> OpenAsync(int memoryLimit = 200_000, ILogger? logger = null) =>
        EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = Path, MemoryLimit = memoryLimit }, Clock, logger);

    /// <summary>What a crash would leave behind now, opened again. Nothing may be written meanwhile.</summary>
    public ValueTask<EmbeddedTelemetryStore> OpenAfterCrashAsync()
    {
        var copy = folder.File($"copy-{++copies}.db");
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(Path + suffix, copy + suffix);
        }

        return EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = copy }, Clock);
    }

    public object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Each row as its cells, blobs in hex.</summary>
    public List<string> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var found = new List<string>();
        while (row.Read())
        {
            found.Add(string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : row.GetValue(i))));
        }

        return found;
    }

    /// <summary>From now on every flush fails in the middle, as on a full disk.</summary>
    public void Break() =>
        Ask("CREATE TRIGGER broken BEFORE INSERT ON latest BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");

    public void Mend() => Ask("DROP TRIGGER broken");

    public void Dispose() => folder.Dispose();
}
