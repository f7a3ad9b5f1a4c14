using System.Net;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class JobsApiTests(ApiCity city)
{
    [Fact]
    public async Task List_TellsOfEveryJob_HowItWentAndWhenItIsDue()
    {
        var jobs = await Eventually.SatisfiesAsync(
            async () => (await city.GetAsync("/jobs")).Items(), items => !items.Single(item => item.Text("id") == "shelf-end").IsNull("last"), "the first run of a job");
        Assert.Equal(
            ["callouts", "daily-report", "journal-cleanup", "journal-growth", "ledger-snapshot", "maintenance", "packing", "retention", "rollups", "shelf-end"],
            jobs.Select(job => job.Text("id")));
        var job = jobs.Single(item => item.Text("id") == "shelf-end");
        Assert.Equal("id running last nextAt", job.Members());
        Json.IsTime(job.Text("nextAt"));
        var last = job.GetProperty("last");
        Assert.Equal("startedAt outcome ms percent numbers error", last.Members());
        Json.IsTime(last.Text("startedAt"));
        Assert.Equal("done", last.Text("outcome"));
        Assert.True(last.IsNull("error") && last.IsNull("percent"));
    }

    [Fact]
    public async Task RunNow_RunsIt_AndIsInTheAuditTrail()
    {
        await city.ReadAsync("jobs-now", "pm10", Json.Now - (30 * 3_600_000L), 12);
        var before = await StartedAsync();
        var item = await city.SendAsync(HttpMethod.Post, "/jobs/rollups/run", null, HttpStatusCode.Accepted);
        Assert.Equal("rollups", item.Text("id"));
        await Eventually.SatisfiesAsync(StartedAsync, started => started != before, "another run");
        var audit = await city.GetAsync("/audit?action=job.run");
        Assert.Contains(audit.GetProperty("items").EnumerateArray(), entry => entry.Text("subject") == "job:rollups");
    }

    [Fact]
    public async Task UnknownJob_Is404() =>
        Assert.Contains("no-such", await city.RefusalAsync(HttpMethod.Post, "/jobs/no-such/run", null, HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Fact]
    public async Task LateHours_AreNamed() =>
        Assert.Empty((await city.GetAsync("/rollups/late?series=nobody:pm10")).Items());

    async Task<string?> StartedAsync()
    {
        var job = (await city.GetAsync("/jobs")).Item("rollups");
        return job.IsNull("last") ? null : job.GetProperty("last").Text("startedAt");
    }
}
