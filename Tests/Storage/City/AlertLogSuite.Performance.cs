using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using CityOps.Storage.City;
using static CityOps.Tests.Storage.City.SomeAlert;

namespace CityOps.Tests.Storage.City;

public abstract partial class AlertLogSuite
{
    const long Hour = 3_600_000;

    [Fact]
    public async Task Recorded_HasWhatItWasAndTheStepsThatCount()
    {
        await AppendAsync(Raised("a", Now - 1_000), Raised("old", Now - Hour));
        await _log.AcknowledgeAsync("a", "ana", null, null, Now + 1);
        await _log.CommentAsync("a", "ana", "seen", null, Now + 2);
        await _log.ShelveAsync("a", "ana", Now + Hour, "works", null, Now + 3);
        await _log.EndShelvesAsync(Now + Hour + 5);
        await _log.AppendAsync([Cleared("a", Now + Hour)], Now + Hour + 9);

        var recorded = (await _log.RecordedAsync(Now, Now + (2 * Hour))).ToDictionary(alert => alert.Id);
        var alert = recorded["a"];
        Assert.Equal(new AlertSource("rule-1", "PM10 high", "air", "Šiška", "st-1", "aq-1", "pm10"), alert.Source);
        Assert.Equal((Severity.Major, Now - 1_000, false, (int?)null), (alert.Severity, alert.RaisedAt, alert.IsHistorical, alert.IntervalSeconds));
        Assert.Equal(
            [
                new(TransitionKind.Raised, Now, Now - 1_000), new(TransitionKind.Acknowledged, Now + 1, Now + 1), new(TransitionKind.Shelved, Now + 3, Now + 3),
                new(TransitionKind.Unshelved, Now + Hour, Now + Hour), new RecordedTransition(TransitionKind.Cleared, Now + Hour + 9, Now + Hour),
            ],
            alert.Transitions);
        Assert.True(recorded["old"].IsHistorical);
    }

    /// <summary>Before, across the beginning, within, across the end, all through, still open, after.</summary>
    [Fact]
    public async Task Recorded_AreThoseOfAPeriodAndThoseThatStoodInIt()
    {
        foreach (var (id, raised, over) in (IEnumerable<(string, long, long?)>)[("before", 0, 1), ("begins", 0, 3), ("within", 2, 3), ("ends", 3, 5), ("through", 1, 6), ("open", 1, null), ("after", 4, 5)])
        {
            await _log.AppendAsync([Raised(id, Now + (raised * Hour))], Now + (raised * Hour));
            if (over is { } hour)
            {
                await _log.AppendAsync([id == "through" ? Change(id, TransitionKind.Closed, Now + (hour * Hour)) : Cleared(id, Now + (hour * Hour))], Now + (hour * Hour));
            }
        }

        Assert.Equal(["begins", "ends", "open", "through", "within"], (await _log.RecordedAsync(Now + (2 * Hour), Now + (4 * Hour))).Select(alert => alert.Id).Order());
        Assert.Equal([2, 2, 1, 2, 2], (await _log.RecordedAsync(Now + (2 * Hour), Now + (4 * Hour))).OrderBy(alert => alert.Id).Select(alert => alert.Transitions.Count));
    }

    [Fact]
    public async Task Recorded_WithoutADeviceHasNoQuantity()
    {
        var raised = Raised("a");
        await AppendAsync(raised with { Raise = raised.Raise! with { Series = default, Quantity = "pm10", Domain = "" } });
        Assert.Equal(new AlertSource("rule-1", "PM10 high", null, "Šiška", "st-1", null, null), Assert.Single(await _log.RecordedAsync(Now, Now + 1)).Source);
    }
}
