using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CityOps.Tests.Storage.City.Shifts;

/// <summary>Log book and shifts on PostgreSQL, which is not shipped yet: the model and its queries must be ready for it.</summary>
public sealed class PostgresShiftBookTests(PostgresServer server) : ShiftSuite, IClassFixture<PostgresServer>
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
