using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>How the alerts performed, over HTTP: what was raised and acknowledged comes back as figures.</summary>
[Collection(ApiCity.Name)]
public sealed class PerformanceApiTests(ApiCity city)
{
    [Fact]
    public async Task Alerts_BecomeFigures()
    {
        await city.PostAsync("/rules", RegistryApiTests.Rule("ap-1"), HttpStatusCode.Created);
        await AlertsApiTests.WaitForRulesAsync(city);
        var (from, at) = (Json.Now, Json.Now - 20_000);
        var first = await RaiseAsync(at);
        await city.PostAsync($"/alerts/{first}/acknowledge");
        for (var i = 1; i < 3; i++)
        {
            await city.ReadAsync("ap-1", "benzene", at + (i * 2_000) - 1_000, 2);
            await RaiseAsync(at + (i * 2_000));
        }

        // What has long been over is history, and counts for nothing.
        var performance = await city.GetAsync(Period(from, Json.Now));
        Assert.Equal(
            "from to operators alerts notAnnounced figures load floods acknowledgement returnToNormal badActors chattering fleeting stale severities shelved", performance.Members());
        Assert.Equal((Json.Time(from), 1, 3, 0), (performance.Text("from")!, performance.Count("operators"), performance.Count("alerts"), performance.Count("notAnnounced")));
        Assert.Equal("perHour perTenMinutes periods busyPeriods busiest busiestAt hours", performance.GetProperty("load").Members());
        Assert.Equal((1, 3, 24), (performance.GetProperty("load").Count("periods"), performance.GetProperty("load").Count("busiest"), performance.GetProperty("load").GetProperty("hours").GetArrayLength()));
        Assert.Equal("critical:0 major:3 minor:0 warning:0", string.Join(' ', performance.GetProperty("severities").EnumerateObject().Select(one => $"{one.Name}:{one.Value}")));
        var figures = performance.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal("perHour perTenMinutes busyPeriods busiest timeInFlood topTen chattering fleeting stale critical major minor", string.Join(' ', figures.Select(one => one.Text("figure"))));
        Assert.All(figures, one => Assert.Equal("figure value target below manageable verdict", one.Members()));
        Assert.Equal((1, "over", 0), (figures[6].Number("value"), figures[6].Text("verdict")!, figures[6].Number("target")));
        Assert.True(figures[5].IsNull("verdict"));

        var acknowledgement = performance.GetProperty("acknowledgement");
        Assert.Equal("times never longerThan30Min severities", acknowledgement.Members());
        Assert.Equal(("count mean p50 p95", 1, 2), (acknowledgement.GetProperty("times").Members(), acknowledgement.GetProperty("times").Count("count"), acknowledgement.Count("never")));
        var major = acknowledgement.GetProperty("severities").EnumerateArray().Single(one => one.Text("severity") == "major");
        Assert.Equal("severity limit alerts acknowledged inTime late shareInTime times", major.Members());
        Assert.Equal((900, 3, 1, 1, 0, 1), (major.Count("limit"), major.Count("alerts"), major.Count("acknowledged"), major.Count("inTime"), major.Count("late"), major.Number("shareInTime")));
        Assert.Equal((2, 1), (performance.GetProperty("returnToNormal").Count("count"), performance.GetProperty("returnToNormal").Number("mean")));

        var chattering = performance.GetProperty("chattering").EnumerateArray().Single();
        Assert.Equal("source raises most windowSeconds last", chattering.Members());
        Assert.Equal("rule name domain district station device quantity", chattering.GetProperty("source").Members());
        Assert.Equal(("ap-1", 3, 60, Json.Time(at + 4_000)), (chattering.GetProperty("source").Text("device")!, chattering.Count("raises"), chattering.Count("windowSeconds"), chattering.Text("last")!));
        Assert.Equal("share others actors", performance.GetProperty("badActors").Members());
        Assert.Equal("source alerts share last", performance.GetProperty("badActors").GetProperty("actors")[0].Members());
        Assert.Equal("worst days alerts", performance.GetProperty("stale").Members());
        Assert.Equal("count mean", performance.GetProperty("shelved").Members());
        await HasRowAsync(Period(from, Json.Now), ",Over at ap-1,air,,,ap-1,3,1,");

        async Task<string> RaiseAsync(long moment)
        {
            await city.ReadAsync("ap-1", "benzene", moment, 20);
            return (await city.ItemsAsync("/alerts?device=ap-1&state=active", 1)).Items().Single().Text("id")!;
        }
    }

    [Fact]
    public async Task Default_IsTheLastThirtyDays()
    {
        var performance = await city.GetAsync("/alert-performance");
        Assert.Equal(30 * 86_400_000L, Json.At(performance.Text("to")!) - Json.At(performance.Text("from")!));
        var day = await city.GetAsync("/alert-performance?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");
        Assert.Equal((0, 144), (day.Count("alerts"), day.GetProperty("load").Count("periods")));
        Assert.Equal(2, day.GetProperty("stale").GetProperty("days").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, day.GetProperty("acknowledgement").GetProperty("times").ValueKind);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2&to=2", "from")]
    [InlineData("from=2020-01-01T00:00:00Z&to=2022-01-01T00:00:00Z", "367 days")]
    [InlineData("days=7", "days")]
    public async Task Mistake_IsNamed(string query, string named) =>
        Assert.Contains(named, await city.RefusalAsync(HttpMethod.Get, "/alert-performance?" + query, null, HttpStatusCode.BadRequest), StringComparison.Ordinal);

    async Task HasRowAsync(string path, string part)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await city.Process.Http.SendAsync(request);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("rule,name,domain,district,station,device,alerts,share,last", lines[0]);
        Assert.Contains(part, Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    static string Period(long from, long to) => string.Create(CultureInfo.InvariantCulture, $"/alert-performance?from={from}&to={to}");
}
