using CityOps.Core.Alerts;

namespace CityOps.Simulators.Incidents;

/// <summary>An alert that was raised, as far as an answer sheet asks. Times are Unix ms of event time.</summary>
/// <param name="Subject">As in <see cref="ExpectedAlert"/>.</param>
/// <param name="Severity">With which it was raised.</param>
/// <param name="ClearedAt">Null = it is still open.</param>
public sealed record SeenAlert(string Rule, string Subject, Severity Severity, long RaisedAt, long? ClearedAt)
{
    /// <summary>Of an alert of the log. Its severity is that of now, which with levels may be another than it was raised with.</summary>
    public static SeenAlert From(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return new SeenAlert(alert.Rule.Name, SubjectOf(alert), alert.Severity, alert.RaisedAt, alert.ClearedAt);
    }

    public static string SubjectOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return SubjectFrom(alert.Series?.ToString(), alert.Device, alert.Station, alert.District);
    }

    /// <summary>The subject from what an alert's item says; null where it says nothing.</summary>
    public static string SubjectFrom(string? series, string? device, string? station, string? district) =>
        series ?? device ?? (station is not null ? $"station:{station}" : $"district:{district}");
}
