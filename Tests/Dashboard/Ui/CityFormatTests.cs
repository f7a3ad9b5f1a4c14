using System.Globalization;
using CityOps.Dashboard.Localization;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class CityFormatTests
{
    [Theory]
    [InlineData("sl-SI", 1234.56, "pm10", "ug/m3", "1.234,6 µg/m³")]
    [InlineData("en-GB", 1234.56, "pm10", "ug/m3", "1,234.6 µg/m³")]
    [InlineData("sl-SI", -1.5, "temperature", "Cel", "−1,5 °C")]
    [InlineData("en-GB", 211.7, "level", "cm", "212 cm")]
    [InlineData("en-GB", 7.123, "ph", "1", "7.12")]
    [InlineData("en-GB", 12, "vehicleCount", "1", "12")]
    [InlineData("sl-SI", 3.456, "unheardOf", "furlong", "3,5 furlong")]
    public void Value_IsWrittenAsTheReaderWrites(string culture, double value, string quantity, string unit, string expected)
    {
        Assert.Equal(expected.Replace(' ', '\u00A0'), CityFormat.Value(value, quantity, unit, CultureInfo.GetCultureInfo(culture)));
    }

    [Theory]
    [InlineData("en-GB", 0, "0 B")]
    [InlineData("en-GB", 999, "999 B")]
    [InlineData("en-GB", 1_000, "1.0 kB")]
    [InlineData("sl-SI", 12_345, "12,3 kB")]
    [InlineData("en-GB", 262_144, "262 kB")]
    [InlineData("en-GB", 999_999, "1.0 MB")]
    [InlineData("sl-SI", 78_900_000_000, "78,9 GB")]
    [InlineData("en-GB", 5e15, "5,000 TB")]
    public void Size_IsOneStepOfAThousand(string culture, double bytes, string expected)
    {
        Assert.Equal(expected.Replace(' ', '\u00A0'), CityFormat.Bytes(bytes, CultureInfo.GetCultureInfo(culture)));
    }

    [Theory]
    [InlineData(-5_000, "0 s")]
    [InlineData(59_999, "59 s")]
    [InlineData(60_000, "1 min")]
    [InlineData(7_199_000, "119 min")]
    [InlineData(7_200_000, "2 h")]
    [InlineData(172_800_000, "2 d")]
    public void Age_IsOneStep(long milliseconds, string expected)
    {
        Assert.Equal(expected.Replace(' ', '\u00A0'), CityFormat.Age(milliseconds, Languages.English));
    }

    [Theory]
    [InlineData("en-GB", "2026-03-09T08:05:00+01:00", "08:05")]
    [InlineData("en-GB", "2026-03-08T23:59:00+01:00", "8 Mar 23:59")]
    [InlineData("sl-SI", "2026-03-08T23:59:00+01:00", "8. mar. 23:59")]
    [InlineData("en-GB", "2027-03-09T14:00:00+01:00", "9 Mar 2027 14:00")]
    [InlineData("sl-SI", "2025-12-31T23:59:00+01:00", "31. dec. 2025 23:59")]
    public void Moment_NamesTheDayOnlyWhereItIsNotToday(string culture, string moment, string expected)
    {
        var now = new DateTimeOffset(2026, 3, 9, 14, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal(expected, CityFormat.Moment(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), now, CultureInfo.GetCultureInfo(culture)));
    }

    [Theory]
    [InlineData(50, "50")]
    [InlineData(90.5, "90,5")]
    [InlineData(0.125, "0,125")]
    public void Limit_HasOnlyTheDecimalsItHas(double limit, string expected)
    {
        Assert.Equal(expected, CityFormat.Number(limit, Languages.Slovenian));
    }
}
