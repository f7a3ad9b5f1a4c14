using System.Net;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api.Export;

/// <summary>The export over HTTP: which series it has, what stands in its cells, and what is refused.</summary>
[Collection(ApiCity.Name)]
public sealed class ExportApiTests(ApiCity city)
{
    const string Header = "time,series,value,unit,quality,domain\r\n";

    [Fact]
    public async Task Readings_ComeSeriesBySeries_OldestFirst_FailedOnesToo()
    {
        var at = Json.Now - 60_000;
        await PublishAsync("ex-two", "air", "pm10", (at, 10), (at + 1_000, -5_000), (at + 2_000, 12.5));
        await PublishAsync("ex-two", "air", "no2", (at, 0.1));
        using var answer = await CsvAsync($"series=ex-two:pm10,ex-two:no2,ex-two:pm10&from={at}&to={at + 2_001}");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            Header + $"{Json.Time(at)},ex-two:pm10,10,ug/m3,good,air\r\n{Json.Time(at + 1_000)},ex-two:pm10,-5000,ug/m3,fail,air\r\n"
            + $"{Json.Time(at + 2_000)},ex-two:pm10,12.5,ug/m3,good,air\r\n{Json.Time(at)},ex-two:no2,0.1,ug/m3,good,air\r\n",
            await answer.Content.ReadAsStringAsync());
        Assert.Equal(
            Header + $"{Json.Time(at + 1_000)},ex-two:pm10,-5000,ug/m3,fail,air\r\n",
            await TextAsync($"series=ex-two:pm10&from={Json.Time(at + 1_000)}&to={Json.Time(at + 2_000)}"));
    }

    [Fact]
    public async Task DeviceStationAndDomain_StandForAllTheirSeries()
    {
        var at = Json.Now - 60_000;
        await city.PutAsync("/stations/ex-place", """{"name":"Ob Savi","lat":46.08,"lon":14.5,"domain":"lighting"}""", HttpStatusCode.Created);
        await city.PutAsync("/devices/ex-b", """{"domain":"lighting","station":"ex-place"}""", HttpStatusCode.Created);
        await PublishAsync("ex-b", "lighting", "power", (at, 2));
        await PublishAsync("ex-a", "lighting", "voltage", (at, 230));
        await PublishAsync("ex-a", "lighting", "power", (at, 1));
        Assert.Equal(["ex-a:power", "ex-a:voltage"], await SeriesAsync($"device=ex-a&from={at}"));
        Assert.Equal(["ex-b:power"], await SeriesAsync($"station=ex-place&from={at}"));
        var all = await SeriesAsync($"domain=lighting&from={at}");
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.All((string[])["ex-a:power", "ex-a:voltage", "ex-b:power"], series => Assert.Contains(series, all));
        Assert.Equal(Header, await TextAsync("device=ex-a&from=1&to=2"));
    }

    [Fact]
    public async Task Texts_AreNoFormulas_AndTheFileHasAName()
    {
        var at = Json.At("2026-01-13T06:10:00Z");
        await city.PublishAsync("-ex.csv", $$"""{"ts":{{at}},"m":{"noise":{"v":-1.5,"u":"=A1,\"x\""} } }""");
        await StoredAsync("-ex.csv:noise", at);
        using var answer = await CsvAsync($"series=-ex.csv:noise&from={at}&to={at + 60_000}");
        Assert.Equal(Header + $"{Json.Time(at)},'-ex.csv:noise,-1.5,\"'=A1,\"\"x\"\"\",notEvaluated,air\r\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal("attachment; filename=-ex.csv_noise_20260113T061000Z_20260113T061100Z.csv", answer.Content.Headers.ContentDisposition?.ToString());
    }

    [Theory]
    [InlineData("ex-autumn", "2025-10-26T00:30:00Z", "2025-10-26T02:30:00.000+02:00", "2025-10-26T02:30:00.000+01:00")]
    [InlineData("ex-spring", "2025-03-30T00:30:00Z", "2025-03-30T01:30:00.000+01:00", "2025-03-30T03:30:00.000+02:00")]
    public async Task Zone_HasAColumnOfItsOwn_AlsoWhereTheClockChanges(string device, string first, string before, string after)
    {
        var at = Json.At(first);
        await PublishAsync(device, "air", "pm10", (at, 1), (at + 3_600_000, 2));
        Assert.Equal(
            "time,time Europe/Ljubljana,series,value,unit,quality,domain\r\n"
            + $"{Json.Time(at)},{before},{device}:pm10,1,ug/m3,good,air\r\n{Json.Time(at + 3_600_000)},{after},{device}:pm10,2,ug/m3,good,air\r\n",
            await TextAsync($"series={device}:pm10&from={at}&to={at + 3_600_001}&tz=Europe/Ljubljana"));
        Assert.StartsWith("time,time +01:00,series", await TextAsync($"series={device}:pm10&from={at}&tz=%2B01:00"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=1", HttpStatusCode.BadRequest, "Exactly one of series, domain, station and device")]
    [InlineData("from=1&series=ex-no:pm10&domain=air", HttpStatusCode.BadRequest, "Exactly one of series, domain, station and device")]
    [InlineData("series=ex-no:pm10", HttpStatusCode.BadRequest, "from")]
    [InlineData("from=1&series=ex-no:pm10", HttpStatusCode.NotFound, "ex-no:pm10")]
    [InlineData("from=1&series=", HttpStatusCode.BadRequest, "1 to 1000")]
    [InlineData("from=1&series=what", HttpStatusCode.BadRequest, "what")]
    [InlineData("from=1&device=ex-no", HttpStatusCode.NotFound, "ex-no")]
    [InlineData("from=1&station=ex-no", HttpStatusCode.NotFound, "ex-no")]
    [InlineData("from=1&domain=sewage", HttpStatusCode.BadRequest, "sewage")]
    [InlineData("from=1&domain=air&tz=Mars", HttpStatusCode.BadRequest, "tz")]
    [InlineData("from=2&to=1&domain=air", HttpStatusCode.BadRequest, "from")]
    [InlineData("from=1&domain=air&limit=5", HttpStatusCode.BadRequest, "limit")]
    public async Task BadValue_IsRefusedByName(string query, HttpStatusCode expected, string named) =>
        Assert.Contains(named, await city.RefusalAsync(HttpMethod.Get, "/export?" + query, null, expected), StringComparison.Ordinal);

    [Fact]
    public async Task Description_SaysItIsCsv()
    {
        var paths = JsonDocument.Parse(await city.Process.Http.GetStringAsync("/openapi/v1.json")).RootElement.GetProperty("paths");
        Assert.True(paths.GetProperty("/api/v1/export").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("text/csv", out _));
    }

    async Task PublishAsync(string device, string domain, string quantity, params (long At, double Value)[] readings)
    {
        await city.PublishAsync(device, $"[{string.Join(',', readings.Select(reading => ApiCity.Payload(quantity, reading.At, reading.Value)))}]", domain);
        await StoredAsync($"{device}:{quantity}", readings[^1].At);
    }

    async Task StoredAsync(string series, long at) => await Eventually.SatisfiesAsync(
        async () =>
        {
            using var answer = await city.Process.Http.GetAsync($"/api/v1/readings?series={series}&from={at}&to={at + 1}");
            return await answer.Content.ReadAsStringAsync();
        },
        text => text.Contains(Json.Time(at), StringComparison.Ordinal), $"the readings of {series}");

    async Task<List<string>> SeriesAsync(string query) =>
        [.. (await TextAsync(query)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[1])];

    async Task<string> TextAsync(string query)
    {
        using var answer = await CsvAsync(query);
        return await answer.Content.ReadAsStringAsync();
    }

    async Task<HttpResponseMessage> CsvAsync(string query)
    {
        var answer = await city.Process.Http.GetAsync("/api/v1/export?" + query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }
}
