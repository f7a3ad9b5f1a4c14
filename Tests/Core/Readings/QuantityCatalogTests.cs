using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class QuantityCatalogTests
{
    [Theory]
    [InlineData("air", "pm10 ug/m3,pm25 ug/m3,no2 ug/m3,no ug/m3,nox ug/m3,o3 ug/m3,so2 ug/m3,co mg/m3,benzene ug/m3,temperature Cel,humidity %,pressure hPa")]
    [InlineData("traffic", "flow veh/h,vehicleCount 1,speed km/h,occupancy %,travelTime s")]
    [InlineData("water", "pressure bar,flow m3/h,level m,fill %,turbidity NTU,chlorine mg/l,ph 1,conductivity uS/cm,temperature Cel")]
    [InlineData("power", "voltage V,current A,power kW,energy kWh,frequency Hz,load %,oilTemperature Cel")]
    [InlineData("heat", "supplyTemperature Cel,returnTemperature Cel,pressure bar,flow m3/h,power MW")]
    [InlineData("river", "level cm,flow m3/s")]
    [InlineData("waste", "fill %")]
    [InlineData("lighting", "power W")]
    public void Domain_ExactlyTheContractsQuantitiesAndUnits(string domain, string expected) =>
        Assert.Equal(
            expected.Split(',').Order(StringComparer.Ordinal),
            QuantityCatalog.Of(domain).Select(spec => $"{spec.Name} {spec.Unit}").Order(StringComparer.Ordinal));

    [Fact]
    public void EveryDomain_HasQuantitiesWithValidNamesAndOrderedRanges()
    {
        Assert.Equal(["air", "traffic", "water", "power", "heat", "river", "waste", "lighting"], Domains.All);
        foreach (var spec in Domains.All.SelectMany(QuantityCatalog.Of))
        {
            Assert.True(Identifiers.IsQuantity(spec.Name), spec.Name);
            Assert.True(spec.Fail.Min < spec.Fail.Max, spec.Name);
            Assert.True(spec.Suspect is not { } suspect || suspect.Max <= spec.Fail.Max, spec.Name);
            Assert.Equal(spec.Unit, Units.Canonical(spec.Unit));
        }
    }

    [Theory]
    [InlineData("air", "flow")]
    [InlineData("air", "PM10")]
    [InlineData("air", "")]
    [InlineData("sewage", "flow")]
    public void UnknownQuantityOrDomain_NoSpec(string domain, string quantity) => Assert.False(QuantityCatalog.TryGet(domain, quantity, out _));

    [Theory]
    [InlineData("air", true)]
    [InlineData("lighting", true)]
    [InlineData("Air", false)]
    [InlineData("", false)]
    [InlineData("airs", false)]
    public void Domain_KnownOrNot(string domain, bool known) => Assert.Equal(known, Domains.IsKnown(domain));

    [Theory]
    [InlineData("no2", 100, "ppb", 191.2)]
    [InlineData("no", 100, "ppb", 124.7)]
    [InlineData("nox", 100, "ppb", 191.2)]
    [InlineData("o3", 100, "ppb", 199.5)]
    [InlineData("so2", 100, "ppb", 266.3)]
    [InlineData("benzene", 10, "ppb", 32.46)]
    [InlineData("no2", 0.1, "ppm", 191.2)]
    [InlineData("co", 1, "ppm", 1.164)]
    [InlineData("co", 1000, "ppb", 1.164)]
    [InlineData("co", 500, "ug/m3", 0.5)]
    [InlineData("no2", 0.04, "mg/m\u00B3", 40)]
    [InlineData("temperature", 283.15, "K", 10)]
    [InlineData("pressure", 1.013, "bar", 1013)]
    [InlineData("humidity", 0.55, "/", 55)]
    public void OtherUnit_ConvertsToCanonical(string quantity, double value, string unit, double expected)
    {
        Assert.True(QuantityCatalog.TryGet("air", quantity, out var spec));
        Assert.True(spec.TryToCanonical(value, unit, out var canonical));
        Assert.Equal(expected, canonical, expected * 1e-12);
    }

    [Theory]
    [InlineData("pm10", "ppb")]
    [InlineData("no2", "Cel")]
    [InlineData("no2", "furlong")]
    [InlineData("no2", "")]
    [InlineData("humidity", "1")]
    public void UnitOfSomethingElse_NotConverted(string quantity, string unit)
    {
        Assert.True(QuantityCatalog.TryGet("air", quantity, out var spec));
        Assert.False(spec.TryToCanonical(1, unit, out _));
    }
}
