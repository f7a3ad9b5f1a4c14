using System.Net;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>Shifts over HTTP: what is handed over, taking over, and what was handed over before.</summary>
[Collection(ApiCity.Name)]
public sealed class HandoversApiTests(ApiCity city)
{
    [Fact]
    public async Task Shift_IsTakenOver_AndKeptAsItStood()
    {
        await city.PostAsync("/rules", """{"name":"handed","quantity":"benzene","devices":["ho-*"],"condition":{"kind":"above","raise":10,"clear":5},"severity":"major"}""", HttpStatusCode.Created);
        var at = Json.Now;
        await city.ReadAsync("ho-1", "benzene", at - 2_000, 20);
        await city.ItemsAsync("/alerts?device=ho-1", 1);
        await city.PostAsync("/log", """{"text":"watch ho-1"}""", HttpStatusCode.Created);
        var now = await city.GetAsync("/handovers/now");
        Assert.Equal("from to counts open shelved outOfService clearedByThemselves maintenance entries", now.Members());
        Assert.Equal("open notAcknowledged shelved outOfService explained clearedByThemselves entries raised acknowledged cleared", now.GetProperty("counts").Members());
        Assert.Equal("critical major minor warning", now.GetProperty("counts").GetProperty("raised").Members());
        var open = now.GetProperty("open").EnumerateArray().Single(alert => alert.Text("name") == "handed");
        Assert.Equal("id rule name severity condition place district raisedAt clearedAt acknowledged assignee shelved suppressedBy", open.Members());

        var taken = await city.PostAsync("/handovers", """{"remarks":"quiet\nso far"}""", HttpStatusCode.Created);
        Assert.Equal("id at from handedOverBy takenOverBy remarks open notAcknowledged", taken.Members());
        Assert.Equal(("setup-key", "quiet\nso far", now.Text("from")), (taken.Text("takenOverBy"), taken.Text("remarks"), taken.Text("from")));
        await city.ReadAsync("ho-1", "benzene", at, 1);
        await city.ItemsAsync("/alerts?device=ho-1&state=cleared", 1);

        var kept = await city.GetAsync($"/handovers/{taken.Count("id")}");
        Assert.Equal("handover shift", kept.Members());
        Assert.Equal(taken.ToString(), kept.GetProperty("handover").ToString());
        var shift = kept.GetProperty("shift");
        Assert.Equal("active", shift.GetProperty("open").EnumerateArray().Single(alert => alert.Text("name") == "handed").Text("condition"));
        Assert.Contains(shift.GetProperty("entries").EnumerateArray(), entry => entry.Text("text") == "watch ho-1");
        var next = await city.GetAsync("/handovers/now");
        Assert.Equal(taken.Text("at"), next.Text("from"));
        Assert.Contains(next.GetProperty("clearedByThemselves").EnumerateArray(), alert => alert.Text("name") == "handed");
        Assert.Equal(taken.Count("id"), (await city.GetAsync("/handovers?limit=1")).GetProperty("items").EnumerateArray().Single().Count("id"));
    }

    [Fact]
    public async Task TakingOver_ComparesTheLastOneWhereItIsAsked()
    {
        var first = await city.PostAsync("/handovers", null, HttpStatusCode.Created);
        Assert.True(first.IsNull("remarks"));
        var second = await city.PostAsync("/handovers", $$"""{"after":{{first.Count("id")}}}""", HttpStatusCode.Created);
        Assert.Equal((first.Text("at"), first.Text("takenOverBy")), (second.Text("from"), second.Text("handedOverBy")));
        Assert.Contains(
            $"is {second.Count("id")}", await city.RefusalAsync(HttpMethod.Post, "/handovers", $$"""{"after":{{first.Count("id")}}}""", HttpStatusCode.Conflict), StringComparison.Ordinal);
        var page = await city.GetAsync("/handovers?limit=1");
        Assert.Equal(first.Count("id"), (await city.GetAsync($"/handovers?limit=1&cursor={page.Text("next")}")).GetProperty("items").EnumerateArray().Single().Count("id"));
    }

    [Theory]
    [InlineData("/handovers/0", 404)]
    [InlineData("/handovers/x", 404)]
    [InlineData("/handovers?cursor=x", 400)]
    [InlineData("/handovers/now?x=1", 400)]
    public async Task WhatIsNotThere_IsSaid(string path, int status) => await city.RefusalAsync(HttpMethod.Get, path, null, (HttpStatusCode)status);
}
