using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Tests.Storage.City;

/// <summary>Valid changes of alerts, short to write. Times are Unix ms.</summary>
static class SomeAlert
{
    public const long Now = 1_800_000_000_000;

    public static AlertChange Raised(
        string id, long at = Now, Severity severity = Severity.Major, string device = "aq-1", double peak = 60,
        ConditionKind direction = ConditionKind.Above, bool evidence = true) =>
        new(id, TransitionKind.Raised, at, 60, peak, null, new RaisedAlert(
            "rule-1", 3, "PM10 high", new SeriesId(device, "pm10"), "air", "ug/m3", "st-1", "Šiška", severity, direction, 50,
            at - 60_000, at, 60, peak, Quality.Suspect,
            new AlertEvidence(3, evidence ? [new(at - 60_000, 51.5, Quality.Good), new(at, 60, Quality.NotEvaluated)] : [], false)));

    public static AlertChange Latched(AlertChange raised) => raised with { Raise = raised.Raise! with { Latch = true } };

    public static AlertChange Change(string id, TransitionKind kind, long at, double? peak = null, string? reason = null) =>
        new(id, kind, at, null, peak, reason);

    public static AlertChange Cleared(string id, long at = Now + 60_000) => Change(id, TransitionKind.Cleared, at);
}
