using CityOps.Core.Readings;
using CityOps.Storage.Telemetry;
using CityOps.Tests.Support;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>What only a real server shows.</summary>
public sealed class InfluxServerTests(InfluxServer server) : IClassFixture<InfluxServer>
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly string prefix = server.NewPrefix();

    [Fact]
    public async Task FirstWrite_MakesTheThreeDatabases_AndTheLinesAreAsTheContractSays()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        Assert.DoesNotContain(prefix + "_", await server.QueryAsync("SHOW DATABASES"), StringComparison.Ordinal);
        await site.Store.WriteAsync(
            Batch(1, Good(Pm10, T0, 20), Failed(Pm25, T0, -9), Good(Flow, T0, 900) with { Quality = Quality.Suspect }), None);
        var databases = await server.QueryAsync("SHOW DATABASES");
        Assert.All(new[] { "raw", "hour", "day" }, kind => Assert.Contains($"\"{prefix}_{kind}\"", databases, StringComparison.Ordinal));

        var rows = await server.QueryAsync("SELECT * FROM air; SELECT * FROM traffic", $"{prefix}_raw");
        Assert.Contains("""{"name":"air","columns":["time","device","pm10","pm25_bad","pm25_q"],"values":[[1768284000000,"aq-001",20,-9,4]]}""", rows, StringComparison.Ordinal);
        Assert.Contains("""{"name":"traffic","columns":["time","device","flow","flow_q"],"values":[[1768284000000,"tr-7",900,3]]}""", rows, StringComparison.Ordinal);
        Assert.Contains("""["pm10","float"],["pm25_bad","float"],["pm25_q","float"]""", await server.QueryAsync("SHOW FIELD KEYS", $"{prefix}_raw"), StringComparison.Ordinal);
        Assert.Contains("""["device"]""", await server.QueryAsync("SHOW TAG KEYS FROM air", $"{prefix}_raw"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, "960h0m0s")]
    [InlineData(1, "24h0m0s")]
    [InlineData(400, "9600h0m0s")]
    public async Task Retention_IsSetAndChanged_AndTakenBack(int days, string text)
    {
        await server.StartedAsync();
        async Task WriteAsync(TimeSpan? retention)
        {
            await using var site = new InfluxSite(server.Url, prefix, o => o with { Retention = retention });
            await site.Store.WriteAsync(Batch(1, Good(Pm10, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), 1)), None);
        }

        Task<string> PoliciesAsync(string kind) => server.QueryAsync($"SHOW RETENTION POLICIES ON {prefix}_{kind}");
        await WriteAsync(TimeSpan.FromDays(days));
        Assert.Contains($"[\"autogen\",\"{text}\"", await PoliciesAsync("raw"), StringComparison.Ordinal);
        Assert.Contains("[\"autogen\",\"0s\"", await PoliciesAsync("day"), StringComparison.Ordinal);
        await WriteAsync(TimeSpan.FromDays(90));
        Assert.Contains("[\"autogen\",\"2160h0m0s\",\"24h0m0s\"", await PoliciesAsync("raw"), StringComparison.Ordinal);
        await WriteAsync(null);
        Assert.Contains("[\"autogen\",\"0s\",\"168h0m0s\"", await PoliciesAsync("raw"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FieldOfAnotherType_CostsOnlyTheLinesThatMeetIt()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        await site.Store.WriteAsync(Batch(1, Good(Flow, T0, 1)), None);
        await server.WriteAsync($"{prefix}_raw", $"air,device=other pm25=4i {T0}");

        var readings = Enumerable.Range(0, 10_000).Select(i => i == 7_777 ? Good(Pm25, T0 + i, i) : Good(Pm10, T0 + i, i)).ToList();
        await site.Store.WriteAsync(InfluxSite.Messages(2, readings), None);
        var letter = Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal(7_777, letter.Message);
        Assert.Contains("field type conflict", letter.Error, StringComparison.Ordinal);
        Assert.Equal(2, site.Store.Stored!.Value.Position);
        Assert.Equal(9_999, (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 20_000, None)).Count);
        Assert.Empty(await site.Store.LatestAsync([Pm25], None));
        Assert.Contains(site.Log.Lines, line => line.Message.Contains("dead letters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DatabaseDroppedUnderUs_IsMadeAgain()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        await server.QueryAsync($"DROP DATABASE {prefix}_raw");
        Assert.Empty(await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));
        await site.Store.WriteAsync(Batch(2, Good(Pm10, T0 + 1, 2)), None);
        Assert.Equal([new StoredReading(T0 + 1, 2, Quality.Good)], await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));
    }

    [Fact]
    public async Task SumBeyondTheLargestDouble_WhichTheServerCannotSay_IsComputedFromReadings()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, double.MaxValue), Good(Pm10, T0 + 1, double.MaxValue), Good(Pm10, T0 + Hour, 4)), None);
        BucketSize.TryParse("1h", TimeZoneInfo.Utc, out var size);
        var buckets = await site.Store.BucketsAsync(Pm10, T0, T0 + (2 * Hour), size!, BucketAggregates.Basic, 10, None);
        Assert.Equal([(2, double.MaxValue), (1, 4)], buckets.Select(b => (b.Count, b.Mean)));
    }

    [Theory]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]
    public async Task DaysOfZonesOffTheHour_AreCutWhereTheyBegin(string zone)
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        var model = new NaiveTelemetryStore();
        var batch = Batch(1, Enumerable.Range(0, 1_000).Select(i => Good(Pm10, T0 + (i * 7 * Minute), i % 13)).ToList());
        model.Write(batch);
        await site.Store.WriteAsync(batch, None);
        Assert.True(BucketSize.TryParse("1d", TimeZoneInfo.FindSystemTimeZoneById(zone), out var size));
        var (from, to) = (T0 + (3 * Minute), T0 + (100 * Hour));
        Assert.Equal(
            model.Buckets(Pm10, from, to, size, 50).Select(b => (b.T, b.Count, b.Min, b.Max, b.First, b.Last, Math.Round(b.Mean, 9))),
            (await site.Store.BucketsAsync(Pm10, from, to, size, BucketAggregates.Basic, 100, None))
                .Select(b => (b.T, b.Count, b.Min, b.Max, b.First, b.Last, Math.Round(b.Mean, 9))));
    }

    [Fact]
    public async Task DeviceThatChangedItsDomain_IsReadWhole_PageByPage()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix, o => o with { PageRows = 7 });
        await site.Store.WriteAsync(Batch(1, Good(Flow, T0, 0)), None);
        var lines = Enumerable.Range(1, 60).Select(i => $"{(i % 3 == 0 ? "air" : "traffic")},device=tr-7 flow={i} {T0 + i}");
        await server.WriteAsync($"{prefix}_raw", string.Join('\n', lines));
        var raw = await site.Store.RawAsync(Flow, T0, T0 + Hour, 1_000, None);
        Assert.Equal(Enumerable.Range(0, 61).Select(i => (double)i), raw.Select(r => r.V));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), (await site.Store.RawAsync(Flow, T0, T0 + Hour, 10, None)).Select(r => r.V));
    }

    [Fact]
    public async Task HostileName_IsAskedForAndNotExecuted()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        await site.Store.WriteAsync(Batch(1, Good(Pm10, T0, 1)), None);
        foreach (var id in new[] { new SeriesId("x' OR 1=1 --", "pm10"), new SeriesId("aq-001", "pm10\" FROM air; DROP DATABASE \"x"), new SeriesId("aq-001", "a\\") })
        {
            Assert.Empty(await site.Store.RawAsync(id, T0, T0 + Hour, 10, None));
            Assert.Empty(await site.Store.LatestAsync([id], None));
        }

        Assert.Single(await site.Store.RawAsync(Pm10, T0, T0 + Hour, 10, None));
    }
}
