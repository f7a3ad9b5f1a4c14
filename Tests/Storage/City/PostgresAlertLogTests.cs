using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Tests.Storage.City;

/// <summary>The alert log on PostgreSQL, which is not shipped yet: the model and the log must be ready for it.</summary>
public sealed class PostgresAlertLogTests(PostgresServer server) : AlertLogSuite, IClassFixture<PostgresServer>
{
    string _connection = "";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override async Task CreateDatabaseAsync()
    {
        _connection = await server.NewDatabaseAsync();
        await using var db = await Open().CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
    }

    private protected override IDbContextFactory<CityDatabase> Open() =>
        new PooledDbContextFactory<CityDatabase>(new DbContextOptionsBuilder<CityDatabase>().UseNpgsql(_connection).Options);
}
