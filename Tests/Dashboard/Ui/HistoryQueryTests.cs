using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Pages;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class HistoryQueryTests
{
    static readonly SeriesId One = new("aq-01", "pm10");

    [Fact]
    public void Address_SaysTheWholeView()
    {
        var query = HistoryQuery.Read(new HistoryWords
        {
            Series = "aq-01:pm10,rv-1:level", Range = "168", From = "2026-10-24T22:00Z", To = "2026-10-25T23:00:00Z", Zoom = "2026-10-25T00:00:00Z/2026-10-25T02:00:00Z",
            Bands = "off", Envelope = "off", Previous = "true", Table = "true", Search = "celovška", Domain = "air", District = "Šiška", Station = "st-2",
        });
        Assert.Equal([One, new SeriesId("rv-1", "level")], query.Series);
        Assert.Equal(25 * 3_600_000, query.Period(0).To - query.Period(0).From);
        Assert.Equal(
            [
                "aq-01:pm10,rv-1:level", 168, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-25T00:00:00Z/2026-10-25T02:00:00Z", "off", "off", "true", "true",
                "celovška", "air", "Šiška", "st-2",
            ],
            query.Parameters.Values);
    }

    [Fact]
    public void NothingChosen_LeavesTheAddressBare()
    {
        Assert.All(HistoryQuery.Empty.Parameters, parameter => Assert.Null(parameter.Value));
        Assert.Equal(new HistoryPeriod(SomeCity.Now - 86_400_000, SomeCity.Now), HistoryQuery.Empty.Period(SomeCity.Now));
    }

    [Fact]
    public void WordsThatMeanNothing_AreLeftOut()
    {
        var query = HistoryQuery.Read(new HistoryWords
        {
            Series = "no series,:,aq-01:pm10,aq-01:pm10", Range = "7", From = "yesterday", To = "2026-10-25T23:00Z", Zoom = "2026-10-25T02:00:00Z", Bands = "no",
            Envelope = "<b>", Previous = "1", Table = "yes", Search = new string('x', 500), Domain = "a b", District = " ", Station = "no station",
        });
        Assert.Equal([One], query.Series);
        Assert.Equal((HistoryQuery.DefaultHours, null, null), (query.Hours, query.Days, query.Zoom));
        Assert.Equal((true, true, false, false), (query.HasBands, query.HasEnvelope, query.HasPrevious, query.IsTable));
        Assert.Equal((80, null, null, null), (query.Search.Text!.Length, query.Search.Domain, query.Search.District, query.Search.Station));
    }

    [Fact]
    public void Toggle_PutsInUpToSix_AndTakesOut()
    {
        var query = Enumerable.Range(1, 8).Aggregate(HistoryQuery.Empty, (query, n) => query.Toggle(new SeriesId($"aq-{n}", "pm10")));
        Assert.Equal(HistoryQuery.MostSeries, query.Series.Count);
        Assert.Equal("aq-1:pm10,aq-3:pm10,aq-4:pm10,aq-5:pm10,aq-6:pm10", query.Toggle(new SeriesId("aq-2", "pm10")).Parameters["series"]);
        var seven = string.Join(',', Enumerable.Range(1, 7).Select(n => $"aq-{n}:pm10"));
        Assert.Equal(HistoryQuery.MostSeries, HistoryQuery.Read(new HistoryWords { Series = seven }).Series.Count);
    }

    [Fact]
    public void AnotherPeriod_ForgetsTheZoomOfTheOldOne()
    {
        var query = HistoryQuery.Empty.With(new HistoryPeriod(1_000, 2_000)) with { Zoom = new HistoryPeriod(1_000, 1_500) };
        Assert.Equal((6, null, null), (query.With(6).Hours, query.With(6).Days, query.With(6).Zoom));
        Assert.Null(query.With(new HistoryPeriod(5_000, 6_000)).Zoom);
        Assert.NotEqual(query.Shown, (query with { Zoom = null }).Shown);
        Assert.Equal(query.Shown, (query with { Search = new HistorySearch("dust", null, null, null) }).Shown);
    }

    [Theory]
    [InlineData("2026-10-25T02:00Z", "2026-10-25T02:00Z", null)]
    [InlineData("2026-10-25T03:00Z", "2026-10-25T02:00Z", null)]
    [InlineData("2026-10-25T02:00Z", "2026-10-25 03:00", null)]
    [InlineData("2026-10-25T02:00Z", "2026-10-25T03:00:30Z", "2026-10-25T02:00:00Z")]
    [InlineData("2000-01-01T00:00Z", "2026-10-25T00:00Z", "2025-10-24T00:00:00Z")]
    public void Period_EndsAfterItsStart_AndIsNotLongerThanAYear(string from, string to, string? expected) =>
        Assert.Equal(expected, HistoryPeriod.Read(from, to)?.FromText);

    [Fact]
    public void NarrowerSearch_GoesWithTheWiderOne()
    {
        var search = new HistorySearch("dust", "air", "Center", "st-1");
        Assert.Equal(new HistorySearch("dust", "water", null, null), search.InDomain("water"));
        Assert.Equal(new HistorySearch("dust", "air", "Rudnik", null), search.InDistrict("Rudnik"));
        Assert.Equal(new HistorySearch("dust", "air", "Center", null), search.AtStation(null));
    }
}
