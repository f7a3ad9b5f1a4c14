using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

[Collection(ApiCity.Name)]
public sealed class AlertsApiTests(ApiCity city)
{
    const string Members =
        "id rule series device station district domain quantity unit severity condition startedAt raisedAt clearedAt value peak threshold quality "
        + "acknowledged shelved suppressedBy assignee historical revision sentence";

    [Fact]
    public async Task Alert_HasEveryMemberFromRaiseToClear()
    {
        var (alert, at) = await RaisedAsync("al-life");
        Assert.Equal(Members, alert.Members());
        Assert.Matches("^[0-9a-f]{32}$", alert.Text("id"));
        Assert.Equal("id version name", alert.GetProperty("rule").Members());
        Assert.Equal("en sl", alert.GetProperty("sentence").Members());
        Assert.Equal(
            "al-life:benzene al-life air benzene ug/m3 major active good",
            string.Join(' ', new[] { "series", "device", "domain", "quantity", "unit", "severity", "condition", "quality" }.Select(member => alert.Text(member))));
        Assert.Equal((20, 20, 10), (alert.Number("value"), alert.Number("peak"), alert.Number("threshold")));
        Assert.Equal((Json.Time(at), Json.Time(at)), (alert.Text("startedAt")!, alert.Text("raisedAt")!));
        Assert.All(["station", "district", "clearedAt", "acknowledged", "shelved", "suppressedBy", "assignee"], member => Assert.True(alert.IsNull(member), member));
        Assert.False(alert.GetProperty("historical").GetBoolean());

        await city.ReadAsync("al-life", "benzene", at + 1_000, 2);
        var cleared = (await city.ItemsAsync("/alerts?device=al-life&state=cleared", 1)).Items().Single();
        Assert.Equal(("cleared", Json.Time(at + 1_000)), (cleared.Text("condition")!, cleared.Text("clearedAt")!));

        var details = await city.GetAsync($"/alerts/{alert.Text("id")}");
        Assert.Equal(Members + " transitions evidence clears procedure notifications", details.Members());
        var transitions = details.GetProperty("transitions").EnumerateArray().ToList();
        Assert.All(transitions, transition => Assert.Equal("kind at by reason eventTime", transition.Members()));
        Assert.Equal(["raised", "cleared"], transitions.Select(transition => transition.Text("kind")));
        Assert.Equal([Json.Time(at), Json.Time(at + 1_000)], transitions.Select(transition => transition.Text("eventTime")));
        var evidence = details.GetProperty("evidence");
        Assert.Equal("ruleVersion readings buckets truncated", evidence.Members());
        var reading = evidence.GetProperty("readings").EnumerateArray().Single();
        Assert.Equal("t v q", reading.Members());
        Assert.Equal((Json.Time(at), 20, "good"), (reading.Text("t")!, reading.Number("v"), reading.Text("q")!));
        Assert.Equal(0, evidence.GetProperty("buckets").GetArrayLength());
    }

    [Fact]
    public async Task Acknowledging_EmptyBodyTwiceAndCleared()
    {
        var (alert, at) = await RaisedAsync("al-ack");
        var path = $"/alerts/{alert.Text("id")}/acknowledge";
        var first = await city.PostAsync(path);
        Assert.Equal("by at comment", first.GetProperty("acknowledged").Members());
        Assert.Equal("setup-key", first.GetProperty("acknowledged").Text("by"));
        Json.IsTime(first.GetProperty("acknowledged").Text("at"));
        var again = await city.PostAsync(path, """{"comment":"me too","revision":999}""");
        Assert.Equal(first.GetProperty("acknowledged").ToString(), again.GetProperty("acknowledged").ToString());
        Assert.Equal(first.Count("revision"), again.Count("revision"));

        await city.ReadAsync("al-ack", "benzene", at + 1_000, 2);
        await city.ItemsAsync("/alerts?device=al-ack&state=cleared&acknowledged=true", 1);
        await RaiseAsync(city, "al-ack", "benzene", 20, 0, at + 2_000);
        await city.ReadAsync("al-ack", "benzene", at + 3_000, 2);
        var second = (await city.ItemsAsync("/alerts?device=al-ack&state=cleared&acknowledged=false", 1)).Items().Single();
        var late = await city.PostAsync($"/alerts/{second.Text("id")}/acknowledge", """{"comment":"seen late"}""");
        Assert.Equal(("cleared", "seen late"), (late.Text("condition")!, late.GetProperty("acknowledged").Text("comment")!));
    }

    [Fact]
    public async Task StaleRevision_Is409WithTheOneThatStands()
    {
        var (alert, _) = await RaisedAsync("al-stale");
        var (path, revision) = ($"/alerts/{alert.Text("id")}", alert.Count("revision"));
        await city.PostAsync(path + "/comment", string.Create(CultureInfo.InvariantCulture, $$"""{"text":"looking","revision":{{revision}}}"""));
        var stale = string.Create(CultureInfo.InvariantCulture, $$"""{"revision":{{revision}}}""");
        Assert.Contains("revision", await city.RefusalAsync(HttpMethod.Post, path + "/acknowledge", stale, HttpStatusCode.Conflict), StringComparison.Ordinal);
        await city.PostAsync(path + "/acknowledge");
    }

