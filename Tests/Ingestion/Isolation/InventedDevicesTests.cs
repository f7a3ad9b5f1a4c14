using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Isolation;

/// <summary>Somebody makes up devices and series without end.</summary>
public sealed class InventedDevicesTests
{
    const int Most = 20;
    const string Rubbish = "{";

    static readonly string Reading = IntakeCity.At(0, "\"pm10\":1");

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task UnknownDevices_AreRefusedAboveTheBound_AndKeepNothing(bool autoAccept, bool good)
    {
        await using var city = await StartAsync(autoAccept);
        await SendAsync(city, 0, 2 * Most, good ? Reading : Rubbish);
        Assert.Equal(Most, city.Ledger.Devices(0).Count);
        Assert.Equal(Most, city.Memory.Devices.All.Count());
        Assert.Equal(2 * Most, city.Total.Received);
        Assert.Equal(autoAccept ? Most : 2 * Most, IntakeCity.Count(city.Total.Rejected, RejectReason.UnknownDevice));

        // Each has its row, by name.
        var row = city.Quarantine().Single(row => row.Device == $"new-{(2 * Most) - 1}");
        Assert.Equal(RejectReason.UnknownDevice, row.Entry.Reason);
        Assert.Contains($"new-{(2 * Most) - 1} for one", city.Intake.Trouble!.Value.Text, StringComparison.Ordinal);
        city.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(city.Intake.Trouble);
    }

    [Fact]
    public async Task Bound_HoldsOverARestart()
    {
        await using var city = await StartAsync(true);
        await SendAsync(city, 0, Most, Rubbish);
        await city.RestartAsync();
        await SendAsync(city, 0, Most + 5, Rubbish);
        Assert.Equal(Most, city.Ledger.Devices(0).Count);
        Assert.Equal((2 * Most, 5), (IntakeCity.Count(city.Total.Rejected, RejectReason.BadJson), IntakeCity.Count(city.Total.Rejected, RejectReason.UnknownDevice)));
    }

    [Fact]
    public async Task DeviceThatAPersonAdds_IsTakenWhateverTheOthersMadeUp()
    {
        await using var city = await StartAsync(true);
        await SendAsync(city, 0, 2 * Most, Reading);
        await city.Registry.PutDeviceAsync("ours", new("Box", "air", null, null, null));
        await city.Feed.Mirror.RefreshAsync(default);
        await city.SendAsync("cityops/v1/air/ours/readings", Reading);
        await city.SendAsync("cityops/v1/air/new-1/readings", IntakeCity.At(1, "\"pm10\":2"));
        Assert.Equal((1, 2), (city.Ledger.Device("ours", 0)!.Counts.Decoded, city.Ledger.Device("new-1", 0)!.Counts.Decoded));
    }

    [Fact]
    public async Task DevicesOfBirths_CountToo()
    {
        await using var city = await StartAsync(true);
        await Task.WhenAll(Enumerable.Range(0, 2 * Most).Select(n => city.SendAsync($"cityops/v1/air/born-{n}/status", n % 2 == 0 ? """{"station":"s","lat":46,"lon":14}""" : "offline")));
        Assert.Equal((Most, Most), (city.Feed.Connections.Devices.Count(), city.Feed.IgnoredBirths));
        Assert.Equal(Most / 2, (await city.Registry.LoadAsync()).Devices.Count);
        await city.SendAsync("cityops/v1/air/late/readings", Reading);
        Assert.Equal(1, IntakeCity.Count(city.Total.Rejected, RejectReason.UnknownDevice));
    }

    [Fact]
    public async Task Series_AreBoundedInAll_AndEveryDeviceGetsSome()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { MaxDiscovered = 2 });
        foreach (var device in (string[])["a", "b"])
        {
            await city.SendAsync($"cityops/v1/air/{device}/readings", IntakeCity.At(0, string.Join(',', Enumerable.Range(0, 16).Select(i => $"\"q{i}\":1"))));
        }

        Assert.Equal((16, 8), (city.Ledger.Device("a", 0)!.Counts.ReadingsTaken, city.Ledger.Device("b", 0)!.Counts.ReadingsTaken));
        Assert.Equal(8, IntakeCity.Count(city.Total.ReadingsRefused, RejectReason.TooManySeries));
        Assert.Contains("Devices:MaxDiscovered", Assert.Single(city.Quarantine()).Entry.Detail, StringComparison.Ordinal);
        await city.RestartAsync();
        await city.SendAsync("cityops/v1/air/b/readings", IntakeCity.At(1, "\"q0\":1,\"q99\":1"));
        Assert.Equal(9, city.Ledger.Device("b", 0)!.Counts.ReadingsTaken);
    }

    [Fact]
    public async Task WhatBelongsToNobody_IsShedTogether_AndNobodyElseIs()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { MaxDiscovered = 1, Burst = 50 });
        await city.SendAsync(IntakeCity.Aq1, Reading);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => city.SendAsync(n % 2 == 0 ? $"cityops/v1/air/new-{n}/readings" : $"cityops/v1/air/{n}/nonsense", Rubbish)));
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(1, "\"pm10\":2"));
        Assert.Equal((102, 2, 50, 50), (city.Total.Received, city.Total.Decoded, city.Total.Rejected.Sum(), city.Total.Shed));
        Assert.Equal((2, 0), (city.Ledger.Device("aq-1", 0)!.Counts.Decoded, city.Ledger.Device("aq-1", 0)!.Counts.Shed));
        Assert.InRange(city.Log.Lines.Count, 1, 3);
    }

    [Fact]
    public async Task Discoveries_ReachTheMirrorWhileOthersGoOn()
    {
        await using var city = await StartAsync(true);
        await SendAsync(city, 0, Most, Reading);
        await Eventually.SatisfiesAsync(() => Task.FromResult(city.Feed.Mirror.Current.Devices.Count), count => count == Most, "the registry in memory has them");
    }

    static Task<IntakeCity> StartAsync(bool autoAccept) => IntakeCity.StartAsync(IntakeCity.Defaults with { MaxDiscovered = Most, AutoAccept = autoAccept });

    static Task SendAsync(IntakeCity city, int from, int to, string payload) =>
        Task.WhenAll(Enumerable.Range(from, to - from).Select(n => city.SendAsync($"cityops/v1/air/new-{n}/readings", payload))).WaitAsync(JournalFolder.Limit);
}
