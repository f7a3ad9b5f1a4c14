using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using static CityOps.Tests.Core.Alerts.Performance.SomeRecorded;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>Days: what stands in them for too long, and how long they are.</summary>
public sealed class StaleAlertsTests
{
    const long HourMs = 3_600_000;

    /// <summary>25 October 2026: the hour from two to three comes twice. 26 March 2028: it does not come.</summary>
    [Theory]
    [InlineData(2026, 10, 25, 25, 2)]
    [InlineData(2028, 3, 26, 23, 0)]
    [InlineData(2026, 11, 27, 24, 1)]
    public void DayOfTheCity_IsAsLongAsItIs(int year, int month, int day, int hours, int second)
    {
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        var from = new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
        var to = from + (hours * HourMs);
        // One alert in each hour that there was.
        var alerts = Enumerable.Range(0, hours).Select(hour => At(from + (hour * HourMs) + 60_000, $"d-{hour}")).ToList();
        var performance = AlertPerformance.Of(alerts, new PerformancePeriod(from, to, to, 1, Zone));

        Assert.Equal((hours, 1.0, hours * 6), (performance.Alerts, performance.Load.PerHour, performance.Load.Periods));
        Assert.Equal([new AlertDay(from, to, hours, 0)], performance.Stale.Days);
        Assert.Equal(Enumerable.Range(0, 24).Select(hour => hour == 2 ? second : 1), performance.Load.Hours.Select(hour => hour.Alerts));
        Assert.Equal(Enumerable.Range(0, 24).Select(hour => hour == 2 ? (double)second : 1), performance.Load.Hours.Select(hour => hour.Hours));
        Assert.Equal(second == 0 ? 0 : 1, performance.Load.Hours[2].PerHour);
    }

    [Fact]
    public void WorstDay_HasMostAtAnyTimeOfIt()
    {
        // From six in the morning, in hours: a stands for ever, b for 30 h, c for 50 h from the second day on.
        RecordedAlert[] alerts = [Hours("a", 0, null), Hours("b", 1, 31), Hours("c", 20, 70), Hours("d", 0, 24)];
        var stale = Look(0, 96 * 3_600, alerts).Stale;

        Assert.Equal([0, 2, 2, 2, 1], stale.Days.Select(day => day.Stale));
        Assert.Equal([3, 1, 0, 0, 0], stale.Days.Select(day => day.Alerts));
        Assert.Equal(stale.Days[1], stale.Worst);
        Assert.Equal(["a", "b", "c"], stale.Alerts.Select(alert => alert.Id));
        Assert.Equal((Ms(0), Ms(96 * 3_600)), (stale.Days[0].From, stale.Days[^1].To));
    }

    [Fact]
    public void NeverAnnounced_IsNotStale() =>
        Assert.Empty(Look(0, 96 * 3_600, [Alert(0, isHistorical: true), Alert(0, "d-2", steps: (TransitionKind.Suppressed, 0))]).Stale.Alerts);

    static RecordedAlert Hours(string id, double raised, double? cleared) =>
        Alert(raised * 3_600, id, id: id, steps: cleared is { } at ? [(TransitionKind.Cleared, at * 3_600)] : []);

    static RecordedAlert At(long unixMs, string device) => Alert((unixMs - Start) / 1_000.0, device, steps: (TransitionKind.Cleared, (unixMs - Start) / 1_000.0 + 60));
}
