using CityOps.Storage.City;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Storage.City.Shifts;

/// <summary>Log book and shifts on a SQLite file.</summary>
public sealed class ShiftBookTests : ShiftSuite
{
    CityFile _file = null!;

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override async Task CreateDatabaseAsync() => _file = await CityFile.MigratedAsync();

    private protected override IDbContextFactory<CityDatabase> Open() => _file.Open();

    [Theory]
    [InlineData("UPDATE log_entry SET Text = 'nothing' WHERE Number = 1")]
    [InlineData("DELETE FROM log_entry")]
    [InlineData("INSERT OR REPLACE INTO log_entry (Number, At, By, Text) VALUES (1, 1, 'nobody', 'nothing')")]
    [InlineData("UPDATE handover SET TakenOverBy = 'nobody'")]
    [InlineData("DELETE FROM handover WHERE Number = 1")]
    [InlineData("INSERT OR REPLACE INTO handover SELECT * FROM handover")]
    public async Task Records_AreNotChangedByHandEither(string act)
    {
        await new LogBook(Open(), TimeProvider.System).WriteAsync("ana", new LogDraft("something"));
        await new ShiftBook(Open(), TimeProvider.System).TakeOverAsync("ana", null, null);
        await using var db = await Open().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(act));
        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
    }
}
