using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City;

public sealed class CityRegistryTests : IAsyncLifetime
{
    static readonly IReadOnlyDictionary<string, string> NoUnits = new Dictionary<string, string>();
    static readonly Birth Word = new(true, null, null, null, null, null, null, null, null, NoUnits);
    static readonly Birth Full = new(
        true, "Celovška 12", 46.066, 14.492, "Šiška", "celovska-12", "gw-03", 60, "1.4.2", new Dictionary<string, string> { ["pm10"] = "ug/m3" });

    CityFile _file = null!;
    CityRegistry _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await CityFile.MigratedAsync();
        _registry = new CityRegistry(_file.Open());
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    Task<BirthResult> BirthAsync(string device, Birth birth, string domain = "air") => _registry.BirthAsync([new DeviceBirth(device, domain, birth)]);

    async Task<string> StandAsync() => string.Join(' ', (await _registry.LoadAsync()).Stations.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task AttributesOfAStation_AreReplacedByEachPut()
    {
        var put = new StationPut("Moste", 46.05, 14.55, "Moste", "river") { Attributes = StationAttributes.FromJson("""{"warningLevel":180,"alertLevel":220.5}""") };
        Assert.Equal(PutOutcome.Created, (await _registry.PutStationAsync("moste", put)).Outcome);
        Assert.Equal(PutOutcome.Unchanged, (await _registry.PutStationAsync("moste", put)).Outcome);
        Assert.Equal(put.Attributes, (await _registry.LoadAsync()).Stations["moste"].Attributes);

        Assert.Equal(PutOutcome.Updated, (await _registry.PutStationAsync("moste", put with { Attributes = StationAttributes.None })).Outcome);
        Assert.Equal(StationAttributes.None, (await _registry.LoadAsync()).Stations["moste"].Attributes);
    }

    [Fact]
    public async Task NewDatabase_HasAnEmptyRegistry()
    {
        var registry = await _registry.LoadAsync();
        Assert.Equal((0, 0, 0, 0), ((int)registry.Revision, registry.Stations.Count, registry.Devices.Count, registry.Series.Count));
        Assert.Empty(await _registry.LoadUnitsAsync());
    }

    [Fact]
    public async Task Puts_CreateThenUpdateThenChangeNothing()
    {
        var station = new StationPut("Bežigrad", 46.07, 14.51, "Bežigrad", "air");
        var device = new DevicePut("Box 7", "air", "bz", "gw-1", 30);

        Assert.Equal(new PutResult(PutOutcome.Created, 1), await _registry.PutStationAsync("bz", station));
        Assert.Equal(new PutResult(PutOutcome.Unchanged, 1), await _registry.PutStationAsync("bz", station));
        Assert.Equal(new PutResult(PutOutcome.Updated, 2), await _registry.PutStationAsync("bz", station with { Lat = 46.08 }));
        Assert.Equal(new PutResult(PutOutcome.Created, 3), await _registry.PutDeviceAsync("box", device));
        Assert.Equal(new PutResult(PutOutcome.Unchanged, 3), await _registry.PutDeviceAsync("box", device));
        Assert.Equal(new PutResult(PutOutcome.Updated, 4), await _registry.PutDeviceAsync("box", device with { Gateway = null }));

        var registry = await _registry.LoadAsync();
        Assert.Equal(4, registry.Revision);
        Assert.Equal(new Station("bz", "Bežigrad", 46.08, 14.51, "Bežigrad", "air"), registry.Stations["bz"]);
        Assert.Equal(new Device("box", "Box 7", "air", "bz", null, Registration.Accepted, 30, null), registry.Devices["box"]);
        Assert.Equal("bz", registry.StationOf("box")!.Id);
    }

    [Fact]
    public async Task PutDevice_RefusesUnknownStationAndOtherDomain()
    {
        Assert.Equal(new PutResult(PutOutcome.UnknownStation, 0), await _registry.PutDeviceAsync("box", new DevicePut(null, "air", "nowhere", null, null)));
        await _registry.PutDeviceAsync("box", new DevicePut(null, "air", null, null, null));
        Assert.Equal(new PutResult(PutOutcome.OtherDomain, 1), await _registry.PutDeviceAsync("box", new DevicePut("x", "water", null, null, null)));

        Assert.Equal(new Device("box", "box", "air", null, null, Registration.Accepted, null, null), (await _registry.LoadAsync()).Devices["box"]);
    }

    [Fact]
    public async Task Discoveries_AreTakenOnceAndStayDiscovered()
    {
        Discovery[] found = [new("d", "air", "pm10", "ug/m3"), new("d", "air", "pm25", "ug/m3"), new("d", "air", "pm10", "mg/m3"), new("e", "water")];
        var first = await _registry.DiscoverAsync(found);
        var second = await _registry.DiscoverAsync([.. found, new("d", "air", "pm10", "mg/m3")]);

        Assert.Equal((1, 1, 0), ((int)first.Revision, (int)second.Revision, second.WrongDomain.Count));
        var registry = await _registry.LoadAsync();
        Assert.Equal(new Device("d", "d", "air", null, null, Registration.Discovered, null, null), registry.Devices["d"]);
        Assert.Equal(Registration.Discovered, registry.Devices["e"].Registration);
        Assert.Equal(["d:pm10 air ug/m3", "d:pm25 air ug/m3"], registry.Series.Values.Select(s => $"{s.Id} {s.Domain} {s.Unit}").Order());
    }

    [Fact]
    public async Task OtherDomainThanTheFirstMessage_IsRefused()
    {
        await _registry.DiscoverAsync([new("d", "air")]);
        var discovery = new Discovery("d", "water", "level", "m");
        var birth = new DeviceBirth("d", "water", Full);

        Assert.Equal([discovery], (await _registry.DiscoverAsync([discovery])).WrongDomain);
        Assert.Equal([birth], (await _registry.BirthAsync([birth])).WrongDomain);
        var both = await _registry.BirthAsync([new DeviceBirth("new", "air", Word), new DeviceBirth("new", "water", Full)]);
        Assert.Equal("water", Assert.Single(both.WrongDomain).Domain);
        var registry = await _registry.LoadAsync();
        Assert.Equal((2L, 0, 0), (registry.Revision, registry.Series.Count, registry.Stations.Count));
        Assert.Equal("air", registry.Devices["new"].Domain);
    }

    [Fact]
    public async Task FullBirth_MakesStationAndDevice()
    {
        var result = await BirthAsync("aq-1", Full);

        var registry = await _registry.LoadAsync();
        Assert.Equal((1, 0), (result.Revision, result.WrongDomain.Count));
        Assert.Equal(new Station("celovska-12", "Celovška 12", 46.066, 14.492, "Šiška", "air"), registry.Stations["celovska-12"]);
        Assert.Equal(new Device("aq-1", "Celovška 12", "air", "celovska-12", "gw-03", Registration.Accepted, 60, "1.4.2"), registry.Devices["aq-1"]);
        Assert.Equal(1, (await BirthAsync("aq-1", Full)).Revision);
        Assert.Equal(1, (await BirthAsync("aq-1", Word)).Revision);
        Assert.Equal(1, (await BirthAsync("aq-1", Word with { Online = false })).Revision);
    }

    [Theory]
    [InlineData(null, false, Registration.Discovered, null, "")]
    [InlineData(null, true, Registration.Accepted, "aq-1", "aq-1")]
    [InlineData("st", false, Registration.Accepted, "st", "")]
    [InlineData("st", true, Registration.Accepted, "st", "st")]
    public async Task StationAndPositionOfABirth_DecideRegistrationAndPlace(
        string? station, bool position, Registration registration, string? linked, string stations)
    {
        await BirthAsync("aq-1", Word with { Name = "N", Station = station, Lat = position ? 46 : null, Lon = position ? 14 : null });

        var device = (await _registry.LoadAsync()).Devices["aq-1"];
        Assert.Equal((registration, linked, stations), (device.Registration, device.Station, await StandAsync()));
    }

    [Fact]
    public async Task StationWithoutPosition_AppearsWithItsPosition()
    {
        await BirthAsync("a", Word with { Station = "st", Name = "First" });
        Assert.Equal("", await StandAsync());
        Assert.Equal(PutOutcome.Created, (await _registry.PutDeviceAsync("b", new DevicePut(null, "air", "st", null, null))).Outcome);
        await BirthAsync("c", Word with { Station = "st", Name = "Third", Lat = 46, Lon = 14 });

        Assert.Equal(new Station("st", "First", 46, 14, null, "air"), (await _registry.LoadAsync()).Stations["st"]);
    }

    [Fact]
    public async Task OfflineOfAnUnknownDevice_MakesNothing()
    {
        var result = await BirthAsync("ghost", Word with { Online = false });
        Assert.Equal((0, 0), ((int)result.Revision, (await _registry.LoadAsync()).Devices.Count));
    }

    [Fact]
    public async Task TwoDevicesOfOneStation_DoNotTakeTurnsDescribingIt()
    {
        var other = Full with { Name = "Traffic", Lat = 45, Lon = 15, District = "Center" };
        await BirthAsync("aq-1", Full with { District = null });
        await BirthAsync("tr-1", other, "traffic");
        var settled = await _registry.RevisionAsync();
        await _registry.BirthAsync([new("aq-1", "air", Full with { District = null }), new("tr-1", "traffic", other)]);

        Assert.Equal(settled, await _registry.RevisionAsync());
        Assert.Equal(new Station("celovska-12", "Celovška 12", 46.066, 14.492, "Center", "air"), (await _registry.LoadAsync()).Stations["celovska-12"]);
        await BirthAsync("aq-1", Full with { Lat = 46.07 });
        Assert.Equal(46.07, (await _registry.LoadAsync()).Stations["celovska-12"].Lat);
    }

    [Fact]
    public async Task DeviceThatMoves_LeavesNoEmptyStationAndHandsOverItsDescription()
    {
        await _registry.BirthAsync([new("a", "air", Full), new("b", "air", Full with { Name = "B" })]);
        await BirthAsync("a", Word with { Lat = 1, Lon = 2 });
        Assert.Equal("a celovska-12", await StandAsync());
        await BirthAsync("b", Full with { Name = "B" });
        Assert.Equal("B", (await _registry.LoadAsync()).Stations["celovska-12"].Name);
        await _registry.PutStationAsync("s", new StationPut("S", 3, 4, null, "air"));
        await _registry.PutDeviceAsync("a", new DevicePut(null, "air", "s", null, null));
        Assert.Equal("celovska-12 s", await StandAsync());
    }

    [Fact]
    public async Task Units_AreOfTheLatestBirthThatGaveAny()
    {
        await BirthAsync("a", Full);
        await BirthAsync("b", Word);
        await BirthAsync("a", Word);
        Assert.Equal([("a", "ug/m3")], (await _registry.LoadUnitsAsync()).Select(u => (u.Key, u.Value["pm10"])));

        var before = await _registry.RevisionAsync();
        await BirthAsync("a", Word with { Units = new Dictionary<string, string> { ["no2"] = "ppb", ["co"] = "mg/m3" } });
        await BirthAsync("a", Word with { Units = new Dictionary<string, string> { ["co"] = "mg/m3", ["no2"] = "ppb" } });
        var units = (await new CityRegistry(_file.Open()).LoadUnitsAsync())["a"];
        Assert.Equal(("ppb", "mg/m3", 2, before + 1), (units["no2"], units["co"], units.Count, await _registry.RevisionAsync()));
    }

    [Fact]
    public async Task ThousandsOfBirths_AreOneChange()
    {
        var births = Enumerable.Range(0, 2_000).Select(i => new DeviceBirth($"d{i}", "air", Full with { Station = $"s{i / 2}" })).ToList();

        Assert.Equal(1, (await _registry.BirthAsync(births)).Revision);
        Assert.Equal(1, (await _registry.BirthAsync(births)).Revision);
        var registry = await _registry.LoadAsync();
        Assert.Equal((2_000, 1_000), (registry.Devices.Count, registry.Stations.Count));
    }

    [Fact]
    public async Task WritersAtOnce_EachChangeMovesTheRevision()
    {
        var tasks = Enumerable.Range(0, 20).Select(i => Task.Run(() => i % 2 == 0
            ? (Task)new CityRegistry(_file.Open()).DiscoverAsync([new($"d{i}", "air", "pm10", "ug/m3")])
            : new CityRegistry(_file.Open()).PutStationAsync($"s{i}", new StationPut("S", 1, 2, null, "air"))));
        await Task.WhenAll(tasks);

        var registry = await _registry.LoadAsync();
        Assert.Equal((20L, 10, 10, 10), (registry.Revision, registry.Devices.Count, registry.Stations.Count, registry.Series.Count));
        Assert.True(registry.Series.ContainsKey(new SeriesId("d0", "pm10")));
    }
}
