using CityOps.Storage.City;
using CityOps.Storage.City.Entities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Storage.City;

public sealed class CityWritesTests : IAsyncLifetime
{
    CityFile _file = null!;
    CityWrites _writes = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _writes = new CityWrites(_file.Open(), CounterEntity.Alerts);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>SQLite's codes: 5 busy, 6 locked, 13 disk full. The work fails that often; so many attempts are made in all.</summary>
    [Theory]
    [InlineData(5, 0, 1, true)]
    [InlineData(5, 3, 4, true)]
    [InlineData(6, 1, 2, true)]
    [InlineData(5, 4, 4, false)]
    [InlineData(13, 1, 1, false)]
    public async Task BusyDatabase_IsTriedFourTimesAndNothingElseIs(int code, int failures, int attempts, bool succeeds)
    {
        var made = 0;
        var run = _writes.RunAsync(
            (_, counter) =>
            {
                counter.Next();
                return ++made <= failures ? throw new SqliteException("no", code) : Task.FromResult(counter.Value);
            },
            default);

        if (succeeds)
        {
            Assert.Equal(1, await run);
        }
        else
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<SqliteException>(() => run)).SqliteErrorCode);
        }

        Assert.Equal((attempts, succeeds ? 1 : 0), (made, (int)await _writes.CounterAsync(default)));
    }

    [Fact]
    public async Task BusyInsideAnUpdate_IsTriedAgain()
    {
        var made = 0;
        await _writes.RunAsync(
            (_, _) => ++made == 1 ? throw new DbUpdateException("no", new SqliteException("no", 5)) : Task.FromResult(made), default);
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task RowThatSomebodyChangedSince_IsNotOverwritten()
    {
        var registry = new CityRegistry(_file.Open());
        await registry.PutStationAsync("s", new StationPut("One", 1, 2, null, "air"));
        await using var stale = await _file.Open().CreateDbContextAsync();
        var row = await stale.Stations.SingleAsync();
        await registry.PutStationAsync("s", new StationPut("Two", 1, 2, null, "air"));
        (row.Name, row.Revision) = ("Three", row.Revision + 1);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => stale.SaveChangesAsync());
        Assert.Equal("Two", (await registry.LoadAsync()).Stations["s"].Name);
    }
}
