using CityOps.Dashboard.Localization;
using CityOps.Core.Readings;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class CivilInputTests
{
    static readonly CityClock Clock = new(new FakeTimeProvider(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));

    [Theory]
    [InlineData("2026-07-01T12:00", "2026-07-01T10:00:00.000Z", "2026-07-01T10:00:00.000Z")]
    // Twice: a period from it to it has both.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z")]
    [InlineData("2026-10-25T00:00", "2026-10-24T22:00:00.000Z", "2026-10-24T22:00:00.000Z")]
    // Never: refused, nobody guesses.
    [InlineData("2026-03-29T02:30", null, null)]
    [InlineData("2026-03-29T03:00:30", "2026-03-29T01:00:30.000Z", "2026-03-29T01:00:30.000Z")]
    [InlineData("2026-02-30T00:00", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void Wall_IsReadAsTheCitysTime(string? text, string? start, string? end)
    {
        Assert.Equal(start, Text(CivilInput.Read(Clock, text, isEnd: false)));
        Assert.Equal(end, Text(CivilInput.Read(Clock, text, isEnd: true)));
    }

    [Fact]
    public void Field_ShowsTheWall() =>
        Assert.Equal("2026-10-25T02:30", CivilInput.Of(Clock, DateTimeOffset.Parse("2026-10-25T01:30:59Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()));

    static string? Text(long? moment) => moment is { } at ? Instants.ToRfc3339(at) : null;
}
