using System.Text;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Readings;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-01-13T06:10:00Z", "2026-01-13T06:10:00.000Z")]
    [InlineData("2026-01-13t06:10:00z", "2026-01-13T06:10:00.000Z")]
    [InlineData("2026-01-13 06:10:00Z", "2026-01-13T06:10:00.000Z")]
    [InlineData("2026-01-13T07:10:00+01:00", "2026-01-13T06:10:00.000Z")]
    [InlineData("2026-01-12T23:40:00-06:30", "2026-01-13T06:10:00.000Z")]
    [InlineData("2026-01-13T06:10:00-00:00", "2026-01-13T06:10:00.000Z")]
    [InlineData("2026-01-13T06:10:00.1Z", "2026-01-13T06:10:00.100Z")]
    [InlineData("2026-01-13T06:10:00.1239999999999999Z", "2026-01-13T06:10:00.123Z")]
    [InlineData("2026-01-13T07:10:00.5+01:00", "2026-01-13T06:10:00.500Z")]
    [InlineData("1969-12-31T23:59:59.250Z", "1969-12-31T23:59:59.250Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z")]
    [InlineData("2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void Time_Read(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var unixMs));
        Assert.Equal(expected, Instants.ToRfc3339(unixMs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-01-13")]
    [InlineData("2026-01-13T06:10Z")]
    [InlineData("2026-01-13T06:10:00")]
    [InlineData("2026-01-13T06:10:00.Z")]
    [InlineData("2026-01-13T06:10:00.5")]
    [InlineData("2026-01-13T06:10:00,5Z")]
    [InlineData("2026-01-13T06:10:00+0100")]
    [InlineData("2026-01-13T06:10:00+01")]
    [InlineData("2026-01-13T06:10:00+24:00")]
    [InlineData("2026-01-13T06:10:00+01:60")]
    [InlineData("2026-01-13T06:10:00ZZ")]
    [InlineData("2026-01-13T06:10:00 Z")]
    [InlineData(" 2026-01-13T06:10:00Z")]
    [InlineData("2026-01-13X06:10:00Z")]
    [InlineData("2026-13-13T06:10:00Z")]
    [InlineData("2026-00-13T06:10:00Z")]
    [InlineData("2026-02-29T06:10:00Z")]
    [InlineData("2026-01-00T06:10:00Z")]
    [InlineData("2026-01-13T24:00:00Z")]
    [InlineData("2026-01-13T06:60:00Z")]
    [InlineData("2026-01-13T06:10:61Z")]
    [InlineData("2026-01-13T06:10:60Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("20260-1-13T06:10:00Z")]
    [InlineData("2O26-01-13T06:10:00Z")]
    [InlineData("２０２６-01-13T06:10:00Z")]
    public void AnythingElse_Refused(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void EveryPrefixOfATime_RefusedWithoutThrowing()
    {
        var text = "2026-01-13T06:10:00.123+01:00"u8;
        for (var length = 0; length < text.Length; length++)
        {
            Assert.False(Rfc3339.TryParse(text[..length], out _), $"{length}");
        }
    }
}
