using CityOps.Dashboard.Components.Pages;
using CityOps.Ingestion.Http;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class HealthQueryTests
{
    [Fact]
    public void Address_SaysTheWholeView()
    {
        var query = HealthQuery.Of("outOfOrder", "true", "celovška", "3", "aq-1", "aq-2", "400017");
        Assert.Equal(["outOfOrder", "true", "celovška", 3, "aq-1", "aq-2", "400017"], query.Parameters.Values);
        Assert.Equal(new WatchQuery("celovška", DeviceTrouble.OutOfOrder, true, 40, 20), query.Watch);
    }

    [Fact]
    public void NothingChosen_LeavesTheAddressBare() =>
        Assert.All(HealthQuery.Of(null, null, null, null, null, null, null).Parameters, parameter => Assert.Null(parameter.Value));

    [Theory]
    [InlineData("huge", "yes", "0", "a b", "<b>", "-1")]
    [InlineData("Rejected", "1", "-2", "", "č", "next")]
    public void WordsThatMeanNothing_AreLeftOut(string trouble, string all, string page, string device, string from, string before)
    {
        var query = HealthQuery.Of(trouble, all, new string('x', 500), page, device, from, before);
        Assert.Equal(HealthQuery.Empty with { Search = new string('x', 80) }, query);
    }

    [Fact]
    public void AnotherChoiceOfDevices_BeginsOnItsFirstPage()
    {
        var third = HealthQuery.Empty with { Page = 3 };
        Assert.Equal(HealthQuery.Empty with { Trouble = DeviceTrouble.Clock }, third.Toggle(DeviceTrouble.Clock));
        Assert.Equal(HealthQuery.Empty, third.Toggle(DeviceTrouble.Clock).Toggle(DeviceTrouble.Clock));
        Assert.Equal(HealthQuery.Empty with { All = true }, third.Toggle(DeviceTrouble.Clock).ToggleAll());
        Assert.Equal(HealthQuery.Empty with { Search = "aq" }, third.Find("aq"));
        Assert.Equal((3, "aq-1"), (third.ToggleDevice("aq-1").Page, third.ToggleDevice("aq-1").Device));
        Assert.Null(third.ToggleDevice("aq-1").ToggleDevice("aq-1").Device);
        Assert.Equal(("aq-1", null), ((third with { Before = "7" }).RefusedFrom("aq-1").From, (third with { Before = "7" }).RefusedFrom("aq-1").Before));
    }
}
