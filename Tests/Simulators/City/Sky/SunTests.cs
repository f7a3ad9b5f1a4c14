using CityOps.Simulators.City.Sky;

namespace CityOps.Tests.Simulators.City.Sky;

public sealed class SunTests
{
    // Sunrise and sunset at Ljubljana to a few minutes, as almanacs have them; with refraction the sun's middle is then 0.83 degrees low.
    [Theory]
    [InlineData("2026-03-20 06:06")]
    [InlineData("2026-03-20 18:14")]
    [InlineData("2026-06-21 05:11")]
    [InlineData("2026-06-21 20:57")]
    [InlineData("2026-12-21 07:40")]
    [InlineData("2026-12-21 16:19")]
    public void At_sunrise_and_sunset_it_stands_on_the_horizon(string civil) => Assert.InRange(Sun.Elevation(Cities.At(civil)), -1.8, 0.1);

    // 90 degrees less the latitude, and the tilt of the axis more or less.
    [Theory]
    [InlineData("2026-06-21", 67.4)]
    [InlineData("2026-12-21", 20.5)]
    [InlineData("2026-09-23", 43.9)]
    public void At_its_highest_it_is_as_high_as_the_latitude_says(string day, double degrees)
    {
        var highest = Enumerable.Range(0, 1_440).Max(minute => Sun.Elevation(Cities.At(day) + minute * Cities.Minute));
        Assert.Equal(degrees, highest, 0.4);
    }
}
