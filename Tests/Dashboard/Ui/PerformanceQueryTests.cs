using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class PerformanceQueryTests
{
    const long DayMs = 86_400_000;

    static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
    static readonly CityClock Clock = new(new FakeTimeProvider(Now), TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana"));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("90", 90)]
    [InlineData("8", 30)]
    [InlineData("soon", 30)]
    [InlineData(null, 30)]
    public void Days_AreBeforeNow(string? days, int count)
    {
        var query = PerformanceQuery.Read(days, "x", "");
        var now = Now.ToUnixTimeMilliseconds();
        Assert.Equal((now - (count * DayMs), now), query.Period(Clock));
        Assert.Equal(count == 30 ? [] : [count], query.Parameters.Values.OfType<object>());
        Assert.False(query.IsOfDays);
    }

    [Theory]
    [InlineData("2026-10-25", "2026-10-25", 25)]
    [InlineData("2026-10-24", "2026-10-26", 73)]
    [InlineData("2026-11-29", null, 33)]
    [InlineData(null, "2026-11-29", 720)]
    public void DaysOfTheCalendar_AreTheCitys_AndTheLastOneCounts(string? from, string? to, int hours)
    {
        var query = PerformanceQuery.Read("7", from, to);
        Assert.Equal(hours * 3_600_000L, query.Period(Clock)!.Value.To - query.Period(Clock)!.Value.From);
        Assert.Equal([from, to], [query.Parameters["from"], query.Parameters["to"]]);
        Assert.Null(query.Parameters["days"]);
    }

    [Theory]
    [InlineData("2026-11-02", "2026-11-01")]
    [InlineData("2026-12-24", null)]
    [InlineData("2024-01-01", "2025-12-31")]
    public void NoPeriod_IsNull(string? from, string? to) => Assert.Null(PerformanceQuery.Read(null, from, to).Period(Clock));
}
