using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Tests.Ingestion.Live;

namespace CityOps.Tests.Dashboard.Live;

public sealed class LiveFeedTests
{
    readonly LiveFeed _feed = new();

    [Fact]
    public void Values_AreOrderedBySeriesAndSnapshotsStay()
    {
        Take(LiveSome.Reading("b:pm10", 1), LiveSome.Reading("a:pm25", 2), LiveSome.Reading("a:pm10", 3));
        var before = _feed.Values;

        Take(LiveSome.Reading("a:pm25", 9), LiveSome.Reading("A:x", 4));

        Assert.Equal(["a:pm10 3", "a:pm25 2", "b:pm10 1"], before.Select(Text));
        Assert.Equal(["A:x 4", "a:pm10 3", "a:pm25 9", "b:pm10 1"], _feed.Values.Select(Text));
        Assert.Same(_feed.Values, _feed.Values);
    }

    [Fact]
    public void Series_AreTheSameList_UntilThereIsAnother()
    {
        Take(LiveSome.Reading("b:pm10", 1), LiveSome.Reading("a:pm10", 2));
        var before = _feed.Series;
        Take(LiveSome.Reading("b:pm10", 5));
        Assert.Same(before, _feed.Series);
        Take(LiveSome.Reading("a:no2", 1));
        Assert.Equal("a:pm10 b:pm10", string.Join(' ', before));
        Assert.Equal("a:no2 a:pm10 b:pm10", string.Join(' ', _feed.Series));
    }

    [Fact]
    public void ValuesOf_GivesTheNewestOfTheseQuantities()
    {
        Take(LiveSome.Reading("b:pm10", 1), LiveSome.Reading("a:pm25", 2), LiveSome.Reading("a:pm10", 3));
        Take(LiveSome.Reading("b:pm10", 5));
        Assert.Equal(["a:pm10 3", "b:pm10 5"], _feed.ValuesOf(new HashSet<string> { "pm10", "no2" }).Select(Text).Order());
    }

    [Fact]
    public void ValuesSince_GivesWhatCameAfterAndNothingTwice()
    {
        Take(LiveSome.Reading("a:pm10", 1), LiveSome.Reading("b:pm10", 1));
        var first = _feed.ValuesSince(0);
        Take(LiveSome.Reading("a:pm10", 1), LiveSome.Reading("b:pm10", 2));
        var second = _feed.ValuesSince(first.Version);

        Assert.Equal(2, first.Readings.Count);
        Assert.Equal(["b:pm10 2"], second.Readings.Select(Text));
        Assert.Empty(_feed.ValuesSince(second.Version).Readings);
    }

    [Fact]
    public void Find_GivesTheLastWord()
    {
        Take(LiveSome.Reading("a:pm10", 1, LiveSome.T0 + 5));
        Take(LiveSome.Reading("a:pm10", 2, LiveSome.T0));

        Assert.Equal(2, _feed.Find(LiveSome.Series("a:pm10"))?.Value);
        Assert.Null(_feed.Find(LiveSome.Series("b:pm10")));
    }

    [Fact]
    public void EveryChange_MovesTheVersionAndSaysSo()
    {
        var versions = new List<long>();
        _feed.Moved += () => versions.Add(_feed.Version);

        Take(LiveSome.Reading("a:pm10", 1));
        _feed.TakeRegistry(SomeCity.RegistryOf(1, "a"));
        _feed.ResetAlerts([SomeCity.Alert("x")]);
        _feed.TakeAlerts([SomeCity.Alert("x", open: false)]);
        _feed.TakeAlerts([]);

        Assert.Equal([1, 2, 3, 4], versions);
    }

    [Fact]
    public void LastFrameAt_IsUnknownBeforeTheFirst()
    {
        Assert.Null(_feed.LastFrameAt);

        _feed.TakeValues([], 123);

        Assert.Equal(123, _feed.LastFrameAt);
    }

    [Fact]
    public void OpenAlerts_AreNotAcknowledgedFirstThenWorstThenNewest()
    {
        _feed.ResetAlerts(
        [
            SomeCity.Alert("acknowledged", Severity.Critical, acknowledged: true), SomeCity.Alert("minor", Severity.Minor),
            SomeCity.Alert("old", Severity.Critical, 1), SomeCity.Alert("new", Severity.Critical, 2),
        ]);

        Assert.Equal(["new", "old", "minor", "acknowledged"], _feed.OpenAlerts.Select(a => a.Id));
    }

    [Fact]
    public void ClearedAlert_LeavesTheListAndIsTold()
    {
        var told = new List<Alert>();
        _feed.AlertsChanged += told.AddRange;
        _feed.ResetAlerts([SomeCity.Alert("x"), SomeCity.Alert("y")]);

        _feed.TakeAlerts([SomeCity.Alert("x", open: false)]);

        Assert.Equal(["y"], _feed.OpenAlerts.Select(a => a.Id));
        Assert.Equal(["x"], told.Select(a => a.Id));
    }

    void Take(params Reading[] readings) => _feed.TakeValues(readings, LiveSome.T0);

    static string Text(Reading reading) => FormattableString.Invariant($"{reading.Series} {reading.Value}");
}
