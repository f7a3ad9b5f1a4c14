using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Values;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class SeriesCatalogueTests
{
    [Theory]
    // Č is a letter of its own after C in Slovenian, and a C with an accent in English.
    [InlineData("sl-SI", "aq-2:pm10 aq-2:no2 aq-1:pm10 new-1:fill rv-1:level")]
    [InlineData("en-GB", "aq-2:no2 aq-2:pm10 aq-1:pm10 new-1:fill rv-1:level")]
    public void Rows_AreSortedByPlaceAndQuantity(string culture, string expected)
    {
        using var page = new PageCulture(culture);
        Assert.Equal(expected, string.Join(' ', City().Rows.Select(row => row.Series)));
    }

    [Theory]
    [InlineData("", "", 5)]
    [InlineData("air", "", 3)]
    [InlineData("air,waste", "", 4)]
    [InlineData("", "celovska", 2)]
    [InlineData("", "CELOVŠKA pm10", 1)]
    [InlineData("", "pm10  copova", 1)]
    [InlineData("", "siska", 2)]
    [InlineData("", "gladina", 1)]
    [InlineData("", "rv-1", 1)]
    [InlineData("river", "celovska", 0)]
    public void Filter_LeavesWhatMatchesAllOfIt(string domains, string search, int expected)
    {
        using var page = new PageCulture("sl-SI");
        var wanted = domains.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        Assert.Equal(expected, City().Where(wanted, search).Count);
    }

    [Fact]
    public void SameFilter_GivesTheSameList()
    {
        var city = City();
        Assert.Same(city.Where(new HashSet<string>(), "x"), city.Where(new HashSet<string>(), "x"));
    }

    [Fact]
    public void NewSeries_AppearsAfterTheShortestPause()
    {
        var city = City();
        IReadOnlyList<SeriesId> more = [.. SomeCity.Values.Select(reading => reading.Series), new("rv-2", "level")];
        city.Refresh(SomeCity.Registry, more, SomeCity.Now + 100);
        Assert.Equal(5, city.Rows.Count);
        city.Refresh(SomeCity.Registry, more, SomeCity.Now + SeriesCatalogue.RebuildEveryMs);
        Assert.Equal(6, city.Rows.Count);
    }

    [Fact]
    public void DeviceWithoutAStation_HasItsOwnName()
    {
        var row = City().Rows.Single(row => row.Series.Device == "new-1");
        Assert.Equal(("Device new-1", "waste", ""), (row.Place, row.Domain, row.Unit));
    }

    [Fact]
    public void Domains_AreThoseThatOccur() => Assert.Equal(["air", "river", "waste"], City().Domains);

    static SeriesCatalogue City()
    {
        var catalogue = new SeriesCatalogue();
        catalogue.Refresh(SomeCity.Registry, [.. SomeCity.Values.Select(reading => reading.Series)], SomeCity.Now);
        return catalogue;
    }
}
