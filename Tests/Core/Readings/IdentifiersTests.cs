using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("aq-017", true)]
    [InlineData("A.b_c-9", true)]
    [InlineData("_x", true)]
    [InlineData("..", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a:b", false)]
    [InlineData("a#", false)]
    [InlineData("čuk", false)]
    [InlineData("a\0", false)]
    public void Id_LettersDigitsDotUnderscoreDash(string text, bool expected) => Assert.Equal(expected, Identifiers.IsId(text));

    [Theory]
    [InlineData("pm10", true)]
    [InlineData("x", true)]
    [InlineData("vehicleCount", true)]
    [InlineData("timeout", true)]
    [InlineData("Time", true)]
    [InlineData("q", true)]
    [InlineData("pm_badly", true)]
    [InlineData("", false)]
    [InlineData("1x", false)]
    [InlineData("_x", false)]
    [InlineData("pm-10", false)]
    [InlineData("time", false)]
    [InlineData("pm10_q", false)]
    [InlineData("pm10_bad", false)]
    public void Quantity_LetterFirstAndNoNameOfTheStores(string text, bool expected) => Assert.Equal(expected, Identifiers.IsQuantity(text));

    [Fact]
    public void Lengths_64And32()
    {
        Assert.True(Identifiers.IsId(new string('a', 64)));
        Assert.False(Identifiers.IsId(new string('a', 65)));
        Assert.True(Identifiers.IsQuantity(new string('a', 32)));
        Assert.False(Identifiers.IsQuantity(new string('a', 33)));
    }

    [Theory]
    [InlineData("aq-017:pm10", true)]
    [InlineData("aq-017", false)]
    [InlineData(":pm10", false)]
    [InlineData("aq-017:", false)]
    [InlineData("aq-017:pm10:x", false)]
    [InlineData(null, false)]
    public void Series_DeviceColonQuantity(string? text, bool expected)
    {
        Assert.Equal(expected, SeriesId.TryParse(text, out var series));
        Assert.Equal(expected ? text : ":", series.ToString());
    }
}
