using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Storage.Telemetry.Rollups;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using CityOps.Tests.Storage.Telemetry.Rollups;
using Microsoft.Extensions.Time.Testing;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>Roll-ups in an InfluxDB of some generation.</summary>
public abstract class InfluxRollupsContract(InfluxServer server) : RollupStoreContract
{
    readonly TempFolder _folder = new();

    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(T0 + (2 * Hour)));

    private protected InfluxDbOptions? Options { get; private set; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task WorkedOutAgainLater_TheNewestCounts()
    {
        for (var again = 0; again < 3; again++)
        {
            await WriteAsync(Air, new Rollup(T0, 1, again, again, again, null));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([2d], (await ReadAsync(RollupSpan.Hour, Air)).Select(rollup => rollup.Mean));
    }

    [Fact]
    public async Task AgesThatDoNotFit_StayInTheirHour()
    {
        Clock.Advance(TimeSpan.FromDays(400));
        await WriteAsync(Air, new Rollup(T0, 1, 1, 1, 1, null), new Rollup(T0 + Hour, 1, 2, 2, 2, null));
        Assert.Equal([(T0, 1d), (T0 + Hour, 2d)], (await ReadAsync(RollupSpan.Hour, Air)).Select(rollup => (rollup.T, rollup.Mean)));
    }

    protected override async ValueTask<IRollupStore> OpenAsync()
    {
        await server.StartedAsync();
        if (Options is null)
        {
            Options = await AccessAsync(new InfluxDbOptions { Url = server.Url, Prefix = server.NewPrefix(), BetweenWrites = TimeSpan.Zero });
            using var index = new JournalIndex(_folder.File("index.db"));
            await using var store = new InfluxDbTelemetryStore(Options, index, TimeProvider.System);
            await store.PrepareAsync(TestContext.Current.CancellationToken);
        }

        return new InfluxRollups(Options, Clock, TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));
    }

    private protected abstract Task<InfluxDbOptions> AccessAsync(InfluxDbOptions options);
}

public sealed class InfluxRollupsTests(InfluxServer server) : InfluxRollupsContract(server), IClassFixture<InfluxServer>
{
    [Fact]
    public async Task WorkedOutAgainLater_IsAPointOfItsOwn()
    {
        await WriteAsync(Air, new Rollup(T0, 1, 1, 1, 1, null));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(Air, new Rollup(T0, 1, 2, 2, 2, null));
        using var client = new InfluxDbClient(Options!, TimeProvider.System);
        var answer = await client.AskAsync(Options!.Prefix + "_hour", "SELECT pm10_mean FROM air", new Dictionary<string, string>(), default);
        Assert.Equal(2, answer.Series[0].Rows);
    }

    [Fact]
    public async Task DatabaseThatWasDropped_IsMadeAgain()
    {
        using var client = new InfluxDbClient(Options!, TimeProvider.System);
        (await client.RunAsync($"DROP DATABASE \"{Options!.Prefix}_hour\"", default)).Dispose();
        Assert.Null(await Store.CoverAsync(RollupSpan.Hour, default));
        await WriteAsync(Air, new Rollup(T0, 1, 1, 1, 1, null));
        Assert.Single(await ReadAsync(RollupSpan.Hour, Air));
    }

    [Fact]
    public async Task OldReadings_OfOneDomainAreForgotten()
    {
        using var folder = new TempFolder();
        using var index = new JournalIndex(folder.File("raw.db"));
        await using var store = new InfluxDbTelemetryStore(Options!, index, TimeProvider.System);
        await store.PrepareAsync(default);
        await store.WriteAsync(Batch(1, Good(Pm10, T0, 1), Good(Pm10, T0 + Hour, 2), Good(Flow, T0, 3)), default);
        using var upkeep = new InfluxUpkeep(Options!, TimeProvider.System);
        Assert.Null(await upkeep.ForgetBeforeAsync("air", T0 + Hour, null, default));
        Assert.Equal([2d], (await store.RawAsync(Pm10, 0, T0 * 2, 10, default)).Select(reading => reading.V));
        Assert.Equal([3d], (await store.RawAsync(Flow, 0, T0 * 2, 10, default)).Select(reading => reading.V));
    }

    private protected override Task<InfluxDbOptions> AccessAsync(InfluxDbOptions options) => Task.FromResult(options);
}

/// <summary>InfluxDB 2, by its stand-in.</summary>
public sealed class Influx2RollupsTests(InfluxServer server) : InfluxRollupsContract(server), IClassFixture<InfluxServer>
{
    readonly Influx2 _standIn = new(server);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _standIn.DisposeAsync();
    }

    private protected override async Task<InfluxDbOptions> AccessAsync(InfluxDbOptions options)
    {
        await _standIn.StartAsync();
        return _standIn.Access(options);
    }
}

/// <summary>InfluxDB 3 Core, by its stand-in: it deletes nothing when asked, and reads only so many files at once.</summary>
public sealed class Influx3RollupsTests(InfluxServer server) : InfluxRollupsContract(server), IClassFixture<InfluxServer>
{
    readonly Influx3 _standIn = new(server);

    protected override bool Forgets => false;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _standIn.DisposeAsync();
    }

    private protected override async Task<InfluxDbOptions> AccessAsync(InfluxDbOptions options)
    {
        await _standIn.StartAsync();
        return _standIn.Access(options);
    }
}
