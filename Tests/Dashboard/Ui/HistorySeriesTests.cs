using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Charts;
using CityOps.Dashboard.Components.History;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Components.Values;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class HistorySeriesTests
{
    readonly HistorySeries _series = new();

    public HistorySeriesTests() => Assert.True(_series.Refresh(SomeCity.Registry));

    [Fact]
    public void AllSeriesOfTheRegistry_AreOffered_AlsoSilentOnes()
    {
        Assert.Equal("aq-2:pm10 aq-1:pm10 rv-1:level", Found(HistorySearch.None));
        Assert.False(_series.Refresh(SomeCity.Registry));
    }

    [Theory]
    [InlineData("celovska pm10", null, null, null, "aq-2:pm10")]
    [InlineData(null, "air", null, null, "aq-2:pm10 aq-1:pm10")]
    [InlineData(null, null, "Center", null, "aq-1:pm10")]
    [InlineData(null, null, null, "st-3", "rv-1:level")]
    [InlineData("celovska", "river", null, null, "")]
    public void Search_NarrowsThem(string? text, string? domain, string? district, string? station, string expected) =>
        Assert.Equal(expected, Found(new HistorySearch(text, domain, district, station)));

    [Fact]
    public void Choices_AreWhatIsLeftOfTheWiderOne()
    {
        var inAir = new HistorySearch(null, "air", null, null);
        Assert.Equal(["air", "river"], _series.Domains);
        Assert.Equal(["Center", "Šiška"], _series.Districts(inAir));
        Assert.Equal(["st-2", "st-1"], _series.Stations(inAir).Select(station => station.Id));
        Assert.Equal(["st-1"], _series.Stations(inAir.InDistrict("Center")).Select(station => station.Id));
    }

    [Fact]
    public void EachUnit_HasAPicture_AndALineKeepsItsNumber()
    {
        using var page = new PageCulture("en-GB");
        var rows = SeriesCatalogue.Ordered(SomeCity.Registry.Series.Keys, SomeCity.Registry).OrderBy(row => row.Series.ToString() != "aq-1:pm10").ThenByDescending(row => row.Unit).ToList();
        var facts = new HistoryFacts([], [SomeCity.Alert("a", series: new SeriesId("aq-2", "pm10")), SomeCity.Alert("b", series: new SeriesId("rv-1", "level"))]);
        var groups = HistoryGroup.Of(rows, facts, hasBands: true, PageCulture.Texts);
        Assert.Equal(
            ["PM10 (µg/m³): 1 aq-1:pm10, 2 aq-2:pm10; Rule a", "Level (cm): 3 rv-1:level; Rule b"],
            groups.Select(group => $"{group.Title}: {string.Join(", ", group.Lines.Select(line => $"{line.Number} {line.Series}"))}; {string.Join(", ", group.Marks.Select(mark => mark.Title))}"));
    }

    string Found(HistorySearch search) => string.Join(' ', _series.Matching(search).Select(row => row.Series));
}
