using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using static CityOps.Core.Alerts.TransitionKind;
using static CityOps.Tests.Core.Alerts.Performance.SomeRecorded;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>What is counted, and when.</summary>
public sealed class AlertPerformanceTests
{
    const double Hour = 3_600;

    public static TheoryData<string, RecordedAlert, double?> Announcements => new()
    {
        { "when it is written", Alert(10), 10 },
        { "never: it is history", Alert(10, isHistorical: true), null },
        { "when history becomes news", Alert(10, steps: (Announced, 20)), 20 },
        { "never: suppressed with the raise", Alert(10, steps: (Suppressed, 10)), null },
        { "at the raise: suppressed later", Alert(10, steps: [(Suppressed, 11), (Unsuppressed, 30)]), 10 },
        { "when the suppression ends", Alert(10, steps: [(Suppressed, 10), (Unsuppressed, 30)]), 30 },
        { "never: over before the suppression ended", Alert(10, steps: [(Suppressed, 10), (Cleared, 20), (Unsuppressed, 30)]), null },
        { "never: closed before the suppression ended", Alert(10, steps: [(Suppressed, 10), (Closed, 20), (Unsuppressed, 30)]), null },
        { "never: seen before the suppression ended", Alert(10, steps: [(Suppressed, 10), (Acknowledged, 20), (Unsuppressed, 30)]), null },
        { "when news is no longer suppressed", Alert(10, steps: [(Suppressed, 10), (Announced, 20), (Unsuppressed, 30)]), 30 },
        { "at the raise, though it was over in the same commit", Alert(10, steps: (Cleared, 10)), 10 },
    };

    [Theory]
    [MemberData(nameof(Announcements))]
    public void Alert_CountsOnceAndAtItsAnnouncement(string when, RecordedAlert alert, double? at)
    {
        var all = Look(0, Hour, [alert]);
        Assert.True((all.Alerts, all.NotAnnounced) == (at is null ? (0, 1) : (1, 0)), when);
        if (at is { } second)
        {
            Assert.Equal((0, 1, 0), (Count(0, second), Count(second, second + 1), Count(second + 1, Hour)));
        }

        int Count(double from, double to) => Look(from, to, [alert], now: Hour).Alerts;
    }

    [Fact]
    public void NothingAtAll_IsGoodAndHasNoShares()
    {
        var none = Look(0, Hour, []);
        Assert.Equal((0, 0, 0, 6), (none.Alerts, none.Load.PerHour, none.FloodShare, none.Load.Periods));
        Assert.Null(none.Acknowledgement.Times);
        Assert.Null(none.Return);
        Assert.Null(none.Load.BusiestAt);
        Assert.Equal([Verdict.Good, Verdict.Good, Verdict.Good, Verdict.Good, Verdict.Good, null, Verdict.Good, Verdict.Good, Verdict.Good, null, null, null], none.Figures.Select(one => one.Verdict));
    }

    [Fact]
    public void PeriodThatHasNotBegun_IsNoTime()
    {
        var none = Look(Hour, 2 * Hour, [Alert(10)], now: 60);
        Assert.Equal((none.From, 0, 0, 0), (none.To, none.Alerts, none.Load.Periods, none.Load.PerHour));
        Assert.Empty(none.Stale.Days);
    }

    /// <summary>What is still to come would make every mean look better than it is.</summary>
    [Fact]
    public void PeriodThatGoesOn_EndsNow()
    {
        var half = Look(0, Hour, [Alert(10), Alert(20, "d-2")], now: Hour / 2);
        Assert.Equal((Ms(Hour / 2), 4, 3), (half.To, half.Load.PerHour, half.Load.Periods));
    }

    [Fact]
    public void SeveralOperators_ShareTheLoad()
    {
        var alerts = Enumerable.Range(0, 22).Select(i => Alert(i, $"d-{i}")).ToList();
        var two = Look(0, Hour, alerts, operators: 2);
        Assert.Equal((11, 22, 1), (two.Load.PerHour, two.Load.Busiest, two.Load.BusyPeriods));
        Assert.Equal(11, two.Figures.Single(one => one.Figure == PerformanceFigure.Busiest).Value);
        Assert.Equal(0, Look(0, Hour, alerts[..20], operators: 2).Load.BusyPeriods);
        Assert.Empty(Look(0, Hour, alerts[..20], operators: 2).Floods);
        Assert.Single(two.Floods);
    }

    [Theory]
    [InlineData(PerformanceFigure.PerHour, 6, Verdict.Good)]
    [InlineData(PerformanceFigure.PerHour, 6.1, Verdict.Manageable)]
    [InlineData(PerformanceFigure.PerHour, 12, Verdict.Manageable)]
    [InlineData(PerformanceFigure.PerHour, 12.1, Verdict.Over)]
    [InlineData(PerformanceFigure.PerTenMinutes, 1.5, Verdict.Manageable)]
    [InlineData(PerformanceFigure.BusyPeriods, 0.0099, Verdict.Good)]
    [InlineData(PerformanceFigure.BusyPeriods, 0.01, Verdict.Over)]
    [InlineData(PerformanceFigure.Busiest, 10, Verdict.Good)]
    [InlineData(PerformanceFigure.Busiest, 11, Verdict.Over)]
    [InlineData(PerformanceFigure.TimeInFlood, 0.01, Verdict.Over)]
    [InlineData(PerformanceFigure.TopTen, 0.05, Verdict.Good)]
    [InlineData(PerformanceFigure.TopTen, 0.051, Verdict.Over)]
    [InlineData(PerformanceFigure.Chattering, 0, Verdict.Good)]
    [InlineData(PerformanceFigure.Fleeting, 1, Verdict.Over)]
    [InlineData(PerformanceFigure.Stale, 4, Verdict.Good)]
    [InlineData(PerformanceFigure.Stale, 5, Verdict.Over)]
    [InlineData(PerformanceFigure.Critical, 0.01, Verdict.Over)]
    [InlineData(PerformanceFigure.Major, 0.05, Verdict.Good)]
    [InlineData(PerformanceFigure.Minor, 0.16, Verdict.Over)]
    public void Figure_IsJudgedByTheTable(PerformanceFigure figure, double value, Verdict verdict) =>
        Assert.Equal(verdict, PerformanceTarget.All.Single(target => target.Figure == figure).Judge(value, PerformanceTarget.LeastAlertsForShares).Verdict);

    [Theory]
    [InlineData(199, null)]
    [InlineData(200, Verdict.Over)]
    public void Shares_OfFewAlertsAreNotJudged(int count, Verdict? verdict)
    {
        var alerts = Enumerable.Range(0, count).Select(i => Alert(i * 600, $"d-{i % 20}", id: $"{i}")).ToList();
        Assert.Equal(verdict, Look(0, count * 600, alerts).Figures.Single(one => one.Figure == PerformanceFigure.TopTen).Verdict);
    }

    [Fact]
    public void Targets_AreOneForEachFigure() => Assert.Equal(Enum.GetValues<PerformanceFigure>(), PerformanceTarget.All.Select(target => target.Figure));
}
