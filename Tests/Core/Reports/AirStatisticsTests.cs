using CityOps.Core.Reports;

namespace CityOps.Tests.Core.Reports;

/// <summary>Daily statistics from hourly means, and how the law compares them.</summary>
public sealed class AirStatisticsTests
{
    const double None = double.NaN;

    [Theory]
    [InlineData(6, 20.5)] // 18 valid hours: mean of 12.0 .. 29.0
    [InlineData(7, null)] // 17: too few
    public void DayMean_Needs18Hours(int missing, double? expected)
    {
        var hours = Day(hour => hour < missing ? None : 6 + hour);
        Assert.Equal(expected, AirStatistics.Of(AirStatistic.DayMean, hours));
    }

    [Fact]
    public void HourMax_TakesNoHourOfTheDayBefore()
    {
        var hours = Day(hour => hour);
        hours[3] = 500;
        Assert.Equal(23, AirStatistics.Of(AirStatistic.HourMax, hours));
        Assert.Null(AirStatistics.Of(AirStatistic.HourMax, Day(_ => None)));
    }

    [Fact]
    public void EightHourMax_CountsMeansThatEndOnTheDay()
    {
        // Seven hours of 80 before midnight and one of 80 after: the first window, and only it, is all 80.
        var hours = Day(hour => hour == 0 ? 80 : 0);
        Array.Fill(hours, 80, 0, AirStatistics.HoursBefore);
        Assert.Equal(80, AirStatistics.Of(AirStatistic.EightHourMax, hours));
        Array.Fill(hours, None, 0, AirStatistics.HoursBefore);
        // The first five windows have too few hours, and the sixth begins with the 80.
        Assert.Equal(80.0 / 6, AirStatistics.Of(AirStatistic.EightHourMax, hours)!.Value, 10);
    }

    [Fact]
    public void EightHourMax_Needs18Windows()
    {
        // Nothing until 5: the first window with six valid hours ends at 11, and 14 are not enough.
        var hours = Day(hour => hour < 5 ? None : 10);
        Array.Fill(hours, None, 0, AirStatistics.HoursBefore);
        Assert.Null(AirStatistics.Of(AirStatistic.EightHourMax, hours));
    }

    [Theory]
    [InlineData(50.4, false)]
    [InlineData(50.5, true)] // half up, and 51 > 50
    [InlineData(51, true)]
    [InlineData(50, false)]
    public void Limit_IsComparedInWholeNumbers(double value, bool exceeds) => Assert.Equal(exceeds, AirStatistics.Exceeds(value, 50));

    [Fact]
    public void Exceedances_AreHoursOrDays()
    {
        var hours = Day(hour => hour is 7 or 8 or 17 ? 201 : 100);
        Assert.Equal(3, AirStatistics.Exceedances(AirStatistic.HourMax, hours, 200));
        Assert.Equal(1, AirStatistics.Exceedances(AirStatistic.DayMean, hours, 100));
        Assert.Equal(0, AirStatistics.Exceedances(AirStatistic.DayMean, Day(_ => None), 1));
    }

    /// <summary>The day, after hours of the day before in which nothing came.</summary>
    static double[] Day(Func<int, double> value) =>
        [.. Enumerable.Repeat(0.0, AirStatistics.HoursBefore), .. Enumerable.Range(0, AirStatistics.HoursOfDay).Select(value)];
}
