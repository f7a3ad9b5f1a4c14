using CityOps.Tests.Storage.Telemetry.InfluxDb.StandIns;
using Microsoft.Extensions.Logging;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.InfluxDb;

/// <summary>One line among 10,000 that the server does not take: it costs exactly itself, whatever the generation.</summary>
public sealed class InfluxPoisonTests(InfluxServer server) : IClassFixture<InfluxServer>
{
    const int Lines = 10_000;
    const int Poison = 7_777;

    readonly string prefix = server.NewPrefix();

    [Fact]
    public async Task OneOfAnotherType_At1()
    {
        await server.StartedAsync();
        await using var site = new InfluxSite(server.Url, prefix);
        await site.Store.PrepareAsync(default);
        await server.WriteAsync($"{prefix}_raw", $"air,device=other pm25=4i {T0}");
        await CheckAsync(site, "400: partial write: field type conflict");
    }

    [Theory]
    [InlineData(true, "422: failure writing points to database: partial write: field type conflict")]
    [InlineData(false, "400: unable to parse 'air,device=aq-001 pm25=7777 ")]
    public async Task OneOfAnotherTypeOrUnparsed_At2(bool ofAnotherType, string words)
    {
        await using var standIn = new Influx2(server);
        await CheckAsync(standIn, ofAnotherType, words);

        // Eight thousand lines in a request, and each half of what was refused once.
        Assert.InRange(standIn.Writes.Count, 20, 45);
    }

    [Theory]
    [InlineData(true, "400: partial write of line protocol occurred: invalid column type for column 'pm25'")]
    [InlineData(false, "400: partial write of line protocol occurred: poison")]
    public async Task OneOfAnotherTypeOrUnparsed_At3(bool ofAnotherType, string words)
    {
        await using var standIn = new Influx3(server);
        await CheckAsync(standIn, ofAnotherType, words);
        Assert.Equal(ofAnotherType ? [1, 8_000, 1, 2_000] : [8_000, 1, 2_000], standIn.Writes);
    }

    async Task CheckAsync(InfluxStandIn standIn, bool ofAnotherType, string words)
    {
        await standIn.StartAsync();
        await using var site = new InfluxSite(standIn.Url, prefix, standIn.Access);
        await site.Store.PrepareAsync(default);
        if (ofAnotherType)
        {
            using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", "Token " + InfluxStandIn.CityToken } } };
            var address = standIn is Influx2 ? $"/api/v2/write?org={Influx2.CityHall}&bucket={prefix}_raw&precision=ms" : $"/api/v3/write_lp?db={prefix}_raw&precision=millisecond&accept_partial=true";
            using var answer = await http.PostAsync(new Uri(standIn.Url, address), new StringContent($"air,device=other pm25=4i {T0}"));
            Assert.True(answer.IsSuccessStatusCode);
        }
        else
        {
            standIn.IsPoison = line => line.Contains("pm25=7777 ", StringComparison.Ordinal);
        }

        await CheckAsync(site, words);
    }

    static async Task CheckAsync(InfluxSite site, string words)
    {
        var readings = Enumerable.Range(0, Lines).Select(i => Good(i == Poison ? Pm25 : Pm10, T0 + i, i)).ToList();
        await site.Store.WriteAsync(InfluxSite.Messages(1, readings), default);
        var letter = Assert.Single(site.Index.DeadLetters(long.MaxValue, 10));
        Assert.Equal((Poison, Poison, "aq-001"), (letter.Message, letter.Reading, letter.Device));
        Assert.StartsWith("air,device=aq-001 pm25=7777 ", letter.Line, StringComparison.Ordinal);
        Assert.Contains(words, letter.Error, StringComparison.Ordinal);
        Assert.True(site.Index.Refused(0, 10).Contains(1, Poison));
        Assert.Equal(1, site.Store.Stored!.Value.Position);
        Assert.Equal(Enumerable.Range(0, Lines).Where(i => i != Poison).Select(i => (double)i), (await site.Store.RawAsync(Pm10, T0, T0 + Hour, 20_000, default)).Select(r => r.V));
        Assert.Empty(await site.Store.LatestAsync([Pm25], default));
        Assert.Contains(site.Log.Lines, line => line.Level == LogLevel.Error && line.Message.Contains("dead letters", StringComparison.Ordinal));
    }
}
