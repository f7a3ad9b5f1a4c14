using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Storage.City;

/// <summary>The alert log on a SQLite file.</summary>
public sealed class AlertLogTests : AlertLogSuite
{
    CityFile _file = null!;

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override async Task CreateDatabaseAsync() => _file = await CityFile.MigratedAsync();

    private protected override IDbContextFactory<CityDatabase> Open() => _file.Open();
}
