using CityOps.Storage.Sqlite;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.Data.Sqlite;

namespace CityOps.Tests.Storage.Telemetry.Rollups;

public sealed class RollupFileTests : RollupStoreContract
{
    readonly TempFolder _folder = new();

    string File => _folder.File("rollups.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task NewerFormat_IsRefusedInWords_AndRubbishToo()
    {
        (Store as IDisposable)!.Dispose();
        await using (var file = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Throws<NewerFormatException>(() => new RollupFile(File));
        await System.IO.File.WriteAllTextAsync(_folder.File("other.db"), new string('x', 5_000), TestContext.Current.CancellationToken);
        Assert.Contains("filled again", Assert.Throws<DamagedFileException>(() => new RollupFile(_folder.File("other.db"))).Message, StringComparison.Ordinal);
    }

    protected override ValueTask<IRollupStore> OpenAsync() => new(new RollupFile(File));
}
