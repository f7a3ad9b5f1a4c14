using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;

namespace CityOps.Tests.Core.Alerts.Performance;

/// <summary>Alerts of a log, short to write. Times are seconds since an hour that is no special one.</summary>
static class SomeRecorded
{
    public static readonly long Start = new DateTimeOffset(2026, 11, 27, 6, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Ljubljana");

    public static long Ms(double seconds) => Start + (long)(seconds * 1_000);

    /// <param name="steps">After the raise, which is written at once.</param>
    public static RecordedAlert Alert(
        double raised, string device = "d-1", Severity severity = Severity.Major, bool isHistorical = false, int? interval = null, string? id = null,
        params (TransitionKind Kind, double At)[] steps) => new(
        id ?? $"{device}@{raised}", new AlertSource("rule", "Rule", "air", "Center", "st-" + device, device, "pm10"), severity, Ms(raised), isHistorical, interval,
        [.. steps.Prepend((Kind: TransitionKind.Raised, At: raised)).Select(step => new RecordedTransition(step.Kind, Ms(step.At), Ms(step.At)))]);

    public static AlertPerformance Look(double from, double to, IReadOnlyCollection<RecordedAlert> alerts, int operators = 1, double? now = null) =>
        AlertPerformance.Of(alerts, new PerformancePeriod(Ms(from), Ms(to), Ms(now ?? to), operators, Zone));
}
