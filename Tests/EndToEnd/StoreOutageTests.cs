using System.Text.Json;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Dashboard.Live;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.EndToEnd;

/// <summary>InfluxDB stops for a quarter of a minute under load: everything else goes on, people are told, and then it catches up.</summary>
[Collection(RealCity.Name)]
public sealed class StoreOutageTests
{
    /// <summary>The alert about the store stays open for half a minute after it is back.</summary>
    static readonly TimeSpan ClearsWithin = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task StoreAway_AlertsAndLiveValuesGoOn_PeopleAreTold_ItDrainsOldestFirst()
    {
        await using var city = await OutageCity.StartAsync();
        await RuleAsync(city);
        var screen = await LiveListener.ConnectAsync(city.Dashboard.BaseAddress.AbsoluteUri.TrimEnd('/'));
        await using var hub = screen.Hub;
        await hub.InvokeAsync("Join", new[] { "all" });
        var memory = city.ResidentMebibytes();
        var stopped = Json.Now;
        await city.Influx.StopAsync();

        await LiveWorkGoesOnAsync(city, screen, "watch-1");
        var outage = await PeopleAreToldAsync(city, screen, stopped);
        Assert.InRange(city.ResidentMebibytes(), 0, (memory * 3 / 2) + 100);

        await city.Influx.StartAsync();
        await DrainsOldestFirstAsync(city);
        await LiveWorkGoesOnAsync(city, screen, "watch-2");
        await EverythingIsThereOnceAsync(city);
        Assert.InRange(city.ResidentMebibytes(), 0, (memory * 3 / 2) + 100);
        await TheAlertIsOverAsync(city, outage);

        // And a stop that somebody wanted is no outage.
        Assert.Equal(0, await city.Ingestion.StopAsync("TERM"));
        Assert.Single(await city.OutagesAsync());
        Assert.DoesNotContain("BUG", city.Ingestion.Output + city.Dashboard.Output, StringComparison.Ordinal);
    }

    /// <summary>On devices that begin with watch; returns once it judges, which in another process takes a second.</summary>
    static async Task RuleAsync(OutageCity city)
    {
        await city.Dashboard.PostAsync(
            "/rules", """{"name":"while it is away","quantity":"pm10","devices":["watch-*"],"condition":{"kind":"above","raise":50,"clear":40},"severity":"critical"}""");
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await city.ReadAsync("watch-0", 90);
                return (await city.Dashboard.ItemsAsync("/alerts?device=watch-0")).Count;
            },
            count => count == 1, "the rule judges");
    }

    /// <summary>From a device to the alert and to the screen, without the store.</summary>
    static async Task LiveWorkGoesOnAsync(OutageCity city, LiveListener screen, string device)
    {
        await city.ReadAsync(device, 90);
        await screen.HearsAsync(item => item.Text("device") == device);
        Assert.Single(await city.Dashboard.ItemsAsync($"/alerts?device={device}&state=active"));
        while (!(await screen.NextChangeAsync()).Items.Any(item => item.Series == device + ":pm10" && item.Value == 90))
        {
        }
    }

    static async Task<string> PeopleAreToldAsync(OutageCity city, LiveListener screen, long stopped)
    {
        var alert = await screen.HearsAsync(item => item.GetProperty("rule").Text("id") == "cityops-store");
        Assert.Equal(("major", "active", "outage", "s", 10), (alert.Text("severity"), alert.Text("condition"), alert.Text("quantity"), alert.Text("unit"), alert.Number("value")));
        Assert.All(["series", "device", "station", "district", "domain"], member => Assert.True(alert.IsNull(member), member));
        var started = Parse(alert.Text("startedAt"));
        Assert.InRange(started, stopped - 1_000, stopped + 10_000);
        Assert.Equal(started + 10_000, Parse(alert.Text("raisedAt")));
        Assert.StartsWith("The telemetry store has kept nothing since ", alert.GetProperty("sentence").Text("en"), StringComparison.Ordinal);

        var id = alert.Text("id")!;
        Assert.Contains((await city.Dashboard.AskAsync("/alerts?state=active&severity=major&acknowledged=false")).Items(), item => item.Text("id") == id);
        Assert.DoesNotContain((await city.Dashboard.AskAsync("/alerts?device=flow-1")).Items(), item => item.Text("id") == id);
        await city.Dashboard.PostAsync($"/alerts/{id}/acknowledge", """{"comment":"on my way"}""");
        var details = await city.Dashboard.AskAsync($"/alerts/{id}");
        Assert.Contains("cannot be reached", details.GetProperty("transitions")[0].Text("reason"), StringComparison.Ordinal);

        foreach (var process in (CityProcess[])[city.Ingestion, city.Dashboard])
        {
            var health = await OutageCity.HealthAsync(process, "store");
            Assert.Equal(("degraded", alert.Text("startedAt")), (health.Text("status"), health.Text("since")));
            var numbers = health.GetProperty("numbers");
            Assert.True(numbers.Count("pendingMessages") > 1_000 && numbers.Number("oldestPendingSeconds") > 9 && numbers.Count("journalBytes") > 0, health.ToString());
            Assert.Contains("messages wait, the oldest from ", health.Text("text"), StringComparison.Ordinal);
        }

        Assert.Contains("\ncityops_store_up 0", await city.Ingestion.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
        return id;
    }

    /// <summary>At every moment what a device has in the store is what it sent first, without a hole.</summary>
    static async Task DrainsOldestFirstAsync(OutageCity city)
    {
        var sent = city.Load.Rounds;
        await Eventually.SatisfiesAsync(
            async () =>
            {
                var stored = await city.StoredTimesAsync("flow-1");
                var known = Math.Min(stored.Count, city.Load.Rounds);
                Assert.Equal(city.Load.Times.Take(known), stored.Take(known));
                return stored.Count;
            },
            count => count >= sent, "what came meanwhile is stored");
    }

    static async Task EverythingIsThereOnceAsync(OutageCity city)
    {
        await city.Load.StopAsync();
        await city.Ingestion.StoredAsync();
        var (total, sent) = (await city.TotalAsync(), (city.Load.Devices.Count * (long)city.Load.Rounds) + city.Read);
        Assert.Equal((sent, sent, 0, 0, 0), (total.Count("received"), total.Count("stored"), total.Count("refused"), total.Count("duplicate"), total.Count("missing")));
        Assert.Equal(0, city.Load.Reconnects);
        foreach (var device in city.Load.Devices)
        {
            Assert.Equal(city.Load.Times, await city.StoredTimesAsync(device));
        }

        var health = await OutageCity.HealthAsync(city.Ingestion, "store");
        Assert.Equal(("ready", "Readings reach the store."), (health.Text("status"), health.Text("text")));
    }

    static async Task TheAlertIsOverAsync(OutageCity city, string id)
    {
        var outage = Assert.Single(await Eventually.SatisfiesAsync(
            city.OutagesAsync, outages => outages.All(alert => alert.Text("condition") == "cleared"), "the alert is over", ClearsWithin));
        Assert.Equal((id, "on my way"), (outage.Text("id"), outage.GetProperty("acknowledged").Text("comment")));
        Assert.Equal((Parse(outage.Text("clearedAt")) - Parse(outage.Text("startedAt"))) / 1_000.0, outage.Number("peak"));
        Assert.Contains(" until ", outage.GetProperty("sentence").Text("en"), StringComparison.Ordinal);
    }

    static long Parse(string? time) => DateTimeOffset.Parse(time!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
