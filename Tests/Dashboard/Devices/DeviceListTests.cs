using System.Collections.Frozen;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Devices;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Worker;
using CityOps.Tests.Dashboard.Ui;

namespace CityOps.Tests.Dashboard.Devices;

public sealed class DeviceListTests
{
    const long Now = 1_764_450_000_000;

    [Theory]
    [InlineData(true, 10, true, DeviceState.Reporting)]
    [InlineData(null, 179, true, DeviceState.Reporting)]
    [InlineData(null, 181, true, DeviceState.Silent)]
    [InlineData(true, 181, true, DeviceState.Silent)]
    [InlineData(false, 10, true, DeviceState.Offline)]
    [InlineData(null, null, true, DeviceState.Unheard)]
    [InlineData(true, null, false, DeviceState.Reporting)] // a gateway: to be connected is all it says
    [InlineData(false, null, false, DeviceState.Offline)]
    public void State_IsOfConnectionAndSilence(bool? online, int? secondsAgo, bool hasSeries, DeviceState expected)
    {
        var facts = new DeviceFacts(secondsAgo is { } ago ? Now - ago * 1_000 : null, null, null, online);

        Assert.Equal(expected, DeviceList.StateOf(Some("a"), facts, hasSeries, Now));
    }

    [Fact]
    public void WorstComeFirst_ThenByName()
    {
        using var page = new PageCulture("sl-SI");
        var list = Of(DevicesQuery.All, [Some("a", "Šiška"), Some("b", "Center"), Some("c", "Žale"), Some("d", "Črnuče")], heard: ["a", "b", "d"], offline: ["d"]);

        Assert.Equal(["d", "c", "b", "a"], list.Rows.Select(row => row.Device.Id));
        Assert.Equal((1, 1, 2), (list.States[DeviceState.Offline], list.States[DeviceState.Unheard], list.States[DeviceState.Reporting]));
    }

    [Fact]
    public void States_AreCounted_BeforeOneIsChosen()
    {
        var list = Of(DevicesQuery.All with { State = DeviceState.Unheard }, [Some("a"), Some("b")], heard: ["a"]);

        Assert.Equal(["b"], list.Rows.Select(row => row.Device.Id));
        Assert.Equal(1, list.States[DeviceState.Reporting]);
    }

    [Theory]
    [InlineData("siska", "a")]
    [InlineData("AQ-B", "aq-b")]
    [InlineData("gw-1", "a")]
    [InlineData("2.4.1 šiška", "a")]
    [InlineData("nowhere")]
    public void Search_LooksAtAllNames(string search, params string[] expected) => Assert.Equal(
        expected,
        Of(DevicesQuery.All with { Search = search }, [Some("a", "Šiška") with { Gateway = "gw-1", Firmware = "2.4.1" }, Some("aq-b")]).Rows.Select(row => row.Device.Id));

    [Fact]
    public void OnlyDiscovered_LeavesOutWhatSomebodyAccepted() => Assert.Equal(
        ["b"], Of(DevicesQuery.All with { IsDiscovered = true }, [Some("a"), Some("b") with { Registration = Registration.Discovered }]).Rows.Select(row => row.Device.Id));

    [Fact]
    public void Pages_HaveFifty_AndTheLastStandsBehindAll()
    {
        Device[] devices = [.. Enumerable.Range(0, 120).Select(i => Some($"d-{i:000}"))];

        Assert.Equal((50, 120, 3), (Of(DevicesQuery.All, devices).Rows.Count, Of(DevicesQuery.All, devices).Count, Of(DevicesQuery.All, devices).Pages));
        Assert.Equal("d-100", Of(DevicesQuery.All with { Page = 9 }, devices).Rows[0].Device.Id);
        Assert.Empty(Of(DevicesQuery.All with { Page = 9 }, []).Rows);
    }

    [Fact]
    public void Battery_IsTheNewestReading()
    {
        var reading = new Reading(new("a", "battery"), Now, Now, 81.4, Quality.Good, QualityReasons.None);
        var list = DeviceList.Of(DevicesQuery.All, RegistryOf([Some("a")]), new Dictionary<string, DeviceFacts>(), id => id == reading.Series ? reading : null, Now);

        Assert.Equal(81.4, list.Rows[0].Battery);
    }

    static DeviceList Of(DevicesQuery query, Device[] devices, string[]? heard = null, string[]? offline = null) => DeviceList.Of(
        query, RegistryOf(devices), (heard ?? []).ToDictionary(id => id, id => new DeviceFacts(Now, Now, 0, offline?.Contains(id) == true ? false : null)), _ => null, Now);

    static Device Some(string id, string? name = null) => new(id, name ?? id, "air", null, null, Registration.Accepted, 60, null);

    static Registry RegistryOf(Device[] devices) => new(
        1, FrozenDictionary<string, Station>.Empty, devices.ToFrozenDictionary(device => device.Id),
        devices.ToFrozenDictionary(device => new SeriesId(device.Id, "pm10"), device => new Series(new(device.Id, "pm10"), "air", "ug/m3")));
}
