using System.Text.Json;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>A stop in each phase of an alert, and the same alert afterwards. Times are those of the readings, so nothing waits for delays.</summary>
public sealed class ProcessAlertPhaseTests
{
    const int Step = 20_000;

    static readonly string[] Devices = ["ph-pending", "ph-active", "ph-acknowledged", "ph-clearing", "ph-unknown"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_GoesOnWithTheSameAlerts(bool killed)
    {
        using var data = new TempFolder();
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 300_000;
        Dictionary<string, JsonElement> before;
        await using (var city = await CityProcess.StartAsync(data.Path))
        {
            if (killed)
            {
                using var interval = await city.Http.PutAsync("/api/v1/devices/ph-unknown", new StringContent("""{"domain":"air","intervalSeconds":1}"""));
                Assert.True(interval.IsSuccessStatusCode);
            }

            await MakeRuleAsync(city, "ph-*", "00:01:00", "00:01:00");
            before = await BeforeAsync(city, start, killed);
            await (killed ? city.KillAsync() : city.StopAsync());
        }

        await using var after = await CityProcess.StartAsync(data.Path);
        await PublishAsync(after, "ph-pending", start, 3, 90);
        await PublishAsync(after, "ph-active", start, 4, 91);
        await PublishAsync(after, "ph-acknowledged", start, 4, 91);
        await PublishAsync(after, "ph-clearing", start, 6, 10, 10);
        await PublishAsync(after, "ph-unknown", start, 4, 92);
        await after.JudgedAsync();

        var pending = await OnlyAlertAsync(after, "ph-pending");
        Assert.Equal((Json.Time(start), Json.Time(start + (3 * Step)), "raised"), (pending.Text("startedAt")!, pending.Text("raisedAt")!, Kinds(pending)));
        Assert.Equal(4, pending.GetProperty("evidence").GetProperty("readings").GetArrayLength());

        await SameAsync("ph-active", "active", "raised");
        // Peaks go to the log with the snapshot, every 10 s.
        await Eventually.SatisfiesAsync(async () => (await OnlyAlertAsync(after, "ph-active")).Number("peak"), peak => peak == 91, "the peak");
        var acknowledged = await SameAsync("ph-acknowledged", "active", "raised acknowledged");
        Assert.Equal("seen", acknowledged.GetProperty("acknowledged").Text("comment"));
        var cleared = await SameAsync("ph-clearing", "cleared", "raised cleared");
        Assert.Equal(Json.Time(start + (7 * Step)), cleared.Text("clearedAt"));
        await SameAsync("ph-unknown", "active", killed ? "raised unknown active" : "raised");

        async Task<JsonElement> SameAsync(string device, string condition, string kinds)
        {
            var alert = await OnlyAlertAsync(after, device);
            Assert.Equal(before[device].Text("id"), alert.Text("id"));
            Assert.Equal(before[device].Text("raisedAt"), alert.Text("raisedAt"));
            Assert.Equal($"{condition}: {kinds}", $"{alert.Text("condition")}: {Kinds(alert)}");
            return alert;
        }
    }

    static async Task<Dictionary<string, JsonElement>> BeforeAsync(CityProcess city, long start, bool untilUnknown)
    {
        foreach (var device in Devices)
        {
            var met = device == "ph-pending" ? 3 : 4;
            await PublishAsync(city, device, start, 0, [.. Enumerable.Repeat(90d, met)]);
        }

        await PublishAsync(city, "ph-clearing", start, 4, 10, 10);
        await city.JudgedAsync();
        Assert.Empty(await city.ItemsAsync("/alerts?device=ph-pending"));
        var acknowledge = (await OnlyAlertAsync(city, "ph-acknowledged")).Text("id");
        await city.PostAsync($"/alerts/{acknowledge}/acknowledge", """{"comment":"seen"}""");
        if (untilUnknown)
        {
            await Eventually.SatisfiesAsync(
                async () => (await OnlyAlertAsync(city, "ph-unknown")).Text("condition"), word => word == "unknown", "the silent series");
        }

        var alerts = new Dictionary<string, JsonElement>();
        foreach (var device in Devices.Skip(1))
        {
            alerts[device] = await OnlyAlertAsync(city, device);
        }

        return alerts;
    }

    /// <summary>A rule on pm10 above 50 that is in force when this returns: its first alert, of a probe, shows it.</summary>
    internal static async Task MakeRuleAsync(CityProcess city, string devices, string raiseAfter, string clearAfter)
    {
        await city.PostAsync("/rules", Rule(devices, raiseAfter, clearAfter));
        await city.PostAsync("/rules", Rule("probe", "00:00:00", "00:00:00"));
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 600_000;
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await city.PublishAsync("probe", [(at++, 90d)]);
                return (await city.ItemsAsync("/alerts?device=probe")).Count;
            },
            count => count == 1, "the rules in force");
    }

    static string Rule(string devices, string raiseAfter, string clearAfter) =>
        $$"""{"name":"{{devices}}","quantity":"pm10","devices":["{{devices}}"],"condition":{"kind":"above","raise":50,"clear":40},"raiseAfter":"{{raiseAfter}}","clearAfter":"{{clearAfter}}","severity":"major"}""";

    static Task PublishAsync(CityProcess city, string device, long start, int from, params double[] values) =>
        city.PublishAsync(device, values.Select((value, i) => (start + ((from + i) * Step), value)));

    static async Task<JsonElement> OnlyAlertAsync(CityProcess city, string device)
    {
        var id = (await city.ItemsAsync($"/alerts?device={device}")).Single(alert => alert.GetProperty("rule").Text("name") == "ph-*").Text("id");
        return await city.AskAsync($"/alerts/{id}");
    }

    static string Kinds(JsonElement alert) => string.Join(' ', alert.GetProperty("transitions").EnumerateArray().Select(transition => transition.Text("kind")));
}
