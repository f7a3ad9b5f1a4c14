using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using static CityOps.Tests.Core.Alerts.Performance.SomeRecorded;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>Alerts that come and go too fast.</summary>
public sealed class TremblingAlertsTests
{
    [Theory]
    [InlineData(null, 30, 3)]
    [InlineData(null, 31, 0)]
    [InlineData(5, 31, 0)]
    [InlineData(7, 35, 3)]
    [InlineData(60, 300, 3)]
    [InlineData(60, 301, 0)]
    [InlineData(3_600, 18_000, 3)]
    public void ThreeRaises_ChatterWithinAMinuteOrTenReports(int? interval, int apart, int raises)
    {
        RecordedAlert[] alerts = [Alert(0, interval: interval), Alert(apart, interval: interval), Alert(2 * apart, interval: interval)];
        Assert.Equal(raises, Look(0, 86_400, alerts).Trembling.Chattering.Sum(one => one.Raises));
    }

    [Fact]
    public void OtherDevicesAndRules_AreOtherSources()
    {
        var alert = Alert(0);
        Assert.Empty(Look(0, 600, [alert, Alert(1, "d-2"), Alert(2, "d-3")]).Trembling.Chattering);
        var other = Alert(2);
        Assert.Empty(Look(0, 600, [alert, Alert(1), other with { Source = other.Source with { RuleId = "other" } }]).Trembling.Chattering);
        Assert.Empty(Look(0, 600, [alert, Alert(1), Alert(2, isHistorical: true)]).Trembling.Chattering);
    }

    [Theory]
    [InlineData(9.9, 100, 1)]
    [InlineData(10, 100, 0)]
    [InlineData(5, 60, 0)]
    [InlineData(5, 61, 1)]
    public void ShortAlert_IsFleetingUnlessItComesAgain(double active, double next, int count)
    {
        RecordedAlert[] alerts = [Alert(0, steps: (TransitionKind.Cleared, active)), Alert(next)];
        Assert.Equal(count, Look(0, 600, alerts).Trembling.Fleeting.Sum(one => one.Alerts));
    }
}
