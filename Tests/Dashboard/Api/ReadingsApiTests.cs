using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class ReadingsApiTests(ApiCity city)
{
    [Fact]
    public async Task Raw_IncludesFailedOnes_BucketsAndCountDoNot_LatestIsTheNewestWhateverItsQuality()
    {
        var at = (Json.Now / 60_000 * 60_000) - 120_000;
        await PublishAsync("rd-fail", (at, 10), (at + 1_000, 12), (at + 2_000, -5_000));
        var raw = await city.GetAsync("/readings?series=rd-fail:pm10");
        Assert.Equal("series unit resolution storedUntil items next", raw.Members());
        Assert.Equal("rd-fail:pm10 ug/m3 raw", $"{raw.Text("series")} {raw.Text("unit")} {raw.Text("resolution")}");
        Json.IsTime(raw.Text("storedUntil"));
        Assert.All(raw.GetProperty("items").EnumerateArray(), item => Assert.Equal("t v q", item.Members()));
        Assert.Equal(
            [$"{Json.Time(at)} 10 good", $"{Json.Time(at + 1_000)} 12 good", $"{Json.Time(at + 2_000)} -5000 fail"],
            raw.GetProperty("items").EnumerateArray().Select(item => $"{item.Text("t")} {item.GetProperty("v")} {item.Text("q")}"));

        var buckets = await city.GetAsync("/readings?series=rd-fail:pm10&bucket=1m&aggregate=mean,p95,first,last");
        Assert.Equal("series unit bucket resolution tz items", buckets.Members());
        Assert.Equal("1m Europe/Ljubljana", $"{buckets.Text("bucket")} {buckets.Text("tz")}");
        var bucket = buckets.GetProperty("items").EnumerateArray().Single();
        Assert.Equal("t mean min max count p95 first last", bucket.Members());
        Assert.Equal(
            (Json.Time(at), 11d, 10d, 12d, 2L, 12d, 10d, 12d),
            (bucket.Text("t")!, bucket.Number("mean"), bucket.Number("min"), bucket.Number("max"), bucket.Count("count"), bucket.Number("p95"), bucket.Number("first"), bucket.Number("last")));

        var latest = (await city.GetAsync("/readings/latest?series=rd-fail:pm10,nobody:pm10")).Items().Single();
        Assert.Equal("series observedAt receivedAt value unit quality reasons", latest.Members());
        Assert.Equal($"{Json.Time(at + 2_000)} -5000 fail ug/m3", $"{latest.Text("observedAt")} {latest.GetProperty("value")} {latest.Text("quality")} {latest.Text("unit")}");
        Json.IsTime(latest.Text("receivedAt"));
        Assert.NotEqual(0, latest.GetProperty("reasons").GetArrayLength());
    }

    [Theory]
    [InlineData(3_600_000, "10s")]
    [InlineData(7 * 86_400_000, "15m")]
    public async Task AutoBucket_IsChosenByThePeriod(long length, string expected)
    {
        var at = Json.Now - 60_000;
        await PublishAsync($"rd-auto-{expected}", (at, 1));
        var answer = await city.GetAsync($"/readings?series=rd-auto-{expected}:pm10&bucket=auto&from={Json.Now - length}&to={Json.Now}");
        Assert.Equal(expected, answer.Text("bucket"));
        Assert.Equal(1, answer.GetProperty("items").EnumerateArray().Single().Number("mean"));
    }

    [Fact]
    public async Task From_IsInclusive_To_IsExclusive_InAnyNotation()
    {
        var at = Json.Now - 60_000;
        await PublishAsync("rd-range", (at, 1), (at + 1_000, 2), (at + 2_000, 3));
        var offset = DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        foreach (var from in (string[])[at.ToString(CultureInfo.InvariantCulture), Json.Time(at), Uri.EscapeDataString(offset), offset])
        {
            Assert.Equal([1, 2], await ValuesAsync($"/readings?series=rd-range:pm10&from={from}&to={Json.Time(at + 2_000)}"));
        }

        Assert.Empty(await ValuesAsync($"/readings?series=rd-range:pm10&from={Json.Time(at)}&to={Json.Time(at)}"));
    }

    [Fact]
    public async Task WithoutFrom_IsTheLast24Hours()
    {
        var at = Json.Now - (25 * 3_600_000L);
        await PublishAsync("rd-day", (at, 1), (at + (2 * 3_600_000), 2));
        Assert.Equal([2], await ValuesAsync("/readings?series=rd-day:pm10"));
        Assert.Equal([1, 2], await ValuesAsync($"/readings?series=rd-day:pm10&from={Json.Time(at)}"));
    }

    [Fact]
    public async Task Pages_GiveEachReadingOnce_AlsoInCsv()
    {
        var at = Json.Now - 60_000;
        await PublishAsync("rd-page", [.. Enumerable.Range(0, 5).Select(i => (at + (i * 1_000), (double)i))]);
        var found = new List<double>();
        for (var path = "/readings?series=rd-page:pm10&limit=2"; ;)
        {
            var page = await city.GetAsync(path);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Number("v")));
            if (page.Text("next") is not { } next)
            {
                break;
            }

            path = $"/readings?series=rd-page:pm10&limit=2&cursor={next}";
        }

        Assert.Equal([0, 1, 2, 3, 4], found);
        using var first = await CsvAsync("series=rd-page:pm10&limit=3");
        var link = first.Headers.GetValues("Link").Single();
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var second = await city.Process.Http.SendAsync(request);
        Assert.Equal(3, (await second.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.False(second.Headers.Contains("Link"));
    }

    [Fact]
    public async Task Csv_HasTheHeaderAndNoFormula()
    {
        var at = Json.Now / 3_600_000 * 3_600_000;
        await PublishAsync("-rd.csv", (at, -1.5), (at + 1, -5_000));
        using var raw = await CsvAsync("series=-rd.csv:pm10");
        Assert.Equal("text/csv; charset=utf-8", raw.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            $"time,series,value,unit,quality\r\n{Json.Time(at)},'-rd.csv:pm10,-1.5,ug/m3,good\r\n{Json.Time(at + 1)},'-rd.csv:pm10,-5000,ug/m3,fail\r\n",
            await raw.Content.ReadAsStringAsync());
        using var buckets = await CsvAsync("series=-rd.csv:pm10&bucket=1h&aggregate=p95");
        Assert.Equal(
            $"time,series,mean,min,max,count,p95,unit\r\n{Json.Time(at)},'-rd.csv:pm10,-1.5,-1.5,-1.5,1,-1.5,ug/m3\r\n", await buckets.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Buckets_AlignToUtc_DaysToTheCivilDaysOfTheZone_EmptyOnesAreAbsent()
    {
        var day = Json.Now / 86_400_000 * 86_400_000;
        var (first, second) = (day - (3 * 86_400_000L) + 3_661_000, day - (1 * 86_400_000L) + 3_661_000);
        await PublishAsync("rd-bucket", (first, 1), (second, 2));
        var from = Json.Time(day - (4 * 86_400_000L));
        Assert.Equal([Json.Time(first - 1_000), Json.Time(second - 1_000)], await StartsAsync("1m"));
        Assert.Equal([Json.Time(first - 61_000), Json.Time(second - 61_000)], await StartsAsync("1h"));
        Assert.Equal([Json.Time(first - 1_000), Json.Time(second - 1_000)], await StartsAsync("5s"));
        Assert.Equal([Json.Time(first - 3_661_000), Json.Time(second - 3_661_000)], await StartsAsync("1d&tz=UTC"));
        // Kolkata is 5:30 ahead all year, so its day began at 18:30 of the day before.
        Assert.Equal([Json.Time(first - 3_661_000 - 19_800_000), Json.Time(second - 3_661_000 - 19_800_000)], await StartsAsync("1d&tz=Asia/Kolkata"));

        async Task<List<string>> StartsAsync(string bucket) =>
            [.. (await city.GetAsync($"/readings?series=rd-bucket:pm10&from={from}&bucket={bucket}")).GetProperty("items").EnumerateArray().Select(item => item.Text("t")!)];
    }

    [Theory]
    [InlineData("rd-autumn", "2025-10-25T22:00:00Z", "2025-10-26T22:30:00Z", "2025-10-26T23:00:00Z")]
    [InlineData("rd-spring", "2025-03-29T23:00:00Z", "2025-03-30T21:30:00Z", "2025-03-30T22:00:00Z")]
    public async Task DayOfTheClockChange_Has25Or23Hours(string device, string start, string last, string next)
    {
        await PublishAsync(device, (Json.At(start), 1), (Json.At(last), 2), (Json.At(next), 3));
        var answer = await city.GetAsync($"/readings?series={device}:pm10&from={start}&to={Json.Time(Json.At(next) + 1)}&bucket=1d");
        Assert.Equal(
            [$"{Json.Time(Json.At(start))} 2", $"{Json.Time(Json.At(next))} 1"],
            answer.GetProperty("items").EnumerateArray().Select(item => $"{item.Text("t")} {item.Count("count")}"));
    }

    [Fact]
    public async Task Percentiles_AreNearestRank()
    {
        var at = (Json.Now / 3_600_000 * 3_600_000) - 3_600_000;
        await PublishAsync("rd-rank", [.. Enumerable.Range(1, 10).Select(i => (at + (i * 1_000), (double)i))]);
        var bucket = (await city.GetAsync("/readings?series=rd-rank:pm10&bucket=1h&aggregate=p50,p91,p1")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((5d, 10d, 1d), (bucket.Number("p50"), bucket.Number("p91"), bucket.Number("p1")));
    }

    [Theory]
    [InlineData("/readings?series=nobody:pm10", HttpStatusCode.NotFound, "nobody:pm10")]
    [InlineData("/readings", HttpStatusCode.BadRequest, "series")]
    [InlineData("/readings/latest", HttpStatusCode.BadRequest, "series")]
    [InlineData("/readings?series=x", HttpStatusCode.BadRequest, "series")]
    [InlineData("/readings?series=x:y&from=yesterday", HttpStatusCode.BadRequest, "from")]
    [InlineData("/readings?series=x:y&from=2026-01-01T00:00:00", HttpStatusCode.BadRequest, "from")]
    [InlineData("/readings?series=x:y&from=2&to=1", HttpStatusCode.BadRequest, "from")]
    [InlineData("/readings?series=x:y&limit=0", HttpStatusCode.BadRequest, "limit")]
    [InlineData("/readings?series=x:y&limit=10001", HttpStatusCode.BadRequest, "limit")]
    [InlineData("/readings?series=x:y&limit=1&limit=2", HttpStatusCode.BadRequest, "limit")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=5", HttpStatusCode.BadRequest, "bucket")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=0s", HttpStatusCode.BadRequest, "bucket")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=1h&aggregate=median", HttpStatusCode.BadRequest, "median")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=1d&tz=Mars", HttpStatusCode.BadRequest, "tz")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=1d&tz=%2B15:00", HttpStatusCode.BadRequest, "tz")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=1d&tz=%2B1", HttpStatusCode.BadRequest, "tz")]
    [InlineData("/readings?series=rd-bad:pm10&bucket=1h&aggregate=p100", HttpStatusCode.BadRequest, "p100")]
    [InlineData("/readings?series=rd-bad:pm10&aggregate=mean", HttpStatusCode.BadRequest, "aggregate")]
    [InlineData("/readings?series=rd-bad:pm10&cursor=x", HttpStatusCode.BadRequest, "cursor")]
    public async Task BadValue_IsRefusedByName(string path, HttpStatusCode expected, string named)
    {
        await city.ReadAsync("rd-bad", "pm10", Json.Now - 10_000, 1);
        Assert.Contains(named, await city.RefusalAsync(HttpMethod.Get, path, null, expected), StringComparison.Ordinal);
    }

    /// <summary>Records of one message, and returns when they can be read.</summary>
    async Task PublishAsync(string device, params (long At, double Value)[] readings)
    {
        await city.PublishAsync(device, $"[{string.Join(',', readings.Select(reading => ApiCity.Payload("pm10", reading.At, reading.Value)))}]");
        await Eventually.SatisfiesAsync(
            () => city.Process.Http.GetStringAsync($"/api/v1/readings/latest?series={device}:pm10"),
            text => text.Contains(Json.Time(readings[^1].At), StringComparison.Ordinal), $"the readings of {device}");
    }

    async Task<List<double>> ValuesAsync(string path) =>
        [.. (await city.GetAsync(path)).GetProperty("items").EnumerateArray().Select(item => item.Number("v"))];

    async Task<HttpResponseMessage> CsvAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/readings?" + query);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var answer = await city.Process.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }
}
