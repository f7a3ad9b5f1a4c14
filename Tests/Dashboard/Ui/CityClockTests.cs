using System.Globalization;
using CityOps.Core.Readings;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class CityClockTests
{
    [Theory]
    // An hour that does not exist in the city, and one that comes twice.
    [InlineData("2026-03-29T00:59:59Z", "01:59:59 +01:00")]
    [InlineData("2026-03-29T01:00:00Z", "03:00:00 +02:00")]
    [InlineData("2026-10-25T00:30:00Z", "02:30:00 +02:00")]
    [InlineData("2026-10-25T01:30:00Z", "02:30:00 +01:00")]
    [InlineData("2026-12-31T23:30:00Z", "00:30:00 +01:00")]
    public void InCity_FollowsTheCitysZone(string utc, string expected)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture));
        var clock = CityClock.From(time, new ConfigurationBuilder().Build());
        Assert.Equal(expected, clock.InCity(clock.Now).ToString("HH:mm:ss zzz", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-03-29", 0, "2026-03-28T23:00:00Z")]
    [InlineData("2026-03-29", 1, "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-25", 1, "2026-10-25T23:00:00Z")]
    [InlineData("2026-02-30", 0, null)]
    [InlineData("29. 3. 2026", 0, null)]
    [InlineData(null, 0, null)]
    public void StartOf_IsTheCitysMidnight(string? date, int later, string? expected) => Assert.Equal(
        expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        CityClock.From(TimeProvider.System, new ConfigurationBuilder().Build()).StartOf(date, later));

    [Fact]
    public void ConfiguredZone_StandsInsteadOfTheDefault()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(CityClock.ZoneKey, "Asia/Tokyo")]).Build();
        var clock = CityClock.From(new FakeTimeProvider(), configuration);
        Assert.Equal("Asia/Tokyo", clock.ZoneName);
        Assert.Equal(9, clock.InCity(new FakeTimeProvider().UnixMs()).Offset.Hours);
    }

    [Fact]
    public void UnknownZone_IsRefused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(CityClock.ZoneKey, "Europe/Atlantis")]).Build();
        Assert.Throws<TimeZoneNotFoundException>(() => CityClock.From(TimeProvider.System, configuration));
    }
}