    [Fact]
    public async Task Shelving_HidesFromActiveUntilUnshelved()
    {
        var (alert, at) = await RaisedAsync("al-shelf");
        var path = $"/alerts/{alert.Text("id")}";
        var until = Json.Now + 600_000;
        var shelved = await city.PostAsync(path + "/shelve", $$"""{"until":"{{Json.Time(until)}}","reason":"known works"}""");
        Assert.Equal("by until reason", shelved.GetProperty("shelved").Members());
        Assert.Equal(Json.Time(until), shelved.GetProperty("shelved").Text("until"));
        await city.ItemsAsync("/alerts?device=al-shelf&state=active", 0);
        await city.ItemsAsync("/alerts?device=al-shelf", 1);
        Assert.True((await city.PostAsync(path + "/unshelve")).IsNull("shelved"));
        await city.ItemsAsync("/alerts?device=al-shelf&state=active", 1);

        var past = $$"""{"until":"{{Json.Time(at)}}","reason":"x"}""";
        await city.RefusalAsync(HttpMethod.Post, path + "/shelve", past, HttpStatusCode.UnprocessableEntity);
        await city.ReadAsync("al-shelf", "benzene", at + 1_000, 2);
        await city.ItemsAsync("/alerts?device=al-shelf&state=cleared", 1);
        await city.RefusalAsync(
            HttpMethod.Post, path + "/shelve", $$"""{"until":"{{Json.Time(until)}}","reason":"x"}""", HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task CommentAndAssign_AreTransitionsOldestFirst()
    {
        var (alert, _) = await RaisedAsync("al-talk");
        var path = $"/alerts/{alert.Text("id")}";
        await city.PostAsync(path + "/comment", """{"text":"on my way"}""");
        Assert.Equal("maja", (await city.PostAsync(path + "/assign", """{"to":"maja"}""")).Text("assignee"));
        Assert.True((await city.PostAsync(path + "/assign", """{"to":null}""")).IsNull("assignee"));
        var transitions = (await city.GetAsync(path)).GetProperty("transitions").EnumerateArray().ToList();
        Assert.Equal(["raised", "commented", "assigned", "assigned"], transitions.Select(transition => transition.Text("kind")));
        Assert.Equal(["on my way", "maja", null], transitions.Skip(1).Select(transition => transition.Text("reason")));
        Assert.All(transitions.Skip(1), transition => Assert.Equal("setup-key", transition.Text("by")));
    }

    [Fact]
    public async Task Filters_SelectAndOrderNewestFirst()
    {
        var (_, at) = await RaisedAsync("al-list", raises: 3);
        var all = (await city.ItemsAsync("/alerts?device=al-list", 3)).Items();
        var raised = all.ConvertAll(alert => alert.Text("raisedAt")!);
        Assert.Equal([Json.Time(at + 4_000), Json.Time(at + 2_000), Json.Time(at)], raised);
        Assert.Equal(all.ConvertAll(alert => alert.Text("id")!), await RegistryApiTests.PagedAsync(city, "/alerts?device=al-list&limit=1", "id"));
        await city.ItemsAsync($"/alerts?device=al-list&from={Json.Time(at + 2_000)}", 2);
        await city.ItemsAsync(string.Create(CultureInfo.InvariantCulture, $"/alerts?device=al-list&from={at}&to={at + 2_000}"), 1);
        await city.ItemsAsync("/alerts?device=al-list&severity=major", 3);
        await city.ItemsAsync("/alerts?device=al-list&severity=critical", 0);
        await city.ItemsAsync("/alerts?device=al-list&state=active", 1);
        await city.ItemsAsync("/alerts?device=al-list&state=cleared", 2);
        await city.ItemsAsync("/alerts?device=al-list&acknowledged=true", 0);
        await city.ItemsAsync("/alerts?device=nobody", 0);
    }

    async Task<(JsonElement Alert, long At)> RaisedAsync(string device, int raises = 1)
    {
        await city.PostAsync("/rules", RegistryApiTests.Rule(device), HttpStatusCode.Created);
        var at = Json.Now - 20_000;
        var alert = await RaiseAsync(city, device, "benzene", 20, 0, at);
        for (var i = 1; i < raises; i++)
        {
            await city.ReadAsync(device, "benzene", at + (i * 2_000) - 1_000, 2);
            await RaiseAsync(city, device, "benzene", 20, 0, at + (i * 2_000));
        }

        return (alert, at);
    }

    /// <summary>Publishes a value that a rule waits for and returns the alert. A new rule judges within a second; until then the value is sent again, a millisecond later.</summary>
    internal static async Task<JsonElement> RaiseAsync(ApiCity city, string device, string quantity, double value, long ago, long? at = null)
    {
        await WaitForRulesAsync(city);
        await city.ReadAsync(device, quantity, at ?? Json.Now - ago, value);
        return (await city.ItemsAsync($"/alerts?device={device}&state=active", 1)).Items().Single();
    }

    /// <summary>Rules are taken over once a second: a probe's alert shows that all made before it judge by now.</summary>
    internal static async Task WaitForRulesAsync(ApiCity city)
    {
        var probe = "probe-" + Guid.NewGuid().ToString("N")[..8];
        await city.PostAsync("/rules", RegistryApiTests.Rule(probe), HttpStatusCode.Created);
        var at = Json.Now - 60_000;
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await city.PublishAsync(probe, ApiCity.Payload("benzene", at++, 20));
                return (await city.GetAsync($"/alerts?device={probe}")).Items().Count;
            },
            count => count == 1, "the rules in force");
    }
}
