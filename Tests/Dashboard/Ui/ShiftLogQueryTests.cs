using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class ShiftLogQueryTests
{
    static readonly CityClock Clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));

    [Fact]
    public void Address_SaysWhatIsShown()
    {
        var query = ShiftLogQuery.Read("PEOPLE", "2026-10-25", "2026-10-25", "5-1-7");
        Assert.Equal("people 2026-10-25 2026-10-25 5-1-7", string.Join(' ', query.Parameters.Values));
        var asked = query.ToLog(Clock, 100);
        Assert.Equal((LogShow.People, new LogCursor(5, LogSource.Entry, 7), 100), (asked.Show, asked.Cursor, asked.Limit));
        // The day on which clocks go back.
        Assert.Equal(25 * 3_600_000, asked.To - asked.From);
        Assert.True(query.IsFiltered);
    }

    [Fact]
    public void WordsThatMeanNothing_AreLeftOut()
    {
        var query = ShiftLogQuery.Read("99", " ", null, "");
        Assert.Equal(ShiftLogQuery.Everything, query);
        Assert.All(query.Parameters.Values, Assert.Null);
        Assert.Equal(new LogQuery { Limit = 1 }, ShiftLogQuery.Read(null, "soon", null, "x").ToLog(Clock, 1));
        Assert.False((query with { Before = "5-1-7" }).IsFiltered);
    }
}
