using CityOps.Core.Alerts;
using CityOps.Dashboard.Components.Alerts;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class AlertPeriodTests
{
    const long HourMs = 3_600_000;
    const long Now = SomeCity.Now;

    /// <summary>Hours before now: start of the alert and its clear; start of the period and its end.</summary>
    [Theory]
    [InlineData(2.0, null, 3.0, null)]
    [InlineData(10.0, 9.0, 11.0, 8.0)]
    [InlineData(100.0, 80.0, 110.0, 70.0)]
    // Not long over: what comes after it is still to come.
    [InlineData(3.0, 0.5, 4.25, null)]
    // So long open that only its beginning says something.
    [InlineData(1_000.0, null, 1_001.0, 832.0)]
    // So long that a week around it is enough.
    [InlineData(3_000.0, 1_000.0, 3_168.0, 832.0)]
    public void Period_IsAroundTheAlert(double started, double? cleared, double from, double? to)
    {
        var alert = SomeCity.Alert("a", raisedAt: Ago(started)) with { Condition = cleared is null ? AlertCondition.Active : AlertCondition.Cleared, ClearedAt = cleared is { } at ? Ago(at) : null };
        var period = AlertPeriod.Of(alert, Now);
        Assert.Equal((from, to), ((Now - period.From) / (double)HourMs, (Now - period.To) / (double)HourMs));
    }

    static long Ago(double hours) => Now - (long)(hours * HourMs);
}
