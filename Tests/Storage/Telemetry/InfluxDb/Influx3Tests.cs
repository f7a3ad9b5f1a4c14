using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>What is particular to InfluxDB 3, by its stand-in.</summary>
public sealed class Influx3Tests(InfluxServer server) : IClassFixture<InfluxServer>, IAsyncDisposable
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly Influx3 standIn = new(server);
    readonly string prefix = server.NewPrefix();

    public ValueTask DisposeAsync() => standIn.DisposeAsync();

    [Fact]
    public async Task FirstWrite_MakesTheDatabases_WithTheRetentionTheyWillKeep()
    {
        await using (var site = await OpenAsync(o => o with { Retention = TimeSpan.FromDays(40) }))
        {
            await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
            Assert.Equal(
                [
                    "GET /ping", .. Enumerable.Repeat("POST /api/v3/configure/database", 3),
                    $"POST /api/v3/write_lp?db={prefix}_raw&precision=millisecond&accept_partial=true",
                ],
                standIn.Addresses);
            Assert.Equal([1], (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None)).Select(r => r.V));
        }

        Assert.All(standIn.Logins, login => Assert.Equal("Token " + InfluxStandIn.CityToken, login));
        await using var again = await OpenAsync(o => o with { Retention = TimeSpan.FromDays(90) });
        await again.Store.PrepareAsync(None);
        Assert.Equal([0, 0, 40], standIn.Databases.Values.Select(database => database.Retention.TotalDays).Order());
        Assert.Contains(again.Log.Lines, line => line.Message.Contains($"{prefix}_raw is in InfluxDB already", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 4)]
    [InlineData(900, 8)]
    public async Task NamedLines_AreTheDeadLetters_HoweverMany(int bad, int batchesAtLeast)
    {
        await using var site = await OpenAsync();
        standIn.IsPoison = line => int.Parse(line.Split("pm10=")[1].Split(' ')[0], CultureInfo.InvariantCulture) % 1_000 < bad;
        await site.Store.WriteAsync(InfluxSite.Messages(1, Enumerable.Range(0, 1_000).Select(i => Good(Pm10, T0 + i, i)).ToList()), None);
        Assert.Equal(Enumerable.Range(0, bad), site.Index.DeadLetters(long.MaxValue, int.MaxValue).Select(letter => letter.Message).Order());
        Assert.Equal(1_000 - bad, (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10_000, None)).Count);

        // One request that names them and one for each of them; more only where it could not name them all.
        Assert.InRange(standIn.Writes.Count(lines => lines > 1), batchesAtLeast, bad < 100 ? 1 : 60);
        Assert.InRange(standIn.Writes.Count(lines => lines == 1), bad, bad);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(5_000)]
    public async Task ServerThatCountsOtherwise_CostsNoOtherLine(int by)
    {
        await using var site = await OpenAsync();
        standIn.IsPoison = line => line.Contains("pm10=41 ", StringComparison.Ordinal);
        standIn.MiscountsBy = by;
        await site.Store.WriteAsync(InfluxSite.Messages(1, Enumerable.Range(0, 100).Select(i => Good(Pm10, T0 + i, i)).ToList()), None);
        Assert.Equal(41, Assert.Single(site.Index.DeadLetters(long.MaxValue, 10)).Message);
        Assert.Equal(99, (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 1_000, None)).Count);
    }

    [Theory]
    [InlineData("wrong-token", "refuses our token (401")]
    [InlineData(null, "refuses us without a token (401: the request was not authenticated). Look at Store:InfluxDb:Token.")]
    public async Task WrongToken_IsSaidInWords(string? token, string words)
    {
        await using var site = await OpenAsync(o => o with { Token = token });
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Empty(standIn.Databases);
    }

    [Fact]
    public async Task NoRoomForOurDatabases_IsAFaultOfTheConfiguration()
    {
        await using (var first = await OpenAsync())
        {
            await first.Store.PrepareAsync(None);
        }

        await using var second = new InfluxSite(standIn.Url, server.NewPrefix(), standIn.Access);
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await second.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None));
        Assert.Contains("database limit reached", e.Message, StringComparison.Ordinal);
        Assert.Empty(standIn.Writes);
    }

    [Fact]
    public async Task MoreThanCoreReadsAtOnce_IsAskedInPieces()
    {
        const int Days = 12;
        await using var site = await OpenAsync();
        using var reader = new InfluxDbReader(site.Options, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / Hour * Hour;
        var readings = Enumerable.Range(0, Days * 144).Select(i => Good(Pm10, now - (Days * 24 * Hour) + (i * 10 * Minute), i)).ToList();
        var old = new SeriesId("aq-old", "pm10");
        await site.Store.WriteAsync(Batch(1, [.. readings, Good(old, readings[3].ObservedAt + 1, 77)]), None);
        standIn.FileLimit = 40;

        var (from, to) = (now - (3_000 * 24 * Hour), now + Hour);
        Assert.Equal(readings.Select(r => r.Value), (await reader.RawAsync(Pm10, from, to, 100_000, None)).Select(r => r.V));
        foreach (var bucket in new[] { "1h", "7m", "1d" })
        {
            Assert.True(BucketSize.TryParse(bucket, TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"), out var size));
            var model = new NaiveTelemetryStore();
            model.Write(Batch(1, readings));
            Assert.Equal(
                model.Buckets(Pm10, from, to, size, 50).Select(b => (b.T, b.Count, b.Min, b.Max, b.First, b.Last, Math.Round(b.Mean, 9))),
                (await reader.BucketsAsync(Pm10, from, to, size, BucketAggregates.Basic, 100_000, None)).Select(b => (b.T, b.Count, b.Min, b.Max, b.First, b.Last, Math.Round(b.Mean, 9))));
        }

        Assert.Equal([77, (Days * 144) - 1], (await reader.LatestAsync([old, Pm10], None)).Select(r => r.Value));

        standIn.FileLimit = 0;
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await reader.RawAsync(Pm10, from, to, 10, None));
        Assert.Contains("even about a short time", e.Message, StringComparison.Ordinal);
    }

    async Task<InfluxSite> OpenAsync(Func<InfluxDbOptions, InfluxDbOptions>? change = null)
    {
        if (standIn.Url is null)
        {
            await standIn.StartAsync();
        }

        return new InfluxSite(standIn.Url!, prefix, options => (change ?? (o => o))(standIn.Access(options)));
    }
}
