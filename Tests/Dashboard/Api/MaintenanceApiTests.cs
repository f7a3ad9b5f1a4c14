using System.Net;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>What is out of service raises alerts that disturb nobody until the window is over.</summary>
[Collection(ApiCity.Name)]
public sealed class MaintenanceApiTests(ApiCity city)
{
    [Fact]
    public async Task Window_PutsAlertsAside_AndBringsThemBack()
    {
        await city.PostAsync("/rules", """{"name":"maintained","quantity":"benzene","devices":["mw-*"],"condition":{"kind":"above","raise":10},"severity":"minor"}""", HttpStatusCode.Created);
        var now = Json.Now;
        await city.ReadAsync("mw-1", "benzene", now - 2_000, 20);
        var before = Assert.Single((await city.ItemsAsync("/alerts?device=mw-1", 1)).Items());
        var window = await city.PostAsync("/maintenance", $$"""{"scope":"device","subject":"mw-1","until":"{{Json.Time(now + 600_000)}}","reason":"new filter"}""", HttpStatusCode.Created);
        Assert.Equal("id scope subject from until reason by endedAt", window.Members());
        var mark = "maintenance:" + window.Text("id");
        Assert.Equal(mark, (await city.GetAsync($"/alerts/{before.Text("id")}")).Text("suppressedBy"));

        // Cleared, and raised again inside of the window: at once out of the way.
        await city.ReadAsync("mw-1", "benzene", now - 1_000, 2);
        await city.ItemsAsync("/alerts?device=mw-1&state=cleared", 1);
        await city.ReadAsync("mw-1", "benzene", now, 30);
        var inside = Assert.Single((await city.ItemsAsync("/alerts?device=mw-1&state=active", 1)).Items());
        var details = await city.GetAsync($"/alerts/{inside.Text("id")}");
        Assert.Equal(["raised", "suppressed"], details.GetProperty("transitions").EnumerateArray().Select(t => t.Text("kind")));
        Assert.Contains((await city.GetAsync("/maintenance")).Items(), one => one.Text("id") == window.Text("id"));

        await city.SendAsync(HttpMethod.Delete, $"/maintenance/{window.Text("id")}", null, HttpStatusCode.OK);
        Assert.True((await city.GetAsync($"/alerts/{inside.Text("id")}")).IsNull("suppressedBy"));
        Assert.DoesNotContain((await city.GetAsync("/maintenance")).Items(), one => one.Text("id") == window.Text("id"));
        Assert.Equal(["maintenance.end", "maintenance.create"], (await city.GetAsync($"/audit?subject={mark}")).Items().Select(entry => entry.Text("action")));
    }

    [Theory]
    [InlineData("""{"scope":"city","subject":"a","until":"2100-01-01T00:00:00Z","reason":"x"}""", 400)]
    [InlineData("""{"scope":"station","until":"2100-01-01T00:00:00Z","reason":"x"}""", 400)]
    [InlineData("""{"scope":"station","subject":"a","until":"2100-01-01T00:00:00Z","reason":"x"}""", 422)]
    [InlineData("""{"scope":"station","subject":"a","until":"2020-01-01T00:00:00Z","reason":"x"}""", 422)]
    [InlineData("""{"scope":"station","subject":"a","reason":"x"}""", 400)]
    public async Task WrongWindow_IsRefused(string body, int status) => await city.RefusalAsync(HttpMethod.Post, "/maintenance", body, (HttpStatusCode)status);
}
