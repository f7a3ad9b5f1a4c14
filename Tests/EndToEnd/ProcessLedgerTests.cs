using System.Globalization;
using System.Text.Json;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>The ledger of the real program: read by many while messages come, and after a kill -9 that its last snapshot knows nothing of.</summary>
public sealed class ProcessLedgerTests
{
    [Fact]
    public async Task EveryRead_Balances_WhileMessagesCome()
    {
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path, "Production");
        var devices = Enumerable.Range(1, 3).Select(i => new KillLoad(string.Create(CultureInfo.InvariantCulture, $"read-{i}"), Json.Now - 1_800_000)).ToList();
        var sending = Task.WhenAll(devices.Select(device => device.RunAsync(city, 2_000)));
        var reads = await Task.WhenAll(
            ReadAsync(sending, async () => CityAnswers.Balances(await city.AskAsync("/ledger"))),
            ReadAsync(sending, async () => Assert.All(await city.ItemsAsync("/ledger/devices"), CityAnswers.Balances)),
            ReadAsync(sending, async () => MetricsPage.Read(await city.Http.GetStringAsync("/metrics")).Balances()),
            ReadAsync(sending, async () => MetricsPage.Read(await city.Http.GetStringAsync("/metrics")).Balances()));
        Assert.All(reads, count => Assert.True(count > 2, $"{count} reads"));
        await sending;
        await city.StoredAsync();
        var total = (await city.AskAsync("/ledger")).GetProperty("total");
        Assert.Equal(devices.Sum(device => device.Sent), total.Count("stored"));
    }

    [Fact]
    public async Task KilledAfterItsSnapshot_CountsEveryMessageOnce()
    {
        using var data = new TempFolder();
        var at = Json.Now - 60_000;
        // The first run ends as asked and leaves a snapshot, the second is killed.
        await using (var city = await CityProcess.StartAsync(data.Path, "Production"))
        {
            await SendAsync(city, Numbered(at, 10), Numbered(at + 1_000, 14), "{");
            await city.PublishAsync("cityops/v1/air/rubbish-only/readings", "{");
            await city.PublishAsync("cityops/v1/nowhere/at/all", "{}");
            Assert.Equal(0, await city.StopAsync());
        }

        string before;
        await using (var city = await CityProcess.StartAsync(data.Path, "Production"))
        {
            await SendAsync(city, Numbered(at + 2_000, 12), Numbered(at + 2_000, 12), "{", Numbered(at, 0), Numbered(at + 5_000, 3));
            await city.PublishAsync("cityops/v1/nowhere/at/all", "{}");
            await city.StoredAsync();
            before = await PictureAsync(city);
            await city.KillAsync();
        }

        await using var last = await CityProcess.StartAsync(data.Path, "Production");
        await last.StoredAsync();
        Assert.Equal(before, await PictureAsync(last));
        var total = (await last.AskAsync("/ledger")).GetProperty("total");
        // Missing: 11 and 13 of the first run of numbers, 1 and 2 of the second.
        Assert.Equal((11, 6, 5, 1, 5, 4, 1), (
            total.Count("received"), total.Count("decoded"), total.Count("stored"), total.Count("duplicate"), total.GetProperty("rejected").Count("total"),
            total.Count("missing"), total.Count("outOfOrder")));
        Assert.Equal(2, (await last.AskAsync("/ledger/devices/worst")).Count("unnamed"));

        // A device of which nothing was ever taken is no device to the registry, and in nobody's way there.
        await last.PublishAsync("cityops/v1/air/led-2/readings", Numbered(at, 1));
        await Eventually.SatisfiesAsync(() => last.ItemsAsync("/devices"), devices => devices.Exists(device => device.Text("id") == "led-2"), "a new device");
        Assert.DoesNotContain("cannot be written", last.Output, StringComparison.Ordinal);
    }

    static async Task<int> ReadAsync(Task sending, Func<Task> read)
    {
        var reads = 0;
        while (!sending.IsCompleted)
        {
            await read();
            reads++;
        }

        return reads;
    }

    static string Numbered(long at, int seq) => string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{at}}},"seq":{{{seq}}},"m":{"pm10":{{{seq}}}}}""");

    static async Task SendAsync(CityProcess city, params string[] payloads)
    {
        foreach (var payload in payloads)
        {
            await city.PublishAsync("cityops/v1/air/led-1/readings", payload);
        }
    }

    /// <summary>The accounts of the city and of the device, without the time of the answer.</summary>
    static async Task<string> PictureAsync(CityProcess city)
    {
        var (whole, device) = (await city.AskAsync("/ledger"), await city.AskAsync("/ledger/led-1"));
        return string.Join('\n', new[] { whole.GetProperty("total"), device.GetProperty("total"), device.GetProperty("lastReceivedAt"), device.GetProperty("lastObservedAt"), device.GetProperty("skewMs") }
            .Select(part => part.ValueKind == JsonValueKind.Null ? "null" : part.ToString()));
    }
}
