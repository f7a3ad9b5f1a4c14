using CityOps.Ingestion.Reports;
using CityOps.Tests.Core.Notifications;

namespace CityOps.Tests.Ingestion.Reports;

/// <summary>When the report of the day before is due.</summary>
public sealed class DailyReportRunTests
{
    [Theory]
    [InlineData("2026-01-13T06:29:59+01:00", null)]
    [InlineData("2026-01-13T06:30:00+01:00", "2026-01-12")]
    [InlineData("2026-01-13T23:59:59+01:00", "2026-01-12")] // a machine that was off in the morning makes it later
    [InlineData("2026-01-14T00:00:00+01:00", null)]
    [InlineData("2026-03-29T06:30:00+02:00", "2026-03-28")] // by the clocks, also when they change
    [InlineData("2026-10-26T05:29:59Z", null)]
    [InlineData("2026-10-26T05:30:00Z", "2026-10-25")]
    public void DueDay_IsYesterday_OnceTheHourHasCome(string now, string? expected) =>
        Assert.Equal(expected, DailyReportRun.DueDay(390, Plans.At(now), Plans.Ljubljana)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-07-02T00:30:00+02:00", null)] // the legal day ends at 01:00 of summer time
    [InlineData("2026-07-02T01:00:00+02:00", "2026-07-01")]
    public void DueDay_IsOverByTheLaw_Too(string now, string? expected) =>
        Assert.Equal(expected, DailyReportRun.DueDay(0, Plans.At(now), Plans.Ljubljana)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Midnight_IsAnHourToo() => Assert.Equal(new DateOnly(2026, 1, 12), DailyReportRun.DueDay(0, Plans.At("2026-01-13T00:00:00+01:00"), Plans.Ljubljana));
}
