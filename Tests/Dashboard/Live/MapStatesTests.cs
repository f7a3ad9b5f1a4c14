using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Tests.Ingestion.Live;

namespace CityOps.Tests.Dashboard.Live;

public sealed class MapStatesTests
{
    const long Quarter = 15 * 60_000;
    const long Heard = LiveSome.T0 + 50;

    readonly LiveFeed _feed = new();
    readonly MapStates _states = new();

    [Fact]
    public void Station_IsUnknownThenNormalThenStaleThenNormal()
    {
        Register("a@s1", "b@s1", "c@s2");
        Assert.Equal(["Unknown", "Unknown"], Look(Heard));
        Read("a:pm10");
        Assert.Equal(["Normal", "Unknown"], Look(Heard + Quarter));
        Assert.Equal(["Stale", "Unknown"], Look(Heard + Quarter + 1));
        _feed.TakeValues([LiveSome.Reading("b:pm10", 1) with { ReceivedAt = Heard + Quarter }], Heard);
        Assert.Equal(["Normal", "Unknown"], Look(Heard + Quarter + 1));
    }

    [Fact]
    public void Silence_IsMeasuredByTheDevicesInterval()
    {
        var registry = SomeCity.RegistryOf(1, "a@s1");
        _feed.TakeRegistry(registry with { Devices = Frozen(registry.Devices.Values.Select(device => device with { IntervalSeconds = 60 })) });
        Read("a:pm10");
        Assert.Equal(["Normal"], Look(Heard + 180_000));
        Assert.Equal(["Stale"], Look(Heard + 180_001));
    }

    [Fact]
    public void WorstAlert_IsTheState_AlsoOfASilentStation()
    {
        Register("a@s1");
        _feed.ResetAlerts([SomeCity.Alert("x", Severity.Minor), SomeCity.Alert("y", Severity.Major, acknowledged: true)]);
        Assert.Equal(["MajorAcknowledged"], Look(Heard));
        _feed.TakeAlerts([SomeCity.Alert("z", Severity.Major)]);
        Assert.Equal(["Major"], Look(Heard));
        _feed.ResetAlerts([]);
        Assert.Equal(["Unknown"], Look(Heard));
    }

    [Fact]
    public void ShelvedAndExplainedAlerts_AreNoMarks_UntilTheShelfEnds()
    {
        Register("a@s1");
        _feed.ResetAlerts([SomeCity.Alert("x") with { Shelved = new("ana", Heard + 1_000, "works") }, SomeCity.Alert("y") with { SuppressedBy = "z" }]);
        Assert.Equal(["Unknown"], Look(Heard));
        Assert.Equal(["Major"], Look(Heard + 1_000));
    }

    [Fact]
    public void AlertOfADevice_IsAtItsStation()
    {
        Register("a@s1", "b@s2");
        _feed.ResetAlerts([SomeCity.Alert("x") with { Station = null, Series = null, Device = "b" }, SomeCity.Alert("y") with { Station = "gone" }]);
        Assert.Equal(["Unknown", "Major"], Look(Heard));
    }

    [Fact]
    public void Look_AnswersOnlyWhatChanged()
    {
        Register("a@s1", "b@s2", "c@s3");
        Assert.Empty(_states.Look(_feed, Heard));
        Assert.Equal(1, _states.Places);
        Read("c:pm10");
        Read("a:pm10");
        Assert.Equal([0, 2], _states.Look(_feed, Heard));
        Assert.Empty(_states.Look(_feed, Heard + 1));
        Read("a:pm10");
        Assert.Empty(_states.Look(_feed, Heard + 2));
    }

    [Fact]
    public void AnotherRegistry_KeepsThePlacesUnlessAStationMoved()
    {
        Register("a@s1");
        Read("a:pm10");
        Assert.Equal(["Normal"], Look(Heard));
        // A device more, no station: the rows stay, and what was heard is known anew.
        _feed.TakeRegistry(SomeCity.RegistryOf(2, "a@s1", "b"));
        Assert.Empty(_states.Look(_feed, Heard));
        Assert.Equal(1, _states.Places);

        _feed.TakeRegistry(SomeCity.RegistryOf(3, "a@s1/Center", "b"));
        Assert.Equal(["Normal"], Look(Heard));
        Assert.Equal(2, _states.Places);

        // The device moves to another station and takes its readings with it.
        _feed.TakeRegistry(SomeCity.RegistryOf(4, "b@s1/Center", "a@s2"));
        Assert.Equal(["Unknown", "Normal"], Look(Heard));
    }

    [Fact]
    public void Districts_BeginWithTheWorst()
    {
        Register("a@s1/Šiška", "b@s2/Center", "c@s3/Center", "d@s4");
        Read("b:pm10");
        Read("c:pm10");
        _feed.ResetAlerts([SomeCity.Alert("x", Severity.Minor) with { Station = "s2" }]);
        Look(Heard);
        var districts = MapDistrict.Of(_states.Stations, _states.States, new Dictionary<string, StationState>());
        Assert.Equal(["Center", "Šiška", null], districts.Select(district => district.Name));
        Assert.Equal((2, 1, 0, StationState.Minor), (districts[0].Stations, districts[0].CountOf(Severity.Minor), districts[0].Silent, districts[0].Worst));
        Assert.Equal((1, 0, 1, StationState.Unknown), (districts[1].Stations, districts[1].CountOf(Severity.Minor), districts[1].Silent, districts[1].Worst));
        Assert.Equal("s2", Assert.Single(districts[0].Abnormal).Station.Id);
    }

    [Fact]
    public void AlertOfAWholeDistrict_IsItsState_AndOfNoStation()
    {
        Register("a@s1/Šiška", "b@s2/Center");
        Read("a:pm10");
        Read("b:pm10");
        var whole = SomeCity.Alert("x", Severity.Major) with { Series = null, Station = null, District = "Šiška" };
        _feed.ResetAlerts([
            whole, whole with { Id = "y", Severity = Severity.Critical, Shelved = new("ana", Heard + 1_000, "works") }, whole with { Id = "z", District = "Center", Station = "s2", Severity = Severity.Minor },
        ]);
        Assert.Equal(["Normal", "Minor"], Look(Heard));
        var districts = MapDistrict.Of(_states.Stations, _states.States, DistrictStates.Of(_feed.OpenAlerts, Heard));
        Assert.Equal(["Šiška Major Major", "Center Normal Minor"], districts.Select(district => $"{district.Name} {district.Whole} {district.Worst}"));
        Assert.Equal(StationState.Critical, DistrictStates.Of(_feed.OpenAlerts, Heard + 1_000)["Šiška"]);
    }

    void Register(params string[] devices) => _feed.TakeRegistry(SomeCity.RegistryOf(1, devices));

    void Read(string series) => _feed.TakeValues([LiveSome.Reading(series, _feed.Version)], Heard);

    string[] Look(long now)
    {
        _states.Look(_feed, now);
        return [.. _states.States.Select(state => state.ToString())];
    }

    static System.Collections.Frozen.FrozenDictionary<string, Device> Frozen(IEnumerable<Device> devices) =>
        System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(devices, device => device.Id);
}
