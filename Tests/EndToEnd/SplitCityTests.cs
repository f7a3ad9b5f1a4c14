using System.Net;
using System.Net.Http.Json;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Dashboard.Live;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.EndToEnd;

/// <summary>What one process does on the spot happens between processes, too.</summary>
public sealed class SplitCityTests
{
    [Fact]
    public async Task WhatOneProcessDoes_TheOthersKnow()
    {
        await using var city = await SplitCity.StartAsync();
        await RegistryAndRuleOfADashboard_AreIngestionsAsync(city);
        var alert = Assert.Single(await city.Dashboard.ItemsAsync("/alerts?device=sp-1")).Text("id")!;

        var screen = await LiveListener.ConnectAsync(city.OtherDashboard.BaseAddress.AbsoluteUri.TrimEnd('/'));
        await using var hub = screen.Hub;
        await hub.InvokeAsync("Join", new[] { "alerts" });
        await city.Dashboard.PostAsync($"/alerts/{alert}/acknowledge", """{"comment":"on my way"}""");
        // The raise may come this late.
        var change = await screen.HearsAsync(item => item.Text("id") == alert && !item.IsNull("acknowledged"));
        Assert.Equal("on my way", change.GetProperty("acknowledged").Text("comment"));

        await ReadingsAreServedWhereTheyAreNotWrittenAsync(city);
        await DashboardStandsWhileIngestionIsAwayAsync(city, alert);
        await LiveValuesStandWhileTheStoreIsAwayAsync(city);
    }

    /// <summary>A rule over a station, both made by a person, judges what a device of that station sends.</summary>
    static async Task RegistryAndRuleOfADashboard_AreIngestionsAsync(SplitCity city)
    {
        await PutAsync(city.Dashboard, "/stations/st-1", """{"name":"Station","lat":46.05,"lon":14.5,"district":"Center","domain":"air"}""");
        await PutAsync(city.Dashboard, "/devices/sp-1", """{"domain":"air","station":"st-1","intervalSeconds":60}""");
        await city.Dashboard.PostAsync(
            "/rules", """{"name":"at the station","quantity":"pm10","stations":["st-1"],"condition":{"kind":"above","raise":50,"clear":40},"severity":"major"}""");
        var at = Json.Now - 600_000;
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await city.PublishAsync("sp-1", (at++, 90d));
                return (await city.Dashboard.ItemsAsync("/alerts?device=sp-1")).Count;
            },
            count => count == 1, "the alert");
    }

    static async Task ReadingsAreServedWhereTheyAreNotWrittenAsync(SplitCity city)
    {
        var at = Json.Now + 120_000;
        await city.PublishAsync("sp-2", (at - 180_000, 1d), (at, 2d));
        await city.Dashboard.StoredAsync();
        var latest = (await Eventually.SatisfiesAsync(
            () => city.Dashboard.AskAsync("/readings/latest?series=sp-2:pm10"), answer => answer.ToString().Contains("suspect", StringComparison.Ordinal), "the reading")).Items().Single();
        // The store knows neither of these two.
        Assert.Equal("clock_ahead", Assert.Single(latest.GetProperty("reasons").EnumerateArray()).GetString());
        Assert.True(string.CompareOrdinal(latest.Text("receivedAt"), latest.Text("observedAt")) < 0);

        var raw = await city.Dashboard.AskAsync($"/readings?series=sp-2:pm10&to={at + 1}");
        Assert.Equal([1, 2], Values(raw));
        await Eventually.SatisfiesAsync(
            async () => (await city.Dashboard.AskAsync($"/readings?series=sp-2:pm10&to={at + 1}")).Text("storedUntil"),
            until => string.CompareOrdinal(until, latest.Text("receivedAt")) >= 0, "storedUntil");
        var device = (await Eventually.SatisfiesAsync(
            () => city.Dashboard.ItemsAsync("/devices"), items => items.Any(item => item.Text("id") == "sp-2" && item.Text("lastReceivedAt") is not null), "the device"))
            .Single(item => item.Text("id") == "sp-2");
        Assert.Equal((latest.Text("receivedAt"), latest.Text("observedAt")), (device.Text("lastReceivedAt"), device.Text("lastObservedAt")));
        Assert.Equal("alert", (await city.Dashboard.ItemsAsync("/stations")).Single().Text("state"));
    }

    static async Task DashboardStandsWhileIngestionIsAwayAsync(SplitCity city, string alert)
    {
        var before = await city.Dashboard.AskAsync("/ledger/sp-2");
        Assert.Equal(0, await city.Ingestion.StopAsync("TERM"));
        using (var ready = await city.Dashboard.Http.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        await city.Dashboard.PostAsync($"/alerts/{alert}/comment", """{"text":"still here"}""");
        Assert.Equal([1, 2], Values(await city.Dashboard.AskAsync($"/readings?series=sp-2:pm10&to={Json.Now + 300_000}")));
        // The broker keeps what comes meanwhile.
        await city.PublishAsync("sp-2", (Json.Now, 3d));

        await city.StartIngestionAgainAsync();
        var after = await Eventually.SatisfiesAsync(
            () => city.Dashboard.AskAsync("/ledger/sp-2"),
            ledger => ledger.GetProperty("total").Count("stored") == before.GetProperty("total").Count("stored") + 1, "the message that came meanwhile");
        CityAnswers.Balances(after);
    }

    static async Task LiveValuesStandWhileTheStoreIsAwayAsync(SplitCity city)
    {
        await city.Influx.StopAsync();
        var at = Json.Now;
        await city.PublishAsync("sp-1", (at, 12d));
        await Eventually.SatisfiesAsync(
            () => city.Dashboard.AskAsync("/readings/latest?series=sp-1:pm10"), answer => answer.ToString().Contains(Json.Time(at), StringComparison.Ordinal), "the live value");
        using var raw = await city.Dashboard.Http.GetAsync("/api/v1/readings?series=sp-1:pm10");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (raw.StatusCode, raw.Content.Headers.ContentType?.MediaType));
        var store = await Eventually.SatisfiesAsync(
            async () => (await city.Dashboard.Http.GetFromJsonAsync<System.Text.Json.JsonElement>("/health/ready")).GetProperty("components").EnumerateArray().Single(one => one.Text("name") == "store"),
            one => one.Text("text")!.StartsWith("Ingestion: The store is away", StringComparison.Ordinal), "both say that the store is away");
        Assert.Equal("degraded", store.Text("status"));
        Json.IsTime(store.Text("since"));
        Assert.Contains("Dashboard: Readings cannot be read", store.Text("text"), StringComparison.Ordinal);
        Assert.True(store.GetProperty("numbers").Count("pendingMessages") > 0 && store.GetProperty("numbers").Count("oldestPendingAt") >= at, store.ToString());
    }

    static IEnumerable<double> Values(System.Text.Json.JsonElement raw) =>
        raw.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("v").GetDouble());

    static async Task PutAsync(CityProcess city, string path, string body)
    {
        using var answer = await city.Http.PutAsync("/api/v1" + path, new StringContent(body));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
