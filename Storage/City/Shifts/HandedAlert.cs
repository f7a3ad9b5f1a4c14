using CityOps.Core.Alerts;

namespace CityOps.Storage.City;

/// <summary>An alert as it stood when a shift was handed over, in as many words as a sheet of paper has room for. Times are Unix ms.</summary>
/// <param name="Name">Of its rule.</param>
/// <param name="Place">What its station was called, else the device; null where it is nowhere in the city.</param>
public sealed record HandedAlert(
    string Id, string RuleId, string Name, Severity Severity, AlertCondition Condition, string? Place, string? District, long RaisedAt, long? ClearedAt,
    Acknowledgement? Acknowledged, string? Assignee, Shelving? Shelved, string? SuppressedBy)
{
    /// <param name="names">What stations are called, by id.</param>
    public static HandedAlert Of(Alert alert, IReadOnlyDictionary<string, string> names) => new(
        alert.Id, alert.Rule.Id, alert.Rule.Name, alert.Severity, alert.Condition, alert.Station is { } station ? names.GetValueOrDefault(station) ?? station : alert.Device, alert.District,
        alert.RaisedAt, alert.ClearedAt, alert.Acknowledged, alert.Assignee, alert.Shelved, alert.SuppressedBy);
}
