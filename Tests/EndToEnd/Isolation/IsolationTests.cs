using System.Text.Json;
using CityOps.Benchmarks.Faults;
using CityOps.Tests.Dashboard.Api;

namespace CityOps.Tests.EndToEnd.Isolation;

/// <summary>
/// Devices send steadily while somebody else floods, sends rubbish, the future, the past, the same again, series and devices without end:
/// nothing of theirs is lost, alerts are raised meanwhile, and whoever does it is found by name.
/// </summary>
[Collection(RealCity.Name)]
public sealed class IsolationTests(ITestOutputHelper output)
{
    IsolationCity _city = null!;

    [Theory]
    [InlineData(FaultBroker.Mosquitto)]
    [InlineData(FaultBroker.Embedded)]
    public async Task WhatOneDoesWrong_HarmsNoNeighbour_AndHasHisName(FaultBroker broker)
    {
        await using var city = await IsolationCity.StartAsync(broker);
        _city = city;
        await FloodAsync();
        await RubbishAsync();
        await TimesAsync(Offence.Future, "in_future");
        await TimesAsync(Offence.Past, "too_old");
        await RepetitionAsync();
        await InventedSeriesAsync();
        await InventedDevicesAsync();
        await NeighboursAreWholeAsync();
        Assert.DoesNotContain("BUG", city.Output, StringComparison.Ordinal);
    }

    async Task FloodAsync()
    {
        var total = await OffendAsync(Offence.Flood);
        Assert.True(total.Count("decoded") >= IsolationCity.Burst && total.Count("shed") > Offence.Flood.Least / 2, total.ToString());
        await IsListedAsync(Offence.Flood.Device, "shed");
    }

    async Task RubbishAsync()
    {
        var total = await OffendAsync(Offence.Rubbish);
        Assert.Equal(total.Count("received"), Rejected(total, "bad_json") + total.Count("shed"));
        await IsListedAsync(Offence.Rubbish.Device, "rejected");
        var row = (await _city.Dashboard.ItemsAsync($"/quarantine?device={Offence.Rubbish.Device}&limit=1")).Single();
        var (topic, payload) = Offence.Rubbish.Message(0);
        Assert.Equal((topic, "bad_json"), (row.Text("topic"), row.Text("reason")));
        Assert.StartsWith(payload[..5], row.Text("text"), StringComparison.Ordinal);
        Assert.Equal(row.Text("text")!.Length, row.Count("bytes"));
    }

    async Task TimesAsync(Offence offence, string reason)
    {
        var total = await OffendAsync(offence);
        Assert.True(Rejected(total, reason) >= IsolationCity.Burst, total.ToString());
        await IsListedAsync(offence.Device, "rejected");
    }

    async Task RepetitionAsync()
    {
        var total = await OffendAsync(Offence.Repetition);
        Assert.Equal((1, total.Count("decoded") - 1), (total.Count("decoded") - total.Count("duplicate"), total.Count("duplicate")));
        await IsListedAsync(Offence.Repetition.Device, "repeated");
    }

    async Task InventedSeriesAsync()
    {
        var total = await OffendAsync(Offence.InventedSeries);
        Assert.True(Rejected(total, "too_many_series") > 0, total.ToString());
        Assert.InRange((await _city.Dashboard.ItemsAsync($"/series?device={Offence.InventedSeries.Device}&limit=1000")).Count, 1, 64);
        await IsListedAsync(Offence.InventedSeries.Device, "rejected");
    }

    /// <summary>The last one: from then on only known devices are taken.</summary>
    async Task InventedDevicesAsync()
    {
        var rejected = Rejected((await _city.Dashboard.AskAsync("/ledger")).GetProperty("total"), "unknown_device");
        Assert.Equal(0, rejected);
        var sent = await WhileAlertsAreRaisedAsync(Offence.InventedDevices);
        var answer = await Eventually.SatisfiesAsync(
            () => _city.Dashboard.AskAsync("/ledger/devices/worst"), worst => worst.Count("unnamed") + worst.Count("known") >= sent, "all of them judged");
        Assert.Equal(IsolationCity.MostDevices, answer.Count("known"));
        var row = (await _city.Dashboard.ItemsAsync("/quarantine?reason=unknown_device&limit=1")).Single();
        Assert.StartsWith(Offence.InventedDevices.Device, row.Text("device"), StringComparison.Ordinal);
        using var health = await _city.Dashboard.Http.GetAsync("/health/ready");
        Assert.Contains("Devices:MaxDiscovered", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    async Task NeighboursAreWholeAsync()
    {
        await _city.Neighbours.StopAsync();
        await Eventually.SatisfiesAsync(
            () => _city.Dashboard.AskAsync("/ledger"), ledger => ledger.GetProperty("total").Count("pending") == 0, "everything stored", TimeSpan.FromSeconds(60));
        CityAnswers.Balances(await _city.Dashboard.AskAsync("/ledger"));
        var times = _city.Neighbours.Times.Select(Json.Time).ToList();
        foreach (var device in _city.Neighbours.Devices)
        {
            var total = await _city.AccountAsync(device);
            Assert.Equal((times.Count, 0, 0, 0), (total.Count("stored"), total.Count("missing"), total.Count("shed"), total.Count("refused")));
            Assert.Equal(0, total.GetProperty("rejected").Count("total"));
            var raw = await _city.Dashboard.AskAsync($"/readings?series={device}:pm10&limit=10000");
            Assert.Equal(times, raw.GetProperty("items").EnumerateArray().Select(item => item.Text("t")!));
        }

        output.WriteLine($"{times.Count} messages of each neighbour, all stored; they connected again {_city.Neighbours.Reconnects} times");
    }

    /// <summary>Meanwhile neighbours are heard and an alert is raised; then all that was sent is on the account of who sent it.</summary>
    async Task<JsonElement> OffendAsync(Offence offence)
    {
        var sent = await WhileAlertsAreRaisedAsync(offence);
        return await Eventually.SatisfiesAsync(() => _city.AccountAsync(offence.Device), total => total.Count("received") == sent, $"{sent} of {offence.Device}");
    }

    async Task<int> WhileAlertsAreRaisedAsync(Offence offence)
    {
        var watch = $"watch-{offence.Device.Trim('-')}";
        await _city.AppearsAsync(watch);
        await using var offender = await Offender.StartAsync(offence, _city.MqttPort);
        var before = _city.Neighbours.Rounds;
        await _city.RaisesAsync(watch);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_city.Neighbours.Rounds), rounds => rounds > before + 5, "the neighbours are acknowledged");
        await offender.StopAsync();
        output.WriteLine($"{offender.Pace}; {_city.Neighbours.Rounds} rounds of the neighbours so far");
        return offender.Sent;
    }

    /// <summary>The device stands among those that need a look, for this.</summary>
    async Task IsListedAsync(string device, string trouble) => await Eventually.SatisfiesAsync(
        async () => (await _city.Dashboard.AskAsync($"/ledger/devices/worst?q={device}&trouble={trouble}")).GetProperty("items").EnumerateArray()
            .Select(item => item.Text("device")).ToList(),
        devices => devices.Contains(device), $"{device} is listed for {trouble}");

    static long Rejected(JsonElement total, string reason) =>
        total.GetProperty("rejected").GetProperty("reasons").TryGetProperty(reason, out var count) ? count.GetInt64() : 0;
}
