using CityOps.Core.Readings;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;

namespace CityOps.Tests.Simulators.Replay;

public sealed class TimeReaderTests
{
    [Theory]
    [InlineData("iso", "UTC", "2014-08-04T00:05:00", "2014-08-04T00:05:00.000Z")]
    [InlineData("iso", "UTC", " 2014-08-04 00:05:00 ", "2014-08-04T00:05:00.000Z")]
    [InlineData("iso", null, "2014-08-04T00:05:00+02:00", "2014-08-03T22:05:00.000Z")]
    [InlineData("iso", "Europe/Ljubljana", "2014-08-04T00:05:00.25Z", "2014-08-04T00:05:00.250Z")]
    [InlineData("iso", "Europe/Ljubljana", "2014-08-04T00:05", "2014-08-03T22:05:00.000Z")]
    [InlineData("iso", "Europe/Ljubljana", "2014-01-04T00:05", "2014-01-03T23:05:00.000Z")]
    [InlineData("dd/MM/yy HH", "UTC", "04/07/16 09", "2016-07-04T09:00:00.000Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss", "+01:00", "2004-03-10 18:00:00 ", "2004-03-10T17:00:00.000Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss", "-03:30", "2004-03-10 18:00:00", "2004-03-10T21:30:00.000Z")]
    [InlineData("dd.MM.yyyy HH:mm zzz", null, "10.03.2004 18:00 +01:00", "2004-03-10T17:00:00.000Z")]
    [InlineData("unix", null, "1078938000", "2004-03-10T17:00:00.000Z")]
    [InlineData("unix", null, "1078938000.5", "2004-03-10T17:00:00.500Z")]
    [InlineData("unixMs", null, "1078938000123", "2004-03-10T17:00:00.123Z")]
    public void Time_IsReadAsItsMappingSays(string format, string? zone, string text, string expected)
    {
        Assert.Null(TimeReader.Problem(new TimeColumns(["t"], format, zone)));
        Assert.True(new TimeReader(new TimeColumns(["t"], format, zone)).TryRead(text, long.MinValue, out var ms, out var why), why);
        Assert.Equal(expected, Instants.ToRfc3339(ms));
    }

    [Theory]
    [InlineData("iso", "UTC", "yesterday", "'yesterday' is no time (iso)")]
    [InlineData("iso", "UTC", "", "'' is no time (iso)")]
    [InlineData("iso", null, "2014-08-04T00:05:00", "has no zone")]
    [InlineData("dd/MM/yy HH", "UTC", "13/13/16 09", "'13/13/16 09' is no time (dd/MM/yy HH)")]
    [InlineData("unix", null, "-5", "is no time")]
    [InlineData("unix", null, "1078938000123000", "is no time")]
    [InlineData("unix", null, "NaN", "is no time")]
    public void WhatIsNoTime_SaysWhy(string format, string? zone, string text, string why)
    {
        Assert.False(new TimeReader(new TimeColumns(["t"], format, zone)).TryRead(text, long.MinValue, out _, out var said));
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Fact]
    public void HourThatHappenedTwice_IsReadInTheOrderOfTheRows()
    {
        var reader = new TimeReader(new TimeColumns(["t"], "iso", "Europe/Ljubljana"));
        string[] texts = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"];
        var newest = long.MinValue;
        var read = new List<string>();
        foreach (var text in texts)
        {
            Assert.True(reader.TryRead($"2025-10-26T{text}", newest, out newest, out _));
            read.Add(Instants.ToRfc3339(newest)[11..16]);
        }

        Assert.Equal(["23:30", "00:00", "00:30", "01:00", "01:30", "02:00"], read);
    }

    [Fact]
    public void HourThatDoesNotExist_IsNoTime()
    {
        var reader = new TimeReader(new TimeColumns(["t"], "iso", "Europe/Ljubljana"));
        Assert.True(reader.TryRead("2025-03-30T01:59", long.MinValue, out _, out _));
        Assert.False(reader.TryRead("2025-03-30T02:30", long.MinValue, out _, out var why));
        Assert.Equal("2025-03-30 02:30:00 does not exist in Europe/Ljubljana: the clocks were put forward", why);
        Assert.True(reader.TryRead("2025-03-30T03:00", long.MinValue, out _, out _));
    }

    [Theory]
    [InlineData("iso", "Europe/Atlantis", "time.zone")]
    [InlineData("iso", "+15:00", "time.zone")]
    [InlineData("unix", "UTC", "time.zone: unix has none")]
    [InlineData("dd/MM/yy HH", null, "which zone")]
    [InlineData("dd/MM/yy 'z' HH", null, "which zone")]
    [InlineData("%", "UTC", "time.format")]
    public void MappingWithoutTimes_IsFoundOut(string format, string? zone, string problem) =>
        Assert.Contains(problem, TimeReader.Problem(new TimeColumns(["t"], format, zone)), StringComparison.Ordinal);
}
