using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Components.Pages;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class OperationsQueryTests
{
    [Fact]
    public void Address_SaysTheWholeView()
    {
        var query = OperationsQuery.From("aq-01:pm10", "major,critical", "air,water", "celovška", "24", "true", null, "table");
        Assert.Equal(new SeriesId("aq-01", "pm10"), query.Series);
        Assert.Equal([Severity.Critical, Severity.Major], query.Severities.Order());
        Assert.Equal(
            [null, "aq-01:pm10", "critical,major", "air,water", "celovška", 24, "true", "table"],
            query.Parameters.Values);
    }

    [Fact]
    public void StationOrSeries_IsChosenNotBoth()
    {
        var station = OperationsQuery.From("aq-01:pm10", null, null, null, null, null).With("st-9");
        Assert.Equal(("st-9", null), (station.Parameters["station"], station.Parameters["series"]));
        var series = station.With(new SeriesId("aq-02", "no2"));
        Assert.Equal((null, "aq-02:no2"), (series.Parameters["station"], series.Parameters["series"]));
    }

    [Fact]
    public void NothingChosen_LeavesTheAddressBare()
    {
        Assert.All(OperationsQuery.From(null, null, null, null, null, null).Parameters, parameter => Assert.Null(parameter.Value));
    }

    [Theory]
    [InlineData("no series", "huge,17,", "<script>", "7", "yes")]
    [InlineData(":", "0", "a b", "-6", "1")]
    public void WordsThatMeanNothing_AreLeftOut(string series, string severity, string domain, string hours, string table)
    {
        var query = OperationsQuery.From(series, severity, domain, new string('x', 500), hours, table, station: "no station", map: "yes");
        Assert.Null(query.Series);
        Assert.Null(query.Station);
        Assert.False(query.IsMapTable);
        Assert.Empty(query.Severities);
        Assert.Empty(query.Domains);
        Assert.Equal(80, query.Search.Length);
        Assert.Equal(OperationsQuery.DefaultHours, query.Hours);
        Assert.False(query.IsTable);
    }

    [Fact]
    public void Toggle_PutsInAndTakesOut()
    {
        var once = OperationsQuery.Empty.Toggle(Severity.Minor).Toggle("air");
        Assert.Equal(("minor", "air"), (once.Parameters["severity"], once.Parameters["domain"]));
        var twice = once.Toggle(Severity.Minor).Toggle("air");
        Assert.Equal((null, null), (twice.Parameters["severity"], twice.Parameters["domain"]));
    }
}
