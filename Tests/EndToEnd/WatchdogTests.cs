using System.Net;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Ingestion.Notifications.Channels;

namespace CityOps.Tests.EndToEnd;

/// <summary>The world outside hears each minute that everything worked.</summary>
public sealed class WatchdogTests
{
    [Fact]
    public async Task Watchdog_IsCalled_WhereEverythingWorks_AndTheJobSaysWhyNot()
    {
        using var data = new TempFolder();
        await using var outside = await HttpReceiver.StartAsync();
        await using var city = await CityProcess.StartAsync(data.Path, "Development", $"--Watchdog:Url={outside.Url}ping/city");
        await RunAsync(city);
        await Eventually.SatisfiesAsync(() => Task.FromResult(outside.Requests.Count), count => count > 0, "a call");
        Assert.All(outside.Requests, request => Assert.Equal("/ping/city", request.Address));

        outside.Answers(500);
        await RunAsync(city);
        await Eventually.SatisfiesAsync(
            async () => (await city.ItemsAsync("/jobs")).Single(job => job.Text("id") == "watchdog").GetProperty("last").ToString(), last => last.Contains("The watchdog answered 500.", StringComparison.Ordinal), "the reason");
    }

    static async Task RunAsync(CityProcess city)
    {
        using var answer = await city.Http.PostAsync("/api/v1/jobs/watchdog/run", null);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, answer.StatusCode.ToString());
    }
}
