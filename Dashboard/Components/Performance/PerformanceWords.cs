using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.Alerts.Performance;
using CityOps.Core.City;
using CityOps.Dashboard.Components.Shifts;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Health;

namespace CityOps.Dashboard.Components.Performance;

/// <summary>Figures of performance as people read them, and where links lead.</summary>
static class PerformanceWords
{
    /// <summary>Of one table.</summary>
    public const int MostRows = 50;

    const int MostSearched = 80;

    public static string Number(double number) => number.ToString("#,0.#", CultureInfo.CurrentCulture);

    /// <summary>Small ones are told apart.</summary>
    public static string Mean(double number) => number.ToString(number < 10 ? "0.##" : "#,0.#", CultureInfo.CurrentCulture);

    /// <summary>From 0 to 1, as percent.</summary>
    public static string Share(double share) => $"{(share * 100).ToString(share is > 0 and < 0.01 ? "0.##" : "0.#", CultureInfo.CurrentCulture)}\u00A0%";

    public static string Duration(double milliseconds) => CityFormat.Age((long)milliseconds, CultureInfo.CurrentCulture);

    /// <summary><c>07:00</c>, as the city's clocks show it.</summary>
    public static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    public static string Value(PerformanceFigure figure, double value) => figure switch
    {
        PerformanceFigure.PerHour or PerformanceFigure.PerTenMinutes => Mean(value),
        PerformanceFigure.Busiest or PerformanceFigure.Chattering or PerformanceFigure.Fleeting or PerformanceFigure.Stale => Number(value),
        _ => Share(value),
    };

    public static string Target(PerformanceTarget target) =>
        target.Good == 0 ? Value(target.Figure, 0) : target.IsBelow ? $"<\u00A0{Value(target.Figure, target.Good)}" : AtMost(target.Figure, target.Good);

    public static string AtMost(PerformanceFigure figure, double most) => $"≤\u00A0{Value(figure, most)}";

    /// <summary>The shapes that health has.</summary>
    public static HealthStatus MarkOf(Verdict verdict) => verdict switch
    {
        Verdict.Good => HealthStatus.Ready,
        Verdict.Manageable => HealthStatus.Degraded,
        _ => HealthStatus.Down,
    };

    /// <summary>A built-in rule has a name in each language.</summary>
    public static string NameOf(AlertSource source) => OutageRule.Find(source.RuleId) is { } outage ? Words.Of(outage.Name) : source.RuleName;

    public static string PlaceOf(AlertSource source, Registry registry) =>
        OutageRule.Find(source.RuleId) is not null ? "CityOps"
        : source.Station is { } station ? ShiftWords.StationOf(station, registry)
        : source.Device is { } device ? registry.Devices.TryGetValue(device, out var found) ? found.Name : device
        : source.District ?? "";

    /// <summary>Null where the place has no page.</summary>
    public static string? PlaceHref(AlertSource source) =>
        source.Station is { } station ? "station/" + Uri.EscapeDataString(station) : source.Device is { } device ? "devices/" + Uri.EscapeDataString(device) : null;

    /// <summary>Those of its rule that are over, on the days of the period.</summary>
    public static string AlertsHref(AlertSource source, AlertPerformance performance, CityClock clock)
    {
        var name = source.RuleName.Length > MostSearched ? source.RuleName[..MostSearched] : source.RuleName;
        return $"alerts?tab=history&q={Uri.EscapeDataString(name)}&from={Day(performance.From)}&to={Day(performance.To - 1)}";

        string Day(long unixMs) => clock.InCity(unixMs).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
