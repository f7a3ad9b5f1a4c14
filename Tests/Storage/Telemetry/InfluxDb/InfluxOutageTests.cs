using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Support;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>A server that goes and comes, and one that lets nobody in. Each test has its own.</summary>
public sealed class InfluxOutageTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ServerThatIsAway_KeepsNobodyFromStarting_AndTakesAllWhenItIsBack()
    {
        await using var server = new InfluxServer();
        await using var site = new InfluxSite(server.Url);
        Assert.Null(site.Store.Stored);
        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<TelemetryStoreException>(() => WriteAsync(site, 1))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.LatestAsync([Pm10], None));

        await server.StartAsync();
        await WriteAsync(site, 1);
        await server.KillAsync();
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(() => WriteAsync(site, 2));
        Assert.Contains($"InfluxDB at http://{server.Url.Authority}", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, site.Store.Stored!.Value.Position);

        // The latest of what was written needs no server, nor does anything at a start.
        Assert.Equal(1, Assert.Single(await site.Store.LatestAsync([Pm10, Pm25], None)).Value);
        await site.Store.FlushAsync(None);
        site.Crash();
        Assert.Equal(1, Assert.Single(await site.Store.LatestAsync([Pm10, Pm25], None)).Value);

        await server.StartAsync();
        await WriteAsync(site, 2);
        Assert.Equal([1, 2], (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None)).Select(r => r.V));
    }

    [Fact]
    public async Task KilledBeforeItsPositionWasKept_WritesTheSameAgain_AndNothingIsThereTwice()
    {
        await using var server = await InfluxServer.StartNewAsync();
        await using var site = new InfluxSite(server.Url);
        await WriteAsync(site, 1, 2);
        await site.Store.FlushAsync(None);
        await WriteAsync(site, 3, 4);
        var before = await server.QueryAsync("SELECT * FROM air", "cityops_raw");
        site.Crash();
        Assert.Equal(2, site.Store.Stored!.Value.Position);
        Assert.Equal(ReceivedAt(2), site.Store.StoredUntil);
        Assert.Equal(2, Assert.Single(await site.Store.LatestAsync([Pm10], None)).Value);

        await WriteAsync(site, 3, 4);
        Assert.Equal(before, await server.QueryAsync("SELECT * FROM air", "cityops_raw"));
        Assert.Equal(4, Assert.Single(await site.Store.LatestAsync([Pm10], None)).Value);
    }

    [Fact]
    public async Task WrongPassword_IsSaidInWords_AndTheRightOneFindsEverythingStillToDo()
    {
        await using var server = await InfluxServer.StartNewAsync("auth-enabled = true");
        await server.QueryAsync("CREATE USER admin WITH PASSWORD 'right' WITH ALL PRIVILEGES");
        await using (var site = new InfluxSite(server.Url, change: o => o with { Username = "admin", Password = "wrong" }))
        {
            var e = await Assert.ThrowsAsync<TelemetryStoreException>(() => WriteAsync(site, 1));
            Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
            Assert.Contains("refuses our name or password (401", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong", e.Message, StringComparison.Ordinal);
        }

        await using var right = new InfluxSite(server.Url, change: o => o with { Username = "admin", Password = "right" });
        await WriteAsync(right, 1);
        Assert.Single(await right.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));

        // A user who may only write and read works with databases that others made, and sees when he may not.
        await server.QueryAsync("CREATE USER city WITH PASSWORD 'c'; GRANT ALL ON cityops_raw TO city", login: "admin:right");
        await using var plain = new InfluxSite(server.Url, change: o => o with { Username = "city", Password = "c" });
        await WriteAsync(plain, 2);
        Assert.Equal(2, (await plain.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None)).Count);
        Assert.Contains(plain.Log.Lines, line => line.Message.Contains("taken as they are", StringComparison.Ordinal));
        await using var other = new InfluxSite(server.Url, "other", o => o with { Username = "city", Password = "c" });
        var refused = await Assert.ThrowsAsync<TelemetryStoreException>(() => WriteAsync(other, 1));
        Assert.Contains("city", refused.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.PauseAtLeast);
    }

    [Fact]
    public async Task ServerThatCutsItsAnswers_IsAskedOn()
    {
        await using var server = await InfluxServer.StartNewAsync("max-row-limit = 10");
        await using var site = new InfluxSite(server.Url);
        await site.Store.WriteAsync(Batch(1, Enumerable.Range(0, 95).Select(i => Good(Pm10, T0 + (i * Minute), i)).ToList()), None);
        Assert.Equal(Enumerable.Range(0, 95).Select(i => (double)i), (await site.Store.RawAsync(Pm10, T0, T0 + (9 * Hour), 1_000, None)).Select(r => r.V));
        BucketSize.TryParse("1m", TimeZoneInfo.Utc, out var size);
        Assert.Equal(95, (await site.Store.BucketsAsync(Pm10, T0, T0 + (9 * Hour), size!, BucketAggregates.Basic, 1_000, None)).Sum(b => b.Count));
        Assert.Equal(42, (await site.Store.BucketsAsync(Pm10, T0, T0 + (9 * Hour), size!, new BucketAggregates([50]), 42, None)).Count);
    }

    [Fact]
    public async Task ReaderByItself_AnswersAsTheStoreDoes()
    {
        await using var server = await InfluxServer.StartNewAsync();
        await using var site = new InfluxSite(server.Url);
        using var reader = new InfluxDbReader(site.Options, TimeProvider.System);
        Assert.Null(await reader.PingAsync(None));
        Assert.Empty(await reader.LatestAsync([Pm10], None));

        var (random, model, late) = (new Random(11), new NaiveTelemetryStore(), new JudgedLate());
        for (var position = 1; position <= 40; position++)
        {
            var batch = late.Judge(TelemetryStoreContract.RandomBatch(random, position));
            model.Write(batch);
            await site.Store.WriteAsync(batch, None);
        }

        BucketSize.TryParse("7m", TimeZoneInfo.Utc, out var size);
        foreach (var series in new[] { Pm10, Pm25, Flow })
        {
            var (from, to) = (T0 - (3 * Hour), T0 + (2 * Hour));
            Assert.Equal(model.Raw(series, from, to), await reader.RawAsync(series, from, to, 10_000, None));
            Assert.Equal(
                (await site.Store.BucketsAsync(series, from, to, size!, BucketAggregates.Basic, 10_000, None)).Select(b => b with { Percentiles = [] }).Select(b => b.ToString()),
                (await reader.BucketsAsync(series, from, to, size!, BucketAggregates.Basic, 10_000, None)).Select(b => b with { Percentiles = [] }).Select(b => b.ToString()));
        }

        await server.StopAsync();
        Assert.Contains("cannot be reached", await reader.PingAsync(None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(3_000)]
    [InlineData(36_500)]
    public async Task ReaderByItself_FindsTheLatest_HoweverLongAgo(int daysAgo)
    {
        await using var server = await InfluxServer.StartNewAsync();
        await using var site = new InfluxSite(server.Url);
        using var reader = new InfluxDbReader(site.Options, TimeProvider.System);
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (daysAgo * 24 * Hour);
        Reading Seen(Reading r) => r with { ReceivedAt = r.ObservedAt, Reasons = QualityReasons.None, Late = false };

        // The value is the newest; a failed one is; both are of one moment, in either order.
        Reading[] readings =
        [
            Failed(Pm10, at - 5, -1), Good(Pm10, at, 1), Good(Pm25, at - 5, 2) with { Quality = Quality.Suspect }, Failed(Pm25, at, -2),
            Failed(Flow, at, -3), Good(Flow, at, 3),
        ];
        var other = new SeriesId("aq-002", "pm10");
        await site.Store.WriteAsync(Batch(1, [.. readings, Good(other, at, 5), Failed(other, at, -5) with { Late = true }]), None);
        Assert.Equal(
            [Seen(readings[5]), Seen(readings[1]), Seen(readings[3]), Seen(Failed(other, at, -5))],
            await reader.LatestAsync([Flow, Pm10, new SeriesId("nobody", "pm10"), Pm25, other], None));

        // Too many to name one by one.
        var many = Enumerable.Range(0, 80).Select(i => new SeriesId($"d-{i}", "pm10")).ToList();
        await site.Store.WriteAsync(Batch(2, many.ConvertAll(id => Good(id, at, 7))), None);
        Assert.Equal(81, (await reader.LatestAsync([.. many, Pm10], None)).Count);
    }

    static async Task WriteAsync(InfluxSite site, params int[] positions)
    {
        foreach (var position in positions)
        {
            await site.Store.WriteAsync(Batch(position, Good(Pm10, T0 + (position * Minute), position)), None);
        }
    }
}
