using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Charts;
using CityOps.Dashboard.Live;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class TrendFactsTests
{
    static readonly SeriesId Pm10 = new("aq-2", "pm10");
    static readonly TrendMark Mark = new("aq-2:pm10", "Rule a", "major", "Major", 500, null, false);

    readonly TrendFacts _facts = new();
    readonly LiveFeed _feed = new();
    long _now = SomeCity.Now;

    [Fact]
    public void NewSeries_IsAskedForOnce_AndAgainAfterAMinute()
    {
        Assert.True(IsDue(Pm10));
        Assert.False(IsDue(Pm10));
        Assert.True(IsDue(new SeriesId("aq-1", "pm10")));
        Assert.True(IsDue(Pm10));
        _now += TrendFacts.AskAgainMs - 1;
        Assert.False(IsDue(Pm10));
        _now++;
        Assert.True(IsDue(Pm10));
    }

    [Fact]
    public void OnlyAlertsOfTheSeries_MakeItDue()
    {
        Assert.True(IsDue(Pm10));
        _feed.TakeAlerts([SomeCity.Alert("a", series: new SeriesId("aq-1", "pm10"))]);
        Assert.False(IsDue(Pm10));
        _feed.TakeAlerts([SomeCity.Alert("b", series: Pm10)]);
        Assert.True(IsDue(Pm10));
        Assert.False(IsDue(Pm10));
        _feed.TakeAlerts([SomeCity.Alert("b", series: Pm10, by: "ana") with { Change = 2 }]);
        Assert.True(IsDue(Pm10));
        _feed.TakeAlerts([SomeCity.Alert("b", series: Pm10) with { Change = 3, Condition = AlertCondition.Cleared }]);
        Assert.True(IsDue(Pm10));
        Assert.False(IsDue(Pm10));
    }

    [Fact]
    public void Registry_MakesItDue()
    {
        Assert.True(IsDue(Pm10));
        _feed.TakeRegistry(SomeCity.Registry);
        Assert.True(IsDue(Pm10));
        Assert.False(IsDue(Pm10));
    }

    [Fact]
    public void NoAnswer_IsAskedForAgainSoon()
    {
        Assert.True(IsDue(Pm10));
        _facts.Fail(_now);
        _now += TrendFacts.RetryMs - 1;
        Assert.False(IsDue(Pm10));
        _now++;
        Assert.True(IsDue(Pm10));
    }

    [Fact]
    public void SameAnswer_ChangesNothing_AndAnAnswerThatIsTooLateIsNone()
    {
        IsDue(Pm10);
        _facts.Take(Pm10, [], [Mark]);
        var version = _facts.Version;
        _facts.Take(Pm10, [], [Mark with { }]);
        Assert.Equal(version, _facts.Version);
        IsDue(new SeriesId("aq-1", "pm10"));
        Assert.Empty(_facts.Marks);
        _facts.Take(Pm10, [], [Mark]);
        Assert.Empty(_facts.Marks);
    }

    bool IsDue(SeriesId series) => _facts.IsDue(series, _feed, _now);
}
