using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using CityOps.Dashboard.Components.Performance;
using CityOps.Dashboard.Localization;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class PerformanceWordsTests
{
    static readonly AlertSource Source = new("r-1", "PM10 & more", "air", "Center", "st-1", "aq-1", "pm10");

    [Theory]
    [InlineData("en-GB", PerformanceFigure.PerHour, 2.516, "2.52", "≤\u00A06")]
    [InlineData("sl-SI", PerformanceFigure.PerHour, 12.34, "12,3", "≤\u00A06")]
    [InlineData("en-GB", PerformanceFigure.BusyPeriods, 0.00694, "0.69\u00A0%", "<\u00A01\u00A0%")]
    [InlineData("sl-SI", PerformanceFigure.TimeInFlood, 0.0115, "1,2\u00A0%", "<\u00A01\u00A0%")]
    [InlineData("sl-SI", PerformanceFigure.TopTen, 0.4833, "48,3\u00A0%", "≤\u00A05\u00A0%")]
    [InlineData("en-GB", PerformanceFigure.Chattering, 2, "2", "0")]
    [InlineData("en-GB", PerformanceFigure.Stale, 4, "4", "<\u00A05")]
    public void Figure_IsWrittenAsPeopleDo(string culture, PerformanceFigure figure, double value, string said, string target)
    {
        using var page = new PageCulture(culture);
        Assert.Equal((said, target), (PerformanceWords.Value(figure, value), PerformanceWords.Target(PerformanceTarget.All.Single(one => one.Figure == figure))));
    }

    [Fact]
    public void Source_HasItsNameAndPlace()
    {
        using var page = new PageCulture("sl-SI");
        Assert.Equal(("PM10 & more", "Čopova ulica", "station/st-1"), Words(Source));
        Assert.Equal(("PM10 & more", "Device aq-1", "devices/aq-1"), Words(Source with { Station = null }));
        Assert.Equal(("PM10 & more", "Center", null), Words(Source with { Station = null, Device = null }));
        Assert.Equal((OutageRule.Store.Name.Sl, "CityOps", null), Words(new AlertSource(OutageRule.Store.Id, "away", null, null, null, null, null)));

        static (string, string, string?) Words(AlertSource source) => (PerformanceWords.NameOf(source), PerformanceWords.PlaceOf(source, SomeCity.Registry), PerformanceWords.PlaceHref(source));
    }

    /// <summary>The last moment of the period is still of its last day.</summary>
    [Fact]
    public void List_IsOfTheRuleAndTheDays()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");
        var from = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();
        var to = new DateTimeOffset(2026, 11, 8, 0, 0, 0, TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();
        var performance = AlertPerformance.Of([], new PerformancePeriod(from, to, to, 1, zone));
        Assert.Equal(
            "alerts?tab=history&q=PM10%20%26%20more&from=2026-11-01&to=2026-11-07", PerformanceWords.AlertsHref(Source, performance, new CityClock(TimeProvider.System, zone)));
    }

    [Fact]
    public void Bars_FitTheirPicture()
    {
        var hours = Enumerable.Range(0, 24).Select(hour => new HourOfDay(hour, hour, 1, 1)).ToList();
        var bars = new HourBars(hours, 12);
        Assert.Equal((1, 231), (HourBars.Left(0), HourBars.Left(23)));
        Assert.Equal(("60", "0"), (bars.Top(0), bars.HeightOf(0)));
        Assert.Equal(HourBars.Height, Read(bars.Top(23)) + Read(bars.HeightOf(23)), 1);
        Assert.InRange(Read(bars.Top(23)), 1, 10);
        Assert.Equal("5.45", new HourBars([new HourOfDay(0, 0, 1, 1)], 12).Top(12));

        static double Read(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
