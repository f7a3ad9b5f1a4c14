using CityOps.Dashboard.Components.Devices;
using CityOps.Dashboard.Components.Pages;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class DevicesQueryTests
{
    [Fact]
    public void Address_ComesBackAsItWas()
    {
        var query = DevicesQuery.Read("silent", "air", "Center", "true", " celovška ", "heard", "3");

        Assert.Equal(new DevicesQuery(DeviceState.Silent, "air", "Center", true, "celovška", DeviceOrder.Heard, 3), query);
        var words = query.Parameters;
        Assert.Equal(query, DevicesQuery.Read(
            (string?)words["state"], (string?)words["domain"], (string?)words["district"], (string?)words["discovered"], (string?)words["q"], (string?)words["sort"], words["page"]?.ToString()));
    }

    [Theory]
    [InlineData("", "", "maybe", "nothing", "0")]
    [InlineData("7", "12", "", "-1", "-5")]
    [InlineData("broken", "up", "false", "9", "x")]
    public void Nonsense_IsLeftOut(string state, string sort, string discovered, string alsoSort, string page)
    {
        Assert.Equal(DevicesQuery.All, DevicesQuery.Read(state, null, " ", discovered, "", sort, page));
        Assert.Equal(DeviceOrder.State, DevicesQuery.Read(null, null, null, null, null, alsoSort, null).Order);
    }

    [Fact]
    public void Toggle_ChoosesAndLetsGo_FromTheFirstPage()
    {
        var chosen = (DevicesQuery.All with { Page = 4 }).Toggle(DeviceState.Offline);

        Assert.Equal((DeviceState.Offline, 1), (chosen.State, chosen.Page));
        Assert.Null(chosen.Toggle(DeviceState.Offline).State);
        Assert.True(chosen.IsFiltered);
        Assert.False((DevicesQuery.All with { Order = DeviceOrder.Name, Page = 2 }).IsFiltered);
    }
}
