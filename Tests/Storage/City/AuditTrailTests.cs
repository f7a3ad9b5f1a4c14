using CityOps.Storage.City;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Storage.City;

public sealed class AuditTrailTests : IAsyncLifetime
{
    static readonly Actor Ana = new("ana", "192.0.2.7");
    static readonly Actor Bor = new("bor", null);

    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero));
    CityFile _file = null!;
    AuditTrail _trail = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _trail = new AuditTrail(_file.Open(), _clock);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Acts_AreNumberedWithoutAHole_AlsoWhenManyWriteAtOnce()
    {
        var other = new AuditTrail(_file.Open(), _clock);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => (n % 2 == 0 ? _trail : other).AddAsync(Act(Ana, "rule.update", $"rule:{n}"))));
        var entries = await _trail.FindAsync(new AuditQuery(), 100);
        Assert.Equal(Enumerable.Range(1, 40).Reverse().Select(n => (long)n), entries.Select(entry => entry.Number));
        Assert.Equal(40, entries.Select(entry => entry.Subject).Distinct().Count());
        var verdict = await _trail.VerifyAsync();
        Assert.Equal((40, null), (verdict.Count, verdict.Fault));
        Assert.Equal(entries[0].Hash, verdict.Hash);
    }

    [Fact]
    public async Task Query_FindsByWhoWhatAndWhen_NewestFirst()
    {
        await _trail.AddAsync(Act(Ana, "rule.create", "rule:a"));
        await _trail.AddAsync(Act(Bor, "rule.update", "rule:a"));
        _clock.Advance(TimeSpan.FromHours(1));
        await _trail.AddAsync(Act(Ana, "ruler.update", "rule:b"));
        var hour = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal([3, 1], await NumbersAsync(new AuditQuery(Who: "ana")));
        Assert.Equal([2, 1], await NumbersAsync(new AuditQuery(Action: "rule")));
        Assert.Equal([2], await NumbersAsync(new AuditQuery(Action: "rule.update")));
        Assert.Equal([2, 1], await NumbersAsync(new AuditQuery(Subject: "rule:a")));
        Assert.Equal([3], await NumbersAsync(new AuditQuery(From: hour)));
        Assert.Equal([2, 1], await NumbersAsync(new AuditQuery(To: hour)));
        Assert.Equal([1], await NumbersAsync(new AuditQuery(Before: 2)));
        Assert.Equal(("192.0.2.7", "{\"a\":1}", "{\"a\":2}"), ((await _trail.FindAsync(new AuditQuery(Before: 2), 1)) is [var first] ? (first.Address, first.Before, first.After) : default));
    }

    [Theory]
    [InlineData("UPDATE audit SET Who = 'nobody' WHERE Number = 3", 2)]
    [InlineData("UPDATE audit SET Address = '' WHERE Number = 5", 4)]
    [InlineData("UPDATE audit SET At = At + 1 WHERE Number = 1", 0)]
    [InlineData("UPDATE audit SET Before = NULL WHERE Number = 4", 3)]
    [InlineData("UPDATE audit SET Hash = zeroblob(32) WHERE Number = 2", 1)]
    [InlineData("DELETE FROM audit WHERE Number = 3", 2)]
    [InlineData("DELETE FROM audit WHERE Number > 3", 3)]
    [InlineData("UPDATE audit SET Number = 9 WHERE Number = 5", 4)]
    [InlineData("INSERT OR REPLACE INTO audit SELECT Number, At, cast(Who AS BLOB), Address, cast(Action AS BLOB), Subject, Before, After, Hash FROM audit WHERE Number = 3", 0)]
    public async Task WhoeverChangesARow_IsRefusedByTheFile_AndFoundOutWhereHeGetsAroundIt(string change, long holds)
    {
        for (var n = 0; n < 5; n++)
        {
            await _trail.AddAsync(Act(n % 2 == 0 ? Ana : Bor, "rule.update", $"rule:{n}"));
        }

        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => Run(connection, change)).Message, StringComparison.Ordinal);
        Assert.Null((await _trail.VerifyAsync()).Fault);

        Run(connection, "DROP TRIGGER audit_no_UPDATE; DROP TRIGGER audit_no_DELETE; DROP TRIGGER audit_no_REPLACE;");
        Run(connection, change);
        var verdict = await _trail.VerifyAsync();
        Assert.NotNull(verdict.Fault);
        Assert.Equal(holds, verdict.Count);
    }

    [Fact]
    public async Task TextWithANul_IsKeptWhole()
    {
        await _trail.AddAsync(Act(new Actor("a\0" + new string('b', 600), "c\0"), "rule.update", "d\0e"));
        Assert.Null((await _trail.VerifyAsync()).Fault);
        Assert.Equal("a\uFFFD" + new string('b', 600), Assert.Single(await _trail.FindAsync(new AuditQuery(), 10)).Who);
    }

    [Fact]
    public void Hash_TellsTextsApartThatStandBesideEachOther()
    {
        AuditEntry entry = new(1, 2, "ab", "c", "d", "e", null, "", []);
        var hash = AuditChain.HashOf(entry, AuditChain.Start);
        Assert.NotEqual(hash, AuditChain.HashOf(entry with { Who = "a", Address = "bc" }, AuditChain.Start));
        Assert.NotEqual(hash, AuditChain.HashOf(entry with { Before = "", After = null }, AuditChain.Start));
        Assert.NotEqual(hash, AuditChain.HashOf(entry, hash));
        Assert.Equal(hash, AuditChain.HashOf(entry with { Hash = [1] }, AuditChain.Start));
    }

    async Task<IEnumerable<long>> NumbersAsync(AuditQuery query) => (await _trail.FindAsync(query, 10)).Select(entry => entry.Number);

    static AuditAct Act(Actor by, string action, string subject) => new(by, action, subject, "{\"a\":1}", "{\"a\":2}");

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
