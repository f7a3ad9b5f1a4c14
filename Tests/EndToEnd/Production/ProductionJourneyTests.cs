using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd.Production;

/// <summary>
/// The operator's journey with mosquitto, InfluxDB, Ingestion and Dashboard as processes of their own, each of which goes and comes
/// back while readings flow.
/// </summary>
[Collection(RealCity.Name)]
public sealed class ProductionJourneyTests(ITestOutputHelper output) : IAsyncDisposable
{
    const string Rule = "Dust in production";

    /// <summary>So much must flow after each restart.</summary>
    const int RoundsBetween = 25;

    ProductionCity _city = null!;
    Chromium? _browser;
    SteadyLoad? _load;

    [Fact]
    public async Task Alert_IsAcknowledgedInTheBrowser_AndNothingIsLostWhileEachPartRestarts()
    {
        _city = await ProductionCity.StartAsync(openPages: true, "--device", "pj-1");
        _browser = await Chromium.StartAsync(Servers.Chromium);
        await using var page = await _browser.OpenAsync(_city.Dashboard.BaseAddress);
        await page.OpenAsync();
        await RaiseAndAcknowledgeAsync(page);

        _load = SteadyLoad.Start(_city.Broker.Port, (ProductionCity.Gateway, _city.PasswordOf(ProductionCity.Gateway)));
        await AfterAsync("nothing", () => Task.CompletedTask);
        await RestartInTurnAsync();
        await _load.StopAsync();
        await NothingIsLostAsync();

        await page.SeesAsync(page.Alert(Rule).Locator(".who"), "demo-operator");
        await _city.ReadAsync("pj-1", 20);
        await Eventually.SatisfiesAsync(
            async () => Assert.Single(await _city.Dashboard.ItemsAsync("/alerts?device=pj-1")).Text("condition"), condition => condition == "cleared", "the alert is over");

        // A page that was made anew after the restart may still be empty, and so without the alert.
        await page.SeesAsync(page.Page.Locator("[data-live='live']"));
        await page.SeesNoMoreAsync(page.Alert(Rule));
        await page.ShootAsync("Production_AfterRestarts");
    }

    public async ValueTask DisposeAsync()
    {
        await (_load?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_city?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    async Task RaiseAndAcknowledgeAsync(OperatorPage page)
    {
        var rule = new { name = Rule, quantity = "pm10", devices = new[] { "pj-*" }, severity = "major", condition = new { kind = "above", raise = 50, clear = 40 } };
        using (var answer = await _city.Dashboard.Http.PostAsJsonAsync("/api/v1/rules", rule))
        {
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        await _city.ReadAsync("pj-1", 30);
        await page.SeesAsync(page.Row("pj-1:pm10"), "30.0\u00A0µg/m³");
        // The rule was written in another process than the one that judges: it looks once a second.
        await Eventually.SatisfiesAsync(
            async () =>
            {
                await _city.ReadAsync("pj-1", 61.5);
                return (await _city.Dashboard.ItemsAsync("/alerts?device=pj-1")).Count;
            },
            alerts => alerts == 1, "the alert");
        await page.SeesAsync(page.Alert(Rule), "61.5\u00A0µg/m³");
        await page.AcknowledgeButton(Rule).ClickAsync();
        await page.SeesAsync(page.Alert(Rule).Locator(".who"), "demo-operator");
        Assert.Empty(page.Complaints);
        await page.ShootAsync("Production_Acknowledged");
    }

    async Task RestartInTurnAsync()
    {
        await AfterAsync("Ingestion, SIGTERM", async () =>
        {
            Assert.Equal(0, await _city.Ingestion.StopAsync("TERM"));
            await _city.StartAgainAsync(CityProgram.Ingestion);
        });
        await AfterAsync("Ingestion, kill -9", async () =>
        {
            await _city.Ingestion.KillAsync();
            await _city.StartAgainAsync(CityProgram.Ingestion);
        });
        await AfterAsync("InfluxDB, kill -9", async () =>
        {
            await _city.Store.KillAsync();
            await GrowsByAsync(RoundsBetween);
            await _city.Store.StartAsync();
        });
        await AfterAsync("mosquitto, SIGTERM", async () =>
        {
            await _city.Broker.StopAsync();
            await _city.Broker.StartAgainAsync();
        });
        await AfterAsync("Dashboard, SIGTERM", async () =>
        {
            Assert.Equal(0, await _city.Dashboard.StopAsync("TERM"));
            await _city.StartAgainAsync(CityProgram.Dashboard);
        });
    }

    /// <summary>A restart; then all is well again, and new readings have come through to the store since.</summary>
    async Task AfterAsync(string what, Func<Task> restartAsync)
    {
        var began = TimeProvider.System.GetTimestamp();
        await restartAsync();
        await _city.ReadyAsync();
        var well = TimeProvider.System.GetElapsedTime(began);
        var rounds = await GrowsByAsync(RoundsBetween);
        var total = (await Eventually.SatisfiesAsync(
            () => _city.Dashboard.AskAsync("/ledger"),
            ledger => ledger.GetProperty("total").Count("stored") >= (rounds - 1) * _load!.Devices.Count, $"readings flow after {what}")).GetProperty("total");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: all well again {well.TotalSeconds:0.0} s after the signal; received {total.Count("received")}, stored {total.Count("stored")}, duplicate {total.Count("duplicate")}, pending {total.Count("pending")}, missing {total.Count("missing")}"));
    }

    async Task<int> GrowsByAsync(int rounds)
    {
        var before = _load!.Rounds;
        return await Eventually.SatisfiesAsync(() => Task.FromResult(_load.Rounds), now => now >= before + rounds, "the load goes on");
    }

    async Task NothingIsLostAsync()
    {
        await _city.Dashboard.StoredAsync();
        CityAnswers.Balances(await _city.Dashboard.AskAsync("/ledger"));
        var times = _load!.Times.Select(Json.Time).ToList();
        foreach (var device in _load.Devices)
        {
            var total = (await _city.Dashboard.AskAsync($"/ledger/{device}")).GetProperty("total");
            Assert.Equal((times.Count, 0, 0), (total.Count("stored"), total.Count("missing"), total.Count("refused")));
            var raw = await _city.Dashboard.AskAsync($"/readings?series={device}:pm10&limit=10000");
            Assert.Equal(times, raw.GetProperty("items").EnumerateArray().Select(item => item.Text("t")!));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{times.Count * _load.Devices.Count} messages acknowledged by mosquitto, all stored once; the load connected again {_load.Reconnects} times"));
    }
}
