using System.Text.Json.Serialization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>An alert in the JSON of the HTTP interface and of the hub: one shape for both.</summary>
public sealed record AlertItem
{
    public required string Id { get; init; }
    public required AlertRuleReference Rule { get; init; }
    public required string? Series { get; init; }
    public required string? Device { get; init; }
    public required string? Station { get; init; }
    public required string? District { get; init; }
    public required string? Domain { get; init; }
    public required string? Quantity { get; init; }
    public required string Unit { get; init; }
    public required string Severity { get; init; }
    public required string Condition { get; init; }
    [JsonConverter(typeof(InstantConverter))]
    public required long StartedAt { get; init; }
    [JsonConverter(typeof(InstantConverter))]
    public required long RaisedAt { get; init; }
    [JsonConverter(typeof(InstantConverter))]
    public required long? ClearedAt { get; init; }
    public required double Value { get; init; }
    public required double Peak { get; init; }
    public required double Threshold { get; init; }
    public required string Quality { get; init; }
    public required AcknowledgementItem? Acknowledged { get; init; }
    public required ShelvingItem? Shelved { get; init; }
    public required string? SuppressedBy { get; init; }
    public required string? Assignee { get; init; }
    public required bool Historical { get; init; }
    public required int Revision { get; init; }
    public required LocalText Sentence { get; init; }

    public static AlertItem From(Alert alert, Registry registry, TimeZoneInfo zone, DescribeAlert describe) => new()
    {
        Id = alert.Id,
        Rule = alert.Rule,
        Series = alert.Series?.ToString(),
        Device = alert.Device,
        Station = alert.Station,
        District = alert.District,
        Domain = alert.Domain,
        Quantity = alert.Quantity.Length == 0 ? null : alert.Quantity,
        Unit = alert.Unit,
        Severity = alert.Severity.ToString().ToLowerInvariant(),
        Condition = alert.Condition.ToString().ToLowerInvariant(),
        StartedAt = alert.StartedAt,
        RaisedAt = alert.RaisedAt,
        ClearedAt = alert.ClearedAt,
        Value = alert.Value,
        Peak = alert.Peak,
        Threshold = alert.Threshold,
        Quality = alert.Quality.ToWire(),
        Acknowledged = alert.Acknowledged is { } a ? new AcknowledgementItem(a.By, a.At, a.Comment) : null,
        Shelved = alert.Shelved is { } s ? new ShelvingItem(s.By, s.Until, s.Reason) : null,
        SuppressedBy = alert.SuppressedBy,
        Assignee = alert.Assignee,
        Historical = alert.Historical,
        Revision = alert.Revision,
        Sentence = describe(alert, NameOf(alert.Station, registry), zone),
    };

    static string? NameOf(string? station, Registry registry) =>
        station is not null && registry.Stations.TryGetValue(station, out var found) ? found.Name : station;
}

public sealed record AcknowledgementItem(string By, [property: JsonConverter(typeof(InstantConverter))] long At, string? Comment);

public sealed record ShelvingItem(string By, [property: JsonConverter(typeof(InstantConverter))] long Until, string Reason);
