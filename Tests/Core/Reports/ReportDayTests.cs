using CityOps.Core.Reports;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Core.Reports;

/// <summary>Civil days have 23, 24 or 25 hours; legal days of air quality have 24, and UTC+1 in summer, too.</summary>
public sealed class ReportDayTests
{
    [Theory]
    [InlineData("2026-01-12", "2026-01-12T00:00:00+01:00", 24, "2026-01-12T18:00:00+01:00")]
    [InlineData("2026-03-29", "2026-03-29T00:00:00+01:00", 23, "2026-03-29T18:00:00+02:00")]
    [InlineData("2026-10-25", "2026-10-25T00:00:00+02:00", 25, "2026-10-25T18:00:00+01:00")]
    [InlineData("2026-07-01", "2026-07-01T00:00:00+02:00", 24, "2026-07-01T18:00:00+02:00")]
    public void CivilDay_FollowsTheClocks(string date, string from, int hours, string evening)
    {
        var day = new ReportDay(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), Plans.Ljubljana);
        Assert.Equal((Plans.At(from), hours, Plans.At(evening)), (day.From, day.Hours, day.Evening));
    }

    [Fact]
    public void LegalDay_IsUtcPlusOneAllYear()
    {
        var day = new ReportDay(new DateOnly(2026, 7, 1), Plans.Ljubljana);
        Assert.Equal(Plans.At("2026-07-01T00:00:00+01:00"), day.LegalFrom);
        Assert.Equal(Plans.At("2026-01-01T00:00:00+01:00"), day.LegalYearFrom);
        Assert.Equal(182, day.DayOfYear);
    }

    [Fact]
    public void WeekBefore_IsTheSameWeekday_AlsoOverAChangeOfClocks()
    {
        var day = new ReportDay(new DateOnly(2026, 3, 30), Plans.Ljubljana);
        Assert.Equal((Plans.At("2026-03-23T00:00:00+01:00"), Plans.At("2026-03-24T00:00:00+01:00")), (day.WeekBeforeFrom, day.WeekBeforeTo));
    }
}
