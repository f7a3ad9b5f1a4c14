using CityOps.Storage.City;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Tests.Storage.City;

/// <summary>A city database in a file of its own, migrated, that goes with the test.</summary>
sealed class CityFile : IDisposable
{
    readonly TempFolder _folder = new();

    CityFile()
    {
    }

    public string Path => _folder.File("city.db");

    public static CityFile Empty() => new();

    public static async Task<CityFile> MigratedAsync()
    {
        var file = new CityFile();
        await CityDatabaseSetup.MigrateAsync(file.Open(), TimeProvider.System);
        return file;
    }

    /// <summary>A factory as another process would have it: with its own options and contexts on the same file.</summary>
    public PooledDbContextFactory<CityDatabase> Open()
    {
        var options = new DbContextOptionsBuilder<CityDatabase>();
        options.UseCitySqlite(Path);
        return new PooledDbContextFactory<CityDatabase>(options.Options);
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path }.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Dispose();
    }
}
