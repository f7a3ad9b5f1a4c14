using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("ug/m3", "ug/m3")]
    [InlineData("\u00B5g/m3", "ug/m3")]
    [InlineData("\u03BCg/m\u00B3", "ug/m3")]
    [InlineData("\u00B5g/m\u00B3", "ug/m3")]
    [InlineData("mg/m\u00B3", "mg/m3")]
    [InlineData("°C", "Cel")]
    [InlineData("degC", "Cel")]
    [InlineData("%RH", "%")]
    [InlineData("mbar", "hPa")]
    [InlineData("m\u00B3/h", "m3/h")]
    [InlineData("L/s", "l/s")]
    [InlineData("kph", "km/h")]
    [InlineData("mg/L", "mg/l")]
    [InlineData("FNU", "NTU")]
    [InlineData("\u00B5S/cm", "uS/cm")]
    [InlineData("\u03BCS/cm", "uS/cm")]
    [InlineData("count", "1")]
    [InlineData("/", "/")]
    [InlineData("ppb", "ppb")]
    [InlineData("kvar", "kvar")]
    [InlineData("dB", "dB")]
    public void Spelling_OneCanonicalForm(string spelling, string canonical) => Assert.Equal(canonical, Units.Canonical(spelling));

    [Theory]
    [InlineData("")]
    [InlineData("UG/M3")]
    [InlineData("kw")]
    [InlineData(" V")]
    [InlineData("furlong")]
    [InlineData("ug/m3ug/m3ug/m3ug/m3")]
    public void UnknownSpelling_Null(string spelling) => Assert.Null(Units.Canonical(spelling));

    [Theory]
    [InlineData(0.2, "mg/m3", 200, "ug/m3")]
    [InlineData(34.2, "ug/m3", 0.0342, "mg/m3")]
    [InlineData(1500, "W", 1.5, "kW")]
    [InlineData(2.5, "MW", 2500, "kW")]
    [InlineData(1234, "Wh", 1.234, "kWh")]
    [InlineData(0.75, "MWh", 750, "kWh")]
    [InlineData(1.23, "m", 123, "cm")]
    [InlineData(87, "mm", 8.7, "cm")]
    [InlineData(87, "mm", 0.087, "m")]
    [InlineData(2, "m3/s", 7200, "m3/h")]
    [InlineData(10, "l/s", 36, "m3/h")]
    [InlineData(55.6, "m3/s", 55_600, "l/s")]
    [InlineData(5, "bar", 5000, "mbar")]
    [InlineData(101_325, "Pa", 1013.25, "hPa")]
    [InlineData(350, "kPa", 3.5, "bar")]
    [InlineData(0.42, "/", 42, "%")]
    [InlineData(36, "km/h", 10, "m/s")]
    [InlineData(90, "s", 1.5, "min")]
    [InlineData(2, "h", 7200, "s")]
    [InlineData(20, "veh/min", 1200, "veh/h")]
    [InlineData(0.5, "mS/cm", 500, "uS/cm")]
    [InlineData(20, "kV", 20_000, "V")]
    [InlineData(12, "mA", 0.012, "A")]
    [InlineData(400, "ug/l", 0.4, "mg/l")]
    [InlineData(293.15, "K", 20, "Cel")]
    [InlineData(212, "degF", 100, "Cel")]
    [InlineData(-40, "Cel", -40, "degF")]
    [InlineData(3, "ppm", 3000, "ppb")]
    [InlineData(7, "NTU", 7, "FNU")]
    public void SameDimension_ConvertsExactlyBothWays(double value, string from, double expected, string to)
    {
        Assert.True(Units.TryConvert(value, from, to, out var there));
        Assert.Equal(expected, there);
        Assert.True(Units.TryConvert(there, to, from, out var back));
        Assert.Equal(value, back);
    }

    [Theory]
    [InlineData("kW", "kWh")]
    [InlineData("ug/m3", "mg/l")]
    [InlineData("ppb", "ug/m3")]
    [InlineData("%", "1")]
    [InlineData("kW", "kVA")]
    [InlineData("m", "m3")]
    [InlineData("furlong", "m")]
    public void OtherDimensionOrUnknown_NotConverted(string from, string to) => Assert.False(Units.TryConvert(1, from, to, out _));

    [Fact]
    public void EqualTextsNobodyKnows_ConvertAsTheyAre()
    {
        Assert.True(Units.TryConvert(7, "furlong", "furlong", out var same));
        Assert.Equal(7, same);
    }

    [Theory]
    [InlineData("bq/m3", true)]
    [InlineData("°dH", true)]
    [InlineData("1234567890123456", true)]
    [InlineData("12345678901234567", false)]
    [InlineData("", false)]
    [InlineData(" x", false)]
    [InlineData("x\u0007", false)]
    [InlineData("x\u202Ey", false)]
    [InlineData("x\uD800", false)]
    public void UnitOfAnUnknownQuantity_PrintableAndShort(string text, bool acceptable) =>
        Assert.Equal(acceptable, Units.IsAcceptable(text));
}
