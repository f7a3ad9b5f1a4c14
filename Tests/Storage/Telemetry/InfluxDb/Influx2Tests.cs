using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.InfluxDb;
using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using Microsoft.Extensions.Logging;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>What is particular to InfluxDB 2, by its stand-in.</summary>
public sealed class Influx2Tests(InfluxServer server) : IClassFixture<InfluxServer>, IAsyncDisposable
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly Influx2 standIn = new(server);
    readonly string prefix = server.NewPrefix();

    public ValueTask DisposeAsync() => standIn.DisposeAsync();

    [Fact]
    public async Task FirstWrite_MakesTheBuckets_AndTheTokenIsInItsHeaderOnly()
    {
        await using var site = await OpenAsync();
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        string[] buckets = [$"{prefix}_raw", $"{prefix}_hour", $"{prefix}_day"];
        Assert.Equal(buckets.Order(), standIn.Databases.Keys.Order());
        Assert.Equal(
            [
                "GET /ping", "GET /api/v2/orgs?org=city%20hall",
                .. buckets.SelectMany(name => new[] { $"GET /api/v2/buckets?orgID=00000000000000aa&name={name}", "POST /api/v2/buckets" }),
                $"POST /api/v2/write?org=city%20hall&bucket={prefix}_raw&precision=ms",
            ],
            standIn.Addresses);
        Assert.All(standIn.Logins, login => Assert.Equal("Token " + InfluxStandIn.CityToken, login));
        Assert.DoesNotContain(InfluxStandIn.CityToken, site.Options.ToString(), StringComparison.Ordinal);

        await site.Store.WriteAsync(Batch(2, Good(Pm10, T0 + 1, 2)), None);
        Assert.Equal([1, 2], (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None)).Select(r => r.V));
    }

    [Fact]
    public async Task Retention_IsSetAndChanged_AndTakenBack()
    {
        async Task WriteAsync(int? days)
        {
            await using var site = await OpenAsync(o => o with { Retention = days is { } d ? TimeSpan.FromDays(d) : null });
            await site.Store.WriteAsync(Batch(1, Good(Pm10, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), 1)), None);
            Assert.Equal(days ?? 0, standIn.Databases[$"{prefix}_raw"].Retention.TotalDays);
            Assert.Equal(TimeSpan.Zero, standIn.Databases[$"{prefix}_day"].Retention);
        }

        await WriteAsync(40);
        await WriteAsync(90);
        await WriteAsync(null);
        Assert.Equal(2, standIn.Addresses.Count(address => address.StartsWith("PATCH", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BucketDeletedUnderUs_IsMadeAgain()
    {
        await using var site = await OpenAsync();
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.True(standIn.Databases.TryRemove($"{prefix}_raw", out _));
        await server.QueryAsync($"DROP DATABASE {prefix}_raw");
        Assert.Empty(await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));
        await site.Store.WriteAsync(Batch(2, Good(Pm10, T0 + 1, 2)), None);
        Assert.Equal([new StoredReading(T0 + 1, 2, Quality.Good)], await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));
    }

    [Fact]
    public async Task OtherLine_NotWithinTheRetention_CostsOnlyItself()
    {
        await using var site = await OpenAsync(o => o with { Retention = TimeSpan.FromDays(30) });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await site.Store.WriteAsync(InfluxSite.Messages(1, Enumerable.Range(0, 100).Select(i => Good(Pm10, i == 41 ? T0 : now + i, i)).ToList()), None);
        var letter = Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal(41, letter.Message);
        Assert.Contains("422: failure writing points to database: partial write: points beyond retention policy dropped=1", letter.Error, StringComparison.Ordinal);
        Assert.Equal(99, (await site.Store.RawAsync(Pm10, T0, now + Hour, 1_000, None)).Count);
    }

    [Theory]
    [InlineData("wrong-token", Influx2.CityHall, "refuses our token (401: unauthorized access). Look at Store:InfluxDb:Token.")]
    [InlineData(InfluxStandIn.CityToken, "elsewhere", "has no organization elsewhere (404: organization name \"elsewhere\" not found). Look at Store:InfluxDb:Org.")]
    public async Task WhatWeAreToldIsWrong_IsSaidInWords_WithoutTheSecret(string token, string org, string words)
    {
        await using var site = await OpenAsync(o => o with { Token = token, Org = org });
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await site.Store.PrepareAsync(None));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token, e.ToString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), e.PauseAtLeast);
        Assert.Empty(standIn.Writes);
    }

    [Fact]
    public async Task TokenThatMayOnlyWriteAndRead_WorksWithTheBucketsThatAreThere()
    {
        await using (var site = await OpenAsync())
        {
            await site.Store.PrepareAsync(None);
        }

        await using var limited = await OpenAsync(o => o with { Token = Influx2.LimitedToken });
        await limited.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        Assert.Single(await limited.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));
        var warning = Assert.Single(limited.Log.Lines, line => line.Level == LogLevel.Warning);
        Assert.Contains("taken as they are", warning.Message, StringComparison.Ordinal);

        Assert.True(standIn.Databases.TryRemove($"{prefix}_raw", out _));
        var e = await Assert.ThrowsAsync<TelemetryStoreException>(async () => await limited.Store.WriteAsync(Batch(2, Good(Pm10, T0, 1)), None));
        Assert.Contains($"{prefix}_raw could not be made by our token", e.Message, StringComparison.Ordinal);
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
