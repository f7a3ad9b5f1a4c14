using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Tests.Ingestion.Alerts;

/// <summary>Alerts about CityOps itself, in the log. Times are seconds from the start of the site.</summary>
public sealed class OutageWatchTests : IAsyncLifetime
{
    OutageSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await OutageSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task StoreAway_IsAnAlertAfterTenSecondsUntilItHasBeenWellForThirty()
    {
        await _site.GoAsync(2);
        _site.StoreFails("InfluxDB cannot be reached");
        await _site.GoAsync(9);
        Assert.Empty(await _site.StoryAsync());
        await _site.GoAsync(1);
        Assert.Equal(["cityops-store 2 12 open"], await _site.StoryAsync());
        var alert = Assert.Single(await _site.Log.OpenAsync());
        Assert.Equal(
            (AlertId.From("cityops-store", "store", alert.StartedAt), "Telemetry store away", Severity.Major, AlertCondition.Active, false),
            (alert.Id, alert.Rule.Name, alert.Severity, alert.Condition, alert.Historical));
        Assert.Equal("InfluxDB cannot be reached", (await _site.Log.GetAsync(alert.Id))!.Transitions.Single().Reason);

        _site.Store = null;
        await _site.GoAsync(30);
        Assert.Equal(["cityops-store 2 12 open"], await _site.StoryAsync());
        await _site.GoAsync(1);
        Assert.Equal(["cityops-store 2 12 13"], await _site.StoryAsync());
        Assert.Equal(["Raised", "Cleared"], await HistoryAsync(alert.Id));
        Assert.Equal(11, (await _site.Log.GetAsync(alert.Id))!.Alert.Peak);
    }

    [Fact]
    public async Task StoreThatComesAndGoes_IsOneAlert()
    {
        for (var n = 0; n < 4; n++)
        {
            _site.StoreFails();
            await _site.GoAsync(12);
            _site.Store = null;
            await _site.GoAsync(20);
        }

        Assert.Equal(["cityops-store 0 10 open"], await _site.StoryAsync());
    }

    [Fact]
    public async Task Peak_GrowsWithTheOutage_WithoutANewRevision()
    {
        _site.StoreFails();
        await _site.GoAsync(31);
        var alert = Assert.Single(await _site.Log.OpenAsync());
        Assert.InRange(alert.Peak, 20, 31);
        Assert.Equal(1, alert.Revision);
    }

    [Fact]
    public async Task RestartInAnOutage_RaisesNothingTwice()
    {
        _site.StoreFails();
        await _site.GoAsync(12);
        await _site.StopWatchAsync();

        // A new process finds out by itself, later.
        _site.Clock.Advance(TimeSpan.FromSeconds(60));
        _site.StoreFails();
        await _site.StartWatchAsync();
        await _site.GoAsync(20);
        Assert.Equal(["cityops-store 0 10 open"], await _site.StoryAsync());
    }

    [Fact]
    public async Task RestartAfterAnOutage_EndsItsAlert()
    {
        _site.StoreFails();
        await _site.GoAsync(12);
        await _site.StopWatchAsync();
        _site.Store = null;
        _site.Clock.Advance(TimeSpan.FromSeconds(60));
        await _site.StartWatchAsync();
        await _site.GoAsync(31);
        Assert.Equal(["cityops-store 0 10 73"], await _site.StoryAsync());
    }

    [Fact]
    public async Task PlannedStop_IsNoOutage()
    {
        await _site.GoAsync(1);
        await _site.StopWatchAsync();
        _site.Door.Tell(isUp: false, _site.Clock.UnixMs());
        _site.StoreFails();
        _site.Clock.Advance(TimeSpan.FromMinutes(5));
        await _site.StartWatchAsync();
        _site.Store = null;
        await _site.GoAsync(9);
        Assert.Empty(await _site.StoryAsync());

        // It has been away for five minutes, but only now does anybody want it.
        await _site.GoAsync(1);
        Assert.Equal(["cityops-broker 301 311 open"], await _site.StoryAsync());
    }

    [Fact]
    public async Task JournalThatTakesNothing_IsCritical_AndTheBrokerThatIsLeftForItIsNot()
    {
        await _site.FillDiskAsync();
        await _site.GoAsync(20);
        _site.Door.Tell(isUp: false, _site.Clock.UnixMs());
        await _site.GoAsync(40);
        var alert = Assert.Single(await _site.Log.OpenAsync());
        Assert.Equal(("cityops-journal", Severity.Critical), (alert.Rule.Id, alert.Severity));

        // The way back to the broker takes a moment.
        await _site.MakeRoomAsync();
        await _site.GoAsync(8);
        _site.Door.Tell(isUp: true, _site.Clock.UnixMs());
        await _site.GoAsync(32);
        Assert.Empty(await _site.Log.OpenAsync());
        Assert.Single(await _site.StoryAsync());
    }

    [Fact]
    public async Task CityDatabaseAway_TheAlertIsWrittenWhenItIsBack()
    {
        _site.DatabaseIsAway = true;
        _site.StoreFails();
        await _site.GoAsync(20);
        _site.DatabaseIsAway = false;
        await _site.GoAsync(1);
        Assert.Equal(["cityops-store 0 10 open"], await _site.StoryAsync());
    }

    [Fact]
    public async Task CityDatabaseAwayForLong_AnOutageThatGoesOnIsAnnouncedAndOneThatIsOverIsHistory()
    {
        _site.StoreFails();
        _site.Door.Tell(isUp: false, _site.Clock.UnixMs());
        await _site.GoAsync(5);
        _site.DatabaseIsAway = true;
        await _site.GoAsync(7);
        _site.Door.Tell(isUp: true, _site.Clock.UnixMs());
        await _site.GoAsync(32);
        _site.Clock.Advance(TimeSpan.FromMinutes(20));
        _site.DatabaseIsAway = false;
        await _site.GoAsync(2);

        Assert.Equal(["cityops-broker 0 10 13", "cityops-store 0 10 open"], (await _site.StoryAsync()).Order());
        var alerts = (await _site.Log.QueryAsync(new() { Limit = 10 }, _site.Clock.UnixMs())).Items.ToDictionary(alert => alert.Rule.Id);
        Assert.False(alerts["cityops-store"].Historical);
        Assert.True(alerts["cityops-broker"].Historical);
        Assert.Equal(["Raised", "Announced"], await HistoryAsync(alerts["cityops-store"].Id));
    }

    async Task<IEnumerable<string>> HistoryAsync(string alert) => (await _site.Log.GetAsync(alert))!.Transitions.Select(transition => transition.Kind.ToString());
}
