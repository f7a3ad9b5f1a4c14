using System.Globalization;
using System.Net;
using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Ingestion.Notifications.Channels;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>The report of yesterday: made when its hour has come, sent once to a person and a room, read and printed in a browser.</summary>
[Collection(RealCity.Name)]
public sealed class DailyReportJourneyTests
{
    const long HourMs = 3_600_000;

    static readonly TimeZoneInfo Ljubljana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");
    static readonly long Yesterday = new CivilDays(Ljubljana).DayAt(Json.Now) - 1;
    static readonly string Day = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(Yesterday)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Report_IsMadeSentOnce_AndReadInBothLanguages()
    {
        using var data = new TempFolder();
        await using var mail = await MailServer.StartAsync();
        await using var room = await HttpReceiver.StartAsync();
        await using var city = await CityProcess.StartAsync(
            data.Path, "Development", "--Notifications:Email:Host=127.0.0.1", $"--Notifications:Email:Port={mail.Port.ToString(CultureInfo.InvariantCulture)}", "--Notifications:Email:Security=None",
            "--Notifications:Email:From=city@example.org", $"--Notifications:Webhooks:room:Url={room.Url}", "--Web:Operator=Mestna občina");
        await PlanAsync(city, "23:59");
        // The legal day and the civil one, whatever the season: dust above the limit all day long.
        var start = new CivilDays(Ljubljana).StartOf(Yesterday) - (2 * HourMs);
        await city.PublishAsync("dr-1", Enumerable.Range(0, 28).Select(hour => (start + (hour * HourMs), 61.4)));
        await Eventually.SatisfiesAsync(() => city.ItemsAsync("/series"), series => series.Count == 1, "the series is known");
        await Eventually.SatisfiesAsync(() => city.ItemsAsync($"/readings?series=dr-1:pm10&from={start}&to={Json.Now}"), items => items.Count == 28, "the readings are in the store");

        await PlanAsync(city, "00:00");
        await city.PostAsync("/jobs/daily-report/run");
        var message = Assert.Single(await Eventually.SatisfiesAsync(() => Task.FromResult(mail.Mails), mails => mails.Count > 0, "the report by mail"));
        Assert.Equal("ana@example.org", message.To.Mailboxes.Single().Address);
        Assert.StartsWith("Dnevno poročilo, ", message.Subject, StringComparison.Ordinal);
        Assert.Contains("61,4 µg/m³ · preseženo", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Presežene mejne vrednosti kakovosti zraka · 1 · dr-1", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{city.BaseAddress}reports/{Day}", message.TextBody, StringComparison.Ordinal);
        var told = Assert.Single(await Eventually.SatisfiesAsync(() => Task.FromResult(room.Requests), requests => !requests.IsEmpty, "the report in the room"));
        Assert.Contains("\"reason\":\"report\"", told.Text, StringComparison.Ordinal);

        // A day has one report, however often somebody asks for it.
        await city.PostAsync("/jobs/daily-report/run");
        await Eventually.SatisfiesAsync(() => city.ItemsAsync("/jobs"), jobs => Numbers(jobs) == 0, "the job has run again");
        Assert.Equal(2, (await city.ItemsAsync("/notifications/deliveries")).Count);
        var report = await city.AskAsync($"/reports/daily/{Day}");
        var air = report.GetProperty("air").EnumerateArray().Single();
        Assert.Equal((61.4, true, 1), (Math.Round(air.GetProperty("value").GetDouble(), 6), air.GetProperty("exceeds").GetBoolean(), air.GetProperty("yearCount").GetInt32()));
        Assert.Equal(Day, Assert.Single(await city.ItemsAsync("/reports/daily")).Text("day"));
        Assert.Contains("<h1>Daily report, ", await city.Http.GetStringAsync($"/api/v1/reports/daily/{Day}/html?language=en"), StringComparison.Ordinal);
        using var unknown = await city.Http.GetAsync("/api/v1/reports/daily/2020-01-01");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        await LookAsync(city);
    }

    static async Task LookAsync(CityProcess city)
    {
        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        foreach (var (language, isDark, title) in ((string, bool, string)[])[("sl", true, "Dnevno poročilo"), ("en", false, "Daily report")])
        {
            await using var page = await browser.OpenAsync(city.BaseAddress, isDark);
            await page.AsAsync("viewer", $"/culture/set?culture={language}&returnUrl=%2Freports");
            await page.Page.Locator(".report-list a").First.ClickAsync();
            await page.SeesAsync(page.Page.Locator("h1"), title);
            await page.SeesAsync(page.Page.Locator(".report-bad").First);
            Assert.EndsWith($"/reports/{Day}", page.Page.Url, StringComparison.Ordinal);
            foreach (var width in (int[])[1440, 320])
            {
                await page.Page.SetViewportSizeAsync(width, 900);
                await page.WithoutBarriersAsync();
                await page.FitsAsync();
                await page.ShootAsync($"report-{language}-{width}");
            }

            await page.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
            await page.ShootAsync($"report-{language}-print");
            await page.EndsQuietlyAsync();
        }
    }

    static async Task PlanAsync(CityProcess city, string at)
    {
        var plan = $$$"""{"contacts":[{"id":"ana","name":"Ana Novak","email":"ana@example.org"}],"report":{"at":"{{{at}}}","to":["contact:ana","channel:room"]}}""";
        using var answer = await city.Http.PutAsync("/api/v1/notifications/plan", new StringContent(plan, System.Text.Encoding.UTF8, "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>How much the last run of the job has done.</summary>
    static int Numbers(IEnumerable<JsonElement> jobs) =>
        jobs.Single(job => job.Text("id") == "daily-report").GetProperty("last").GetProperty("numbers").EnumerateObject().Count();
}
