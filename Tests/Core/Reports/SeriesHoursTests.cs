using CityOps.Core.Reports;

namespace CityOps.Tests.Core.Reports;

/// <summary>How much should have come, and how much has.</summary>
public sealed class SeriesHoursTests
{
    static readonly long From = SomeDay.Winter.From;
    static readonly long To = SomeDay.Winter.To;

    [Theory]
    [InlineData(6, 1.0)]
    [InlineData(5, 5.0 / 6)]
    [InlineData(12, 1.0)] // twice as many as promised are not more than all
    public void Capture_IsTheShareOfWhatWasPromised(long count, double expected) =>
        Assert.Equal(expected, SomeDay.Hours(From, 24, _ => 1, count).CaptureIn(From, To), 10);

    [Fact]
    public void HourThatIsMissing_IsMissing() =>
        Assert.Equal(0.75, SomeDay.Hours(From, 24, hour => hour < 6 ? double.NaN : 1).CaptureIn(From, To), 10);

    [Fact]
    public void DeviceThatPromisesNothing_IsMeasuredByItsFullestHour()
    {
        var hours = new SeriesHours([new(From, 60, 1), new(From + SomeDay.HourMs, 30, 1)], null);
        Assert.Equal(90 / (24.0 * 60), hours.CaptureIn(From, To), 10);
        Assert.Equal([true, false], hours.All.Select(hours.IsValid));
    }

    [Fact]
    public void DeviceThatReportsLessOften_IsMeasuredByEachDayOfItsOwn()
    {
        var next = From + (24 * SomeDay.HourMs);
        var hours = new SeriesHours([new(From, 360, 1), new(next, 60, 1), new(next + SomeDay.HourMs, 30, 1)], null);
        Assert.Equal([true, true, false], hours.All.Select(hours.IsValid));
        Assert.Equal(90 / (24.0 * 60), hours.CaptureIn(next, next + (24 * SomeDay.HourMs)), 10);
    }

    [Fact]
    public void Promise_AsksNoMoreOfDaysBefore_ThanTheyHad()
    {
        var next = From + (24 * SomeDay.HourMs);
        var hours = new SeriesHours([new(From, 12, 1), new(From + SomeDay.HourMs, 6, 1), new(next, 12, 1), new(next + SomeDay.HourMs, 60, 1)], TimeSpan.FromMinutes(1), next);
        Assert.Equal([true, false, false, true], hours.All.Select(hours.IsValid));
    }

    [Fact]
    public void DeviceThatReportsTwiceADay_IsWholeWithTwo()
    {
        var hours = new SeriesHours([new(From, 1, 40), new(From + (12 * SomeDay.HourMs), 1, 50)], TimeSpan.FromHours(12));
        Assert.Equal(1, hours.CaptureIn(From, To), 10);
        Assert.All(hours.All, hour => Assert.True(hours.IsValid(hour)));
    }

    [Fact]
    public void Nothing_IsNothing() => Assert.Equal(0, new SeriesHours([], null).CaptureIn(From, To));

    [Fact]
    public void Dense_HasAHoleWhereAnHourIsNotValid()
    {
        var hours = new SeriesHours([new(From, 6, 10), new(From + SomeDay.HourMs, 4, 20), new(From + (3 * SomeDay.HourMs), 5, 30)], TimeSpan.FromMinutes(10));
        Assert.Equal([10, double.NaN, double.NaN, 30], hours.Dense(From, 4));
    }
}
