using System.Globalization;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>kill -9 while devices send: what was acknowledged is there, once.</summary>
public sealed class ProcessKillTests
{
    const int Kills = 3;
    const int MessagesARound = 2_500;

    [Fact]
    public async Task KilledUnderLoad_KeepsEveryAcknowledgedReadingOnce()
    {
        using var data = new TempFolder();
        var start = Json.Now - 1_800_000;
        var devices = Enumerable.Range(1, 4).Select(i => new KillLoad(string.Create(CultureInfo.InvariantCulture, $"kill-{i}"), start)).ToList();
        for (var round = 1; round <= Kills; round++)
        {
            await using var city = await CityProcess.StartAsync(data.Path, "Production");
            var sending = devices.ConvertAll(device => device.RunAsync(city, MessagesARound));
            await Eventually.SatisfiesAsync(
                () => Task.FromResult(devices.Min(device => device.Answers)), least => least >= round * MessagesARound / 4, "the load");
            await city.KillAsync();
            await Task.WhenAll(sending);
        }

        Assert.Contains(devices, device => device.Unanswered > 0);
        await using var last = await CityProcess.StartAsync(data.Path, "Production");
        await Task.WhenAll(devices.Select(device => device.RunAsync(last, fresh: 0)));
        await last.StoredAsync();
        foreach (var device in devices)
        {
            Assert.Equal(0, device.Unanswered);
            Assert.Equal(device.Acknowledged.Select(Json.Time), await TimesAsync(last, device.Device, start));
            var ledger = await last.AskAsync($"/ledger/{device.Device}");
            CityAnswers.Balances(ledger);
            var total = ledger.GetProperty("total");
            Assert.True(total.Count("received") >= device.Answers, $"{total.Count("received")} received, {device.Answers} acknowledged");
            Assert.Equal((device.Sent, 0), (total.Count("stored"), total.Count("missing")));
        }

        CityAnswers.Balances(await last.AskAsync("/ledger"));
    }

    static async Task<List<string>> TimesAsync(CityProcess city, string device, long from)
    {
        var times = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await city.AskAsync(string.Create(
                CultureInfo.InvariantCulture, $"/readings?series={device}:pm10&from={from}&limit=3000{(cursor.Length > 0 ? "&cursor=" : "")}{cursor}"));
            times.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.Text("t")!));
            cursor = page.Text("next");
        }

        return times;
    }
}
