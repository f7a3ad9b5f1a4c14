using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using Microsoft.Extensions.Logging;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>Which generation we speak: what is configured, or what the server says of itself.</summary>
public sealed class InfluxRecognitionTests(InfluxServer server) : IClassFixture<InfluxServer>
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly string prefix = server.NewPrefix();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ServerThatIsAsked_IsSpokenToAsItsGenerationWants(int generation)
    {
        await server.StartedAsync();
        await using InfluxStandIn? standIn = generation == 2 ? new Influx2(server) : generation == 3 ? new Influx3(server) : null;
        await (standIn?.StartAsync() ?? Task.CompletedTask);
        await using var site = new InfluxSite(server.Url, prefix, o => (standIn?.Access(o) ?? o) with { Version = null, Org = generation == 2 ? Influx2.CityHall : null });
        using var reader = new InfluxDbReader(site.Options, TimeProvider.System);
        Assert.Empty(await reader.RawAsync(Pm10, T0, T0 + Hour, 10, None));
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.Equal([1], (await reader.RawAsync(Pm10, T0, T0 + Hour, 10, None)).Select(r => r.V));
        Assert.Null(await reader.PingAsync(None));
        Assert.DoesNotContain(site.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData(null, "VictoriaMetrics says nothing, and is no store for us")]
    [InlineData("4.0.1", "says that it is InfluxDB 4.0.1, which we do not know")]
    [InlineData("unknown", "says that it is InfluxDB unknown, which we do not know")]
    [InlineData("2.7.11", "is InfluxDB 2.7.11. Store:InfluxDb:Org: ")]
    [InlineData("v2.7.11", "Store:InfluxDb:Token: InfluxDB 2 lets nobody in without one")]
    public async Task ServerThatWeCannotSpeakTo_IsSaidInWords_AndSetsNothingUp(string? version, string words)
    {
        await using var fake = new FakeInflux(_ => FakeAnswer.Written, version: version);
        await using var site = new InfluxSite(fake.Url, change: o => o with { Version = null });
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.PrepareAsync(None));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        using var reader = new InfluxDbReader(site.Options, TimeProvider.System);
        Assert.Equal(e.Message, await reader.PingAsync(None));
        Assert.All(fake.Addresses, address => Assert.Equal("/ping", address));
    }

    [Fact]
    public async Task TokenForA1_IsSaidInWords_WithoutIt()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix, o => o with { Version = null, Token = "t0ken" });
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.PrepareAsync(None));
        Assert.Contains("Store:InfluxDb:Token: belongs to InfluxDB 2 and 3", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.8.10", false)]
    [InlineData("1.6.7~rc0", false)]
    [InlineData(null, false)]
    [InlineData("v2.7.11", true)]
    public async Task ConfiguredGeneration_Wins_AndAContradictionIsTold(string? version, bool isTold)
    {
        await using var fake = new FakeInflux(_ => FakeAnswer.Written, version: version);
        await using var site = new InfluxSite(fake.Url);
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.Single(fake.Taken);
        var told = site.Log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message);
        Assert.Equal(isTold ? ["The server that we take for InfluxDB 1.x may be another. It says that it is InfluxDB v2.7.11, but Store:InfluxDb:Version is 1."] : [], told);
    }

    [Fact]
    public async Task TroubleOfAServerTakenForAnother_SaysSo()
    {
        await using var standIn = new Influx2(server);
        await standIn.StartAsync();
        await using var site = new InfluxSite(standIn.Url, prefix);
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None));
        Assert.Contains("(401: unauthorized access)", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("It says that it is InfluxDB v2.7.11, but Store:InfluxDb:Version is 1.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatIsAway_IsRecognisedWhenItComes()
    {
        await using var late = new InfluxServer();
        await using var site = new InfluxSite(late.Url, change: o => o with { Version = null });
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None));
        Assert.Contains("cannot be reached", e.Message, StringComparison.Ordinal);
        await late.StartAsync();
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.Equal(1, site.Store.Stored!.Value.Position);
    }
}
