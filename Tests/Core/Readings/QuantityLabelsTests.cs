using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class QuantityLabelsTests
{
    [Theory]
    [InlineData("pm10 pm25 no2 no nox o3 so2 benzene co temperature humidity pressure")]
    [InlineData("flow vehicleCount speed occupancy travelTime")]
    [InlineData("pressure flow level fill turbidity chlorine ph conductivity temperature")]
    [InlineData("voltage current power energy frequency load oilTemperature battery")]
    [InlineData("supplyTemperature returnTemperature pressure flow power level fill")]
    public void EveryQuantityOfOurs_HasALabelInBothLanguages(string quantities) => Assert.All(quantities.Split(' '), quantity =>
    {
        var label = QuantityLabels.For(quantity);
        Assert.True(label.En != quantity || quantity == "ph");
        Assert.NotEqual(quantity is "ph" ? "" : quantity, label.Sl);
    });

    [Fact]
    public void KnownLabels_AreTheWordsPeopleUse()
    {
        Assert.Equal(new LocalText("PM10", "Delci PM10"), QuantityLabels.For("pm10"));
        Assert.Equal(new LocalText("Speed", "Hitrost"), QuantityLabels.For("speed"));
        Assert.Equal(new LocalText("soilMoisture", "soilMoisture"), QuantityLabels.For("soilMoisture"));
    }

    [Theory]
    [InlineData("ug/m3", "µg/m³")]
    [InlineData("mg/m3", "mg/m³")]
    [InlineData("m3/h", "m³/h")]
    [InlineData("m3/s", "m³/s")]
    [InlineData("Cel", "°C")]
    [InlineData("uS/cm", "µS/cm")]
    [InlineData("1", "")]
    [InlineData("km/h", "km/h")]
    [InlineData("%", "%")]
    [InlineData("furlong", "furlong")]
    public void Units_AreShownAsPeopleWriteThem(string unit, string shown) => Assert.Equal(shown, UnitLabels.Display(unit));
}
