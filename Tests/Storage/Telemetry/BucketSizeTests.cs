using System.Globalization;
using CityOps.Storage.Telemetry;

namespace CityOps.Tests.Storage.Telemetry;

public sealed class BucketSizeTests
{
    [Theory]
    [InlineData("5m", "2026-01-13T06:10:00Z", "2026-01-13T06:10:00Z", "2026-01-13T06:15:00Z")]
    [InlineData("5m", "2026-01-13T06:14:59.999Z", "2026-01-13T06:10:00Z", "2026-01-13T06:15:00Z")]
    [InlineData("1h", "1969-12-31T23:59:59.999Z", "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("1h", "1969-12-31T23:00:00Z", "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("7s", "1969-12-31T23:59:52Z", "1969-12-31T23:59:46Z", "1969-12-31T23:59:53Z")]
    [InlineData("25h", "1970-01-02T01:30:00Z", "1970-01-02T01:00:00Z", "1970-01-03T02:00:00Z")]
    public void FixedSize_AlignsToTheEpoch(string size, string at, string start, string end) =>
        AssertBucket(size, "Europe/Ljubljana", at, start, end);

    [Theory]
    // Winter and summer days, and the two that change: 23 hours and 25.
    [InlineData("2026-01-13T06:10:00Z", "2026-01-12T23:00:00Z", "2026-01-13T23:00:00Z")]
    [InlineData("2026-07-13T21:59:59.999Z", "2026-07-12T22:00:00Z", "2026-07-13T22:00:00Z")]
    [InlineData("2026-07-13T22:00:00Z", "2026-07-13T22:00:00Z", "2026-07-14T22:00:00Z")]
    [InlineData("2026-03-29T00:59:59.999Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-03-29T21:59:59.999Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("2026-10-25T22:59:59.999Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("1969-12-31T22:59:59.999Z", "1969-12-30T23:00:00Z", "1969-12-31T23:00:00Z")]
    [InlineData("1969-12-31T23:00:00Z", "1969-12-31T23:00:00Z", "1970-01-01T23:00:00Z")]
    public void Day_IsTheCivilDayOfLjubljana(string at, string start, string end) =>
        AssertBucket("1d", "Europe/Ljubljana", at, start, end);

    [Theory]
    // Clocks jump from 24:00 to 01:00: 24 April 2026 has no midnight and 23 hours.
    [InlineData("Africa/Cairo", "2026-04-23T21:59:59.999Z", "2026-04-22T22:00:00Z", "2026-04-23T22:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-23T22:00:00Z", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")]
    // Clocks jumped from 23:30 to 00:30: the day began with the jump.
    [InlineData("America/Toronto", "1919-03-31T04:29:59Z", "1919-03-30T05:00:00Z", "1919-03-31T04:30:00Z")]
    [InlineData("America/Toronto", "1919-03-31T04:30:00Z", "1919-03-31T04:30:00Z", "1919-04-01T04:00:00Z")]
    // Clocks go back from 01:00 to 00:00: midnight comes twice, the day begins with the first and has 25 hours.
    [InlineData("America/Havana", "2026-11-01T04:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("America/Havana", "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    // A whole day left out: what is before it ends where the next one begins.
    [InlineData("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")]
    public void MidnightThatIsMissingOrComesTwice_DayBeginsWithItsFirstMoment(string zone, string at, string start, string end) =>
        AssertBucket("1d", zone, at, start, end);

    [Theory]
    [InlineData("7d", "1970-01-07T22:59:59.999Z", "1969-12-31T23:00:00Z", "1970-01-07T23:00:00Z")]
    [InlineData("7d", "1969-12-31T22:59:59.999Z", "1969-12-24T23:00:00Z", "1969-12-31T23:00:00Z")]
    [InlineData("2d", "2026-03-29T12:00:00Z", "2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z")]
    public void SeveralDays_CountFromTheEpochOfTheZone(string size, string at, string start, string end) =>
        AssertBucket(size, "Europe/Ljubljana", at, start, end);

    [Theory]
    [InlineData("Europe/Ljubljana", 2026)]
    [InlineData("Africa/Cairo", 2026)]
    [InlineData("America/Havana", 2026)]
    [InlineData("America/St_Johns", 2006)]
    [InlineData("Pacific/Apia", 2011)]
    public void EveryMomentOfAYear_LiesInExactlyOneBucket(string zone, int year)
    {
        var size = Size("1d", zone);
        var end = Ms($"{year + 1}-01-01T00:00:00Z");
        var bucketEnd = size.StartOf(Ms($"{year}-01-01T00:00:00Z"));
        while (bucketEnd < end)
        {
            var start = bucketEnd;
            bucketEnd = size.EndOf(start);
            for (var at = start; at < bucketEnd; at += 10 * 60_000)
            {
                Assert.Equal((start, bucketEnd), (size.StartOf(at), size.EndOf(at)));
            }

            Assert.Equal((start, bucketEnd), (size.StartOf(bucketEnd - 1), size.EndOf(bucketEnd - 1)));
        }
    }

    [Theory]
    [InlineData("0m")]
    [InlineData("m")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("5w")]
    [InlineData("5 m")]
    [InlineData("367d")]
    [InlineData("99999999s")]
    [InlineData(null)]
    public void TextThatIsNoSize_IsRefused(string? text) => Assert.False(BucketSize.TryParse(text, TimeZoneInfo.Utc, out _));

    static void AssertBucket(string size, string zone, string at, string start, string end)
    {
        var bucket = Size(size, zone);
        Assert.Equal((start, end), (Text(bucket.StartOf(Ms(at))), Text(bucket.EndOf(Ms(at)))));
    }

    static BucketSize Size(string text, string zone)
    {
        Assert.True(BucketSize.TryParse(text, TimeZoneInfo.FindSystemTimeZoneById(zone), out var size));
        return size;
    }

    static long Ms(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    static string Text(long ms) =>
        DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
