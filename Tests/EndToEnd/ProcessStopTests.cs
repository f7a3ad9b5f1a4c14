using System.Diagnostics;
using System.Net;
using CityOps.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace CityOps.Tests.EndToEnd;

/// <summary>Ctrl-C, and what the next start finds.</summary>
[Collection(RealCity.Name)]
public sealed class ProcessStopTests
{
    [Fact]
    public async Task CtrlC_EndsWithin10SecondsAndTheNextStartHasEverything_UntilTheDemoIsReset()
    {
        using var data = new TempFolder();
        string[] before;
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 60_000;
        await using (var city = await CityProcess.StartAsync(data.Path))
        {
            await ProcessAlertPhaseTests.MakeRuleAsync(city, "stop-*", "00:00:00", "00:00:00");
            await city.PublishAsync("stop-1", [(at, 10), (at + 1_000, 99)]);
            await city.JudgedAsync();
            await city.StoredAsync();
            before = await PictureAsync(city, "stop-1");

            var (exitCode, output) = await CityProcess.RunToExitAsync(FreePort.Next(), FreePort.Next(), data.Path, "Development");
            Assert.Equal(3, exitCode);
            Assert.Contains(data.Path, output, StringComparison.Ordinal);
            Assert.Matches(@"process \d+ on ", output);

            // Somebody looks at the city while it stops.
            await using var viewer = new HubConnectionBuilder().WithUrl(new Uri(city.BaseAddress, "/hubs/live")).Build();
            await viewer.StartAsync();
            using var device = new System.Net.Sockets.TcpClient("localhost", city.MqttPort);
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, await city.StopAsync());
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}\n{city.Output}");
            Assert.DoesNotContain("fail:", city.Output, StringComparison.Ordinal);
        }

        await using (var city = await CityProcess.StartAsync(data.Path))
        {
            await city.JudgedAsync();
            Assert.Equal(before, await PictureAsync(city, "stop-1"));
            await city.StopAsync();
        }

        await using var anew = await CityProcess.StartAsync(data.Path, "Development", "--Demo:Enabled=true", "--reset-demo");
        using var gone = await anew.Http.GetAsync("/api/v1/readings?series=stop-1:pm10");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains("The demo begins anew.", anew.Output, StringComparison.Ordinal);
    }

    /// <summary>Readings, alert and account of a device, without what is of the moment.</summary>
    static async Task<string[]> PictureAsync(CityProcess city, string device)
    {
        var alert = (await city.ItemsAsync($"/alerts?device={device}")).Single().GetProperty("id").GetString();
        return
        [
            (await city.AskAsync($"/readings?series={device}:pm10")).GetProperty("items").ToString(),
            (await city.AskAsync($"/alerts/{alert}")).ToString(),
            (await city.AskAsync($"/ledger/{device}")).GetProperty("total").ToString(),
        ];
    }
}
