using System.Globalization;
using CityOps.Storage.City;
using CityOps.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static CityOps.Tests.Storage.City.SomeAlert;

namespace CityOps.Tests.Storage.City;

public sealed class CityDatabaseSetupTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly CityFile _file = CityFile.Empty();

    public void Dispose() => _file.Dispose();

    Task MigrateAsync() => CityDatabaseSetup.MigrateAsync(_file.Open(), TimeProvider.System);

    async Task<string?> ScalarAsync(string sql)
    {
        await using var db = await _file.Open().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task MigratedTwice_KeepsWhatIsThere()
    {
        await MigrateAsync();
        await new AlertLog(_file.Open(), Patience).AppendAsync([Raised("a")], Now);
        await MigrateAsync();

        Assert.NotNull(await new AlertLog(_file.Open(), Patience).GetAsync("a"));
    }

    [Fact]
    public async Task MigratedByFourAtOnce_IsMigratedOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(MigrateAsync))).WaitAsync(Patience);
        Assert.Equal("9", await ScalarAsync("SELECT count(*) FROM counter"));
    }

    [Fact]
    public async Task LockOfAKilledMigration_DoesNotStopTheNext()
    {
        await ScalarAsync(
            "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);" +
            "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01');");
        await MigrateAsync().WaitAsync(Patience);

        Assert.Equal("9", await ScalarAsync("SELECT count(*) FROM counter"));
    }

    [Fact]
    public async Task NewerSchema_IsRefusedInWordsAndLeftAlone()
    {
        await MigrateAsync();
        await ScalarAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')");

        var error = await Assert.ThrowsAsync<SchemaTooNewException>(MigrateAsync);
        Assert.Contains("29990101000000_Later", error.Message, StringComparison.Ordinal);
        Assert.Contains(_file.Path, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SchemaTooNewException>(() => CityDatabaseSetup.WaitForSchemaAsync(_file.Open(), TimeProvider.System, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task DamagedFile_IsRefusedByWhoMigratesAndByWhoWaits(int wholePages)
    {
        await MigrateAsync();
        await ScalarAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var bytes = await File.ReadAllBytesAsync(_file.Path);
        bytes.AsSpan(wholePages * 4_096, 4_096).Fill(0xA5);
        await File.WriteAllBytesAsync(_file.Path, bytes);

        var error = await Assert.ThrowsAsync<DamagedFileException>(MigrateAsync);
        Assert.StartsWith($"{_file.Path} is damaged: ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DamagedFileException>(() => CityDatabaseSetup.WaitForSchemaAsync(_file.Open(), TimeProvider.System, default));
    }

    [Fact]
    public async Task WaitForSchema_EndsOnceSomebodyHasMigrated()
    {
        var clock = new FakeTimeProvider();
        var waiting = CityDatabaseSetup.WaitForSchemaAsync(_file.Open(), clock, default);
        Assert.False(waiting.IsCompleted);
        await MigrateAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task EveryConnection_IsDurableAndPatient()
    {
        await MigrateAsync();

        Assert.Equal("wal", await ScalarAsync("PRAGMA journal_mode"));
        Assert.Equal("2", await ScalarAsync("PRAGMA synchronous"));
        Assert.Equal("5000", await ScalarAsync("PRAGMA busy_timeout"));
        Assert.Equal("1", await ScalarAsync("PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task Writer_WaitsForAnotherProcessAndReadersDoNot()
    {
        await MigrateAsync();
        var log = new AlertLog(_file.Open(), Patience);
        await using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file.Path, Pooling = false }.ConnectionString);
        await other.OpenAsync();
        await using var held = await other.BeginTransactionAsync();
        var append = Task.Run(() => log.AppendAsync([Raised("a")], Now));

        Assert.Empty(await log.OpenAsync());
        Assert.False(append.IsCompleted);
        await held.CommitAsync();
        Assert.Single((await append.WaitAsync(Patience)).New);
    }

    [Fact]
    public async Task Model_MatchesTheMigrationsAndHoldsOnlyPlainTypes()
    {
        await using var db = await _file.Open().CreateDbContextAsync();

        Assert.False(db.Database.HasPendingModelChanges());
        foreach (var property in db.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            var type = property.GetProviderClrType() ?? property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
            Assert.Contains(Nullable.GetUnderlyingType(type) ?? type, new[] { typeof(string), typeof(long), typeof(int), typeof(double), typeof(bool), typeof(byte[]) });
        }
    }

    [Fact]
    public async Task Services_AreOneEachOnTheGivenFile()
    {
        await using var services = new ServiceCollection().AddCityDatabase(_file.Path).BuildServiceProvider();
        await CityDatabaseSetup.MigrateAsync(services.GetRequiredService<IDbContextFactory<CityDatabase>>(), TimeProvider.System);
        await services.GetRequiredService<AlertLog>().AppendAsync([Raised("a", Now - (16 * 60_000))], Now);
        await services.GetRequiredService<CityRegistry>().DiscoverAsync([new("d", "air")]);

        Assert.Same(services.GetRequiredService<AlertLog>(), services.GetRequiredService<AlertLog>());
        Assert.Empty(await services.GetRequiredService<RuleBook>().ListAsync(includeDisabled: true));
        Assert.True((await new AlertLog(_file.Open(), Patience).GetAsync("a"))!.Alert.Historical);
    }
}
