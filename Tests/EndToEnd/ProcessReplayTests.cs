using System.Globalization;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Ingestion.Mqtt;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>The real program is killed while messages of the quarantine are judged again: each is in the quarantine or in the store, and never in both.</summary>
public sealed class ProcessReplayTests
{
    const int Messages = 4_000;
    const int Kills = 4;

    // A replay of all of them takes about a second.
    static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task KilledInTheMiddle_TakesEachMessageOnce()
    {
        using var data = new TempFolder();
        var start = Json.Now - 3_600_000;
        var random = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var city = await StartAsync(data);
            if (kill == 0)
            {
                await FillAsync(city, start);
            }

            var left = Count(await TotalAsync(city));
            var replay = city.Http.PostAsync("/api/v1/quarantine/replay", null);
            await Task.Delay(LongestLife * random.NextDouble());
            await city.KillAsync();
            await Task.WhenAny(replay);
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{left} taken before kill {kill + 1}"));
        }

        await using var last = await StartAsync(data);
        await last.PostAsync("/quarantine/replay");
        await last.StoredAsync();
        Assert.Empty(await last.ItemsAsync("/quarantine"));
        Assert.Equal(Messages, Count(await TotalAsync(last)));
        var stored = await last.ItemsAsync("/readings?series=late-1:pm10&limit=10000");
        Assert.Equal(Enumerable.Range(0, Messages).Select(n => Json.Time(start + (n * 10))), stored.Select(item => item.Text("t")!));
        CityAnswers.Balances(await last.AskAsync("/ledger"));
        var page = MetricsPage.Read(await last.Http.GetStringAsync("/metrics"));
        Assert.Equal(Messages, page["cityops_replayed_messages_total"]);
    }

    static Task<CityProcess> StartAsync(TempFolder data) => CityProcess.StartAsync(data.Path, "Production", "--Devices:AutoAccept=false");

    /// <summary>A device that nobody knows sends; then it is registered.</summary>
    static async Task FillAsync(CityProcess city, long start)
    {
        using var client = await RawMqtt.ConnectAsync(city.MqttPort, "late-1");
        await client.PublishAllAsync(Enumerable.Range(0, Messages).Select(n => (
            "cityops/v1/air/late-1/readings", string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{start + (n * 10)}}},"m":{"pm10":{{{n % 40}}}}}"""))));
        await client.PingAsync();
        Assert.Equal(RawMqtt.PingResp, (await client.ReadAsync())?.Kind);
        await Eventually.SatisfiesAsync(
            async () => (await TotalAsync(city)).GetProperty("rejected").Count("total"), rejected => rejected == Messages, "all are refused");
        using var answer = await city.Http.PutAsync("/api/v1/devices/late-1", new StringContent("""{"name":"Box","domain":"air"}"""));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static async Task<System.Text.Json.JsonElement> TotalAsync(CityProcess city) => (await city.AskAsync("/ledger")).GetProperty("total");

    static long Count(System.Text.Json.JsonElement total) => total.Count("decoded");
}
